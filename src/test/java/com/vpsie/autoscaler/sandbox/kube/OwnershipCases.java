package com.vpsie.autoscaler.sandbox.kube;

import static com.vpsie.autoscaler.sandbox.kube.ApplyCases.gadget;
import static com.vpsie.autoscaler.sandbox.kube.Gadgets.apply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.ArrayList;
import java.util.List;

/** What creates, updates and other patches do to {@code managedFields}, and how they get on with applies. */
final class OwnershipCases extends Cases {
    OwnershipCases() {
        super("owners of fields");
        updates();
        statuses();
        managedFieldsThemselves();
    }

    private static Reply post(Contract api, String name, String manager, String content) {
        return api.post(Gadgets.path(api) + "?fieldManager=" + manager, Gadgets.object(name, content))
                .expect(201);
    }

    private static Reply merge(Contract api, String name, String manager, String patch) {
        return api.patch(Gadgets.path(api) + "/" + name + "?fieldManager=" + manager, Contract.MERGE, patch)
                .expect(200);
    }

    private static Reply put(Contract api, Reply read, String manager, ObjectNode object) {
        return api.put(Gadgets.path(api) + "/" + read.name() + "?fieldManager=" + manager, object);
    }

    private void updates() {
        add("who creates owns everything that was new, and what holds it", api -> {
            Reply made = post(
                    api,
                    gadget(api),
                    "maker",
                    "'spec': {'size': 2, 'color': 'red', 'inner': {'a': '1'}, 'limits': {'a': '1'}, 'tags': ['q'],"
                            + " 'parts': [{'name': 'a', 'count': 1}]}");
            Owners.expect(
                    made,
                    "maker Update",
                    "{'f:spec': {'.': {}, 'f:color': {}, 'f:inner': {'.': {}, 'f:a': {}}, 'f:limits': {'.': {}, 'f:a': {}},"
                            + " 'f:parts': {'.': {}, 'k:{\\'name\\':\\'a\\'}': {'.': {}, 'f:count': {}, 'f:name': {}}},"
                            + " 'f:size': {}, 'f:tags': {'.': {}, 'v:\\'q\\'': {}}}}");
        });
        add("who changes a field owns it from then on", api -> {
            String name = gadget(api);
            post(api, name, "maker", "'spec': {'size': 2, 'color': 'red', 'name': 'n'}");
            Reply changed = merge(api, name, "hand", "{'spec': {'name': 'm', 'on': true}}");
            Owners.expect(
                    changed,
                    "hand Update",
                    "{'f:spec': {'f:name': {}, 'f:on': {}}}",
                    "maker Update",
                    "{'f:spec': {'.': {}, 'f:color': {}, 'f:size': {}}}");
        });
        add("a field that is removed belongs to nobody", api -> {
            String name = gadget(api);
            post(api, name, "maker", "'spec': {'size': 2, 'color': 'red', 'parts': [{'name': 'a'}, {'name': 'b'}]}");
            Reply changed = merge(api, name, "hand", "{'spec': {'size': null, 'parts': [{'name': 'b'}]}}");
            Owners.expect(
                    changed,
                    "maker Update",
                    "{'f:spec': {'.': {}, 'f:color': {}, 'f:parts':"
                            + " {'.': {}, 'k:{\\'name\\':\\'b\\'}': {'.': {}, 'f:name': {}}}}}");
        });
        add("a manager collects what it writes in several updates", api -> {
            String name = gadget(api);
            post(api, name, "maker", "'spec': {'color': 'red'}");
            merge(api, name, "hand", "{'spec': {'size': 1}}");
            Reply changed = merge(api, name, "hand", "{'spec': {'name': 'n'}}");
            Owners.expect(
                    changed,
                    "hand Update",
                    "{'f:spec': {'f:name': {}, 'f:size': {}}}",
                    "maker Update",
                    "{'f:spec': {'.': {}, 'f:color': {}}}");
        });
        add("a write that changes nothing makes nobody an owner and keeps the version", api -> {
            String name = gadget(api);
            Reply made = post(api, name, "maker", "'spec': {'size': 1}");
            Reply same = merge(api, name, "hand", "{'spec': {'size': 1}}");
            assertThat(same.body()).isEqualTo(made.body());
            assertThat(put(api, made, "other", made.object()).expect(200).body())
                    .isEqualTo(made.body());
        });
        add("an update takes a field from who applied it without asking", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1, 'name': 'n'}").expect(201);
            Reply changed = merge(api, name, "hand", "{'spec': {'size': 7}}");
            Owners.expect(
                    changed, "one Apply", "{'f:spec': {'f:name': {}}}", "hand Update", "{'f:spec': {'f:size': {}}}");
            Owners.expectConflicts(
                    apply(api, name, "one", "'spec': {'size': 1, 'name': 'n'}"),
                    "\"hand\" using contract.example.com/v1",
                    ".spec.size");
        });
        add("one name is two managers when it applies and when it updates", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1}").expect(201);
            Reply changed = merge(api, name, "one", "{'spec': {'size': 2}}");
            Owners.expect(changed, "one Update", "{'f:spec': {'f:size': {}}}");
            Owners.expectConflicts(
                    apply(api, name, "one", "'spec': {'size': 3}"),
                    "\"one\" using contract.example.com/v1",
                    ".spec.size");
        });
        add("the part of the User-Agent before the slash names who gives no name", api -> {
            Reply made = api.newConfigMap("1");
            assertThat(Owners.of(made.body())).hasSize(1);
            assertThat(made.at("/metadata/managedFields/0/manager").asText())
                    .isNotEmpty()
                    .doesNotContain("/");
        });
    }

    private void statuses() {
        add("an apply to the status owns only the status, and changes nothing else", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1}").expect(201);
            Reply set = api.patch(
                            Gadgets.path(api) + "/" + name + "/status?fieldManager=st",
                            Gadgets.APPLY,
                            Gadgets.object(
                                            name,
                                            "'spec': {'size': 2}, 'status': {'phase': 'A', 'conditions':"
                                                    + " [{'type': 'Ready', 'status': 'True'}]}")
                                    .replace("'name'", "'labels': {'q': '1'}, 'name'"))
                    .expect(200);
            assertThat(set.at("/spec/size").asInt()).isEqualTo(1);
            assertThat(set.at("/metadata").has("labels")).isFalse();
            assertThat(set.at("/metadata/generation").asInt()).isEqualTo(1);
            Owners.expect(
                    set,
                    "one Apply",
                    "{'f:spec': {'f:size': {}}}",
                    "st Apply status",
                    "{'f:status': {'f:conditions': {'k:{\\'type\\':\\'Ready\\'}':"
                            + " {'.': {}, 'f:status': {}, 'f:type': {}}}, 'f:phase': {}}}");
        });
        add("an update of the status is owned as one of the status", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1}").expect(201);
            Reply set = api.patch(
                            Gadgets.path(api) + "/" + name + "/status?fieldManager=st",
                            Contract.MERGE,
                            "{'status': {'ready': true}}")
                    .expect(200);
            Owners.expect(
                    set,
                    "one Apply",
                    "{'f:spec': {'f:size': {}}}",
                    "st Update status",
                    "{'f:status': {'.': {}, 'f:ready': {}}}");
        });
        add("a status in an apply to the main resource is neither set nor owned", api -> {
            Reply made = apply(api, gadget(api), "one", "'spec': {'size': 1}, 'status': {'ready': true}")
                    .expect(201);
            assertThat(made.body().has("status")).isFalse();
            Owners.expect(made, "one Apply", "{'f:spec': {'f:size': {}}}");
        });
        add("a conflict over the status names the subresource", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1}").expect(201);
            String status = Gadgets.path(api) + "/" + name + "/status?fieldManager=";
            api.patch(status + "a", Gadgets.APPLY, Gadgets.object(name, "'status': {'phase': 'A'}"))
                    .expect(200);
            Owners.expectConflicts(
                    api.patch(status + "b", Gadgets.APPLY, Gadgets.object(name, "'status': {'phase': 'B'}")),
                    "\"a\" with subresource \"status\"",
                    ".status.phase");
        });
        add(
                "the status of a missing object cannot be applied",
                api -> api.patch(
                                Gadgets.path(api) + "/not-there/status?fieldManager=a",
                                Gadgets.APPLY,
                                Gadgets.object("not-there", "'status': {'phase': 'A'}"))
                        .expect(404, "NotFound"));
        add("the status keeps its owners when the main resource is replaced without it", api -> {
            String name = gadget(api);
            Reply made = post(api, name, "maker", "'spec': {'size': 1, 'color': 'red'}");
            api.patch(
                            Gadgets.path(api) + "/" + name + "/status?fieldManager=st",
                            Contract.MERGE,
                            "{'status': {'ready': true}}")
                    .expect(200);
            Reply put = api.put(
                            Gadgets.path(api) + "/" + name + "?fieldManager=hand",
                            Gadgets.object(name, "'spec': {'size': 2, 'color': 'red'}")
                                    .replace(
                                            "'name'",
                                            "'resourceVersion': '"
                                                    + api.get(Gadgets.path(api) + "/" + name)
                                                            .version() + "', 'name'"))
                    .expect(200);
            assertThat(put.uid()).isEqualTo(made.uid());
            assertThat(put.at("/status/ready").asBoolean()).isTrue();
            Owners.expect(
                    put,
                    "maker Update",
                    "{'f:spec': {'.': {}, 'f:color': {}}}",
                    "st Update status",
                    "{'f:status': {'.': {}, 'f:ready': {}}}",
                    "hand Update",
                    "{'f:spec': {'f:size': {}}}");
        });
    }

    private void managedFieldsThemselves() {
        add("managedFields with one empty entry are forgotten, and later updates are not tracked", api -> {
            String name = gadget(api);
            post(api, name, "maker", "'spec': {'size': 1, 'color': 'red'}");
            Reply bare = merge(api, name, "hand", "{'metadata': {'managedFields': [{}]}}");
            assertThat(bare.at("/metadata").has("managedFields")).isFalse();
            Reply later = merge(api, name, "hand", "{'spec': {'size': 2}}");
            assertThat(later.at("/metadata").has("managedFields")).isFalse();
            Reply applied = apply(api, name, "one", "'spec': {'name': 'n'}").expect(200);
            Owners.expect(
                    applied,
                    "one Apply",
                    "{'f:spec': {'f:name': {}}}",
                    "before-first-apply Update",
                    "{'f:spec': {'.': {}, 'f:color': {}, 'f:size': {}}}");
        });
        add("empty managedFields are ignored on a custom kind", api -> {
            String name = gadget(api);
            Reply made = post(api, name, "maker", "'spec': {'size': 1, 'color': 'red'}");
            assertThat(merge(api, name, "hand", "{'metadata': {'managedFields': []}}")
                            .body())
                    .isEqualTo(made.body());
        });
        add("an owner can be taken out of managedFields by an update", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1}").expect(201);
            Reply both = apply(api, name, "two", "'spec': {'name': 'n'}").expect(200);
            ObjectNode object = both.object();
            ArrayNode entries = (ArrayNode) object.at("/metadata/managedFields");
            for (int i = entries.size() - 1; i >= 0; i--) {
                if (entries.get(i).path("manager").asText().equals("one")) {
                    entries.remove(i);
                }
            }
            Reply changed = put(api, both, "hand", object).expect(200);
            Owners.expect(changed, "two Apply", "{'f:spec': {'f:name': {}}}");
        });
        add("managedFields that are left out of an update stay", api -> {
            String name = gadget(api);
            Reply made = apply(api, name, "one", "'spec': {'size': 1, 'color': 'red'}")
                    .expect(201);
            ObjectNode object = made.object();
            ((ObjectNode) object.get("metadata")).remove("managedFields");
            assertThat(put(api, made, "hand", object).expect(200).body()).isEqualTo(made.body());
        });
        add("of more than ten updaters the oldest are put together", api -> {
            String name = gadget(api);
            post(api, name, "m00", "'spec': {'color': 'red'}");
            List<String> managers = new ArrayList<>();
            for (int i = 10; i < 22; i++) {
                managers.add("m" + i);
                merge(api, name, "m" + i, "{'metadata': {'labels': {'l" + i + "': 'x'}}}");
            }
            Reply after = api.get(Gadgets.path(api) + "/" + name);
            assertThat(Owners.of(after.body()).keySet())
                    .contains("ancient-changes Update")
                    .hasSize(10);
            assertThat(Owners.of(after.body()).keySet())
                    .doesNotContain("m00 Update")
                    .doesNotContain(managers.get(0) + " Update")
                    .contains(managers.get(11) + " Update");
        });
    }
}
