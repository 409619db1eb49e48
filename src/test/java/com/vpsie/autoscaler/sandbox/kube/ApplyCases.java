package com.vpsie.autoscaler.sandbox.kube;

import static com.vpsie.autoscaler.sandbox.kube.Gadgets.apply;
import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** What a server-side apply makes of an object, and who owns its fields then. */
final class ApplyCases extends Cases {
    ApplyCases() {
        super("applies");
        creating();
        changing();
        conflicts();
    }

    private void creating() {
        add("an apply to a missing name creates it, and its manager owns what it named", api -> {
            String name = gadget(api);
            Reply made = apply(api, name, "one", "'spec': {'size': 1, 'inner': {'a': 'x'}}")
                    .expect(201);
            Owners.expect(made, "one Apply", "{'f:spec': {'f:inner': {'f:a': {}}, 'f:size': {}}}");
            assertThat(made.at("/metadata/managedFields/0/apiVersion").asText()).isEqualTo("contract.example.com/v1");
            assertThat(made.at("/metadata/managedFields/0/time").asText())
                    .isEqualTo(made.at("/metadata/creationTimestamp").asText());
            assertThat(made.at("/metadata/generation").asInt()).isEqualTo(1);
        });
        add("YAML can be applied", api -> {
            String name = gadget(api);
            Reply made = api.patch(
                            Gadgets.path(api) + "/" + name + "?fieldManager=one",
                            Gadgets.APPLY,
                            "apiVersion: contract.example.com/v1\nkind: Gadget\nmetadata:\n  name: " + name
                                    + "\nspec:\n  size: 3\n  args:\n  - a\n")
                    .expect(201);
            assertThat(made.at("/spec/size").asInt()).isEqualTo(3);
            Owners.expect(made, "one Apply", "{'f:spec': {'f:args': {}, 'f:size': {}}}");
        });
        add("a dry run of an apply creates nothing", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1}", "&dryRun=All").expect(201);
            api.get(Gadgets.path(api) + "/" + name).expect(404);
        });
        add("a resourceVersion does not keep an apply from creating", api -> {
            String name = gadget(api);
            api.patch(
                            Gadgets.path(api) + "/" + name + "?fieldManager=one",
                            Gadgets.APPLY,
                            Gadgets.object(name, "'spec': {'size': 1}")
                                    .replace("'name'", "'resourceVersion': '1', 'name'"))
                    .expect(201);
        });
    }

    private void changing() {
        add("applying the same again changes nothing, not even times", api -> {
            String name = gadget(api);
            Reply made = apply(api, name, "one", "'spec': {'size': 1}").expect(201);
            Reply again = apply(api, name, "one", "'spec': {'size': 1}").expect(200);
            assertThat(again.body()).isEqualTo(made.body());
        });
        add("an applier changes what it owns and keeps the rest", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1, 'name': 'n'}").expect(201);
            Reply changed =
                    apply(api, name, "one", "'spec': {'size': 2, 'name': 'n'}").expect(200);
            assertThat(changed.at("/spec/size").asInt()).isEqualTo(2);
            assertThat(changed.at("/metadata/generation").asInt()).isEqualTo(2);
            Owners.expect(changed, "one Apply", "{'f:spec': {'f:name': {}, 'f:size': {}}}");
        });
        add("what an applier leaves out is removed", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1, 'name': 'n', 'inner': {'a': 'x'}}")
                    .expect(201);
            Reply changed = apply(api, name, "one", "'spec': {'size': 1}").expect(200);
            assertThat(changed.at("/spec").has("name")).isFalse();
            assertThat(changed.at("/spec").has("inner")).isFalse();
            Owners.expect(changed, "one Apply", "{'f:spec': {'f:size': {}}}");
        });
        add("two appliers with the same value share a field, and it stays until both leave it out", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1, 'name': 'n'}").expect(201);
            Reply shared = apply(api, name, "two", "'spec': {'name': 'n'}").expect(200);
            Owners.expect(
                    shared,
                    "two Apply",
                    "{'f:spec': {'f:name': {}}}",
                    "one Apply",
                    "{'f:spec': {'f:name': {}, 'f:size': {}}}");
            Reply left = apply(api, name, "one", "'spec': {'size': 1}").expect(200);
            assertThat(left.at("/spec/name").asText()).isEqualTo("n");
            Reply gone = apply(api, name, "two", "").expect(200);
            assertThat(gone.at("/spec").has("name")).isFalse();
            Owners.expect(gone, "one Apply", "{'f:spec': {'f:size': {}}}");
        });
        add("an applier that only shares a value has no time of its own", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1}").expect(201);
            Reply shared = apply(api, name, "two", "'spec': {'size': 1}").expect(200);
            assertThat(shared.at("/metadata/managedFields/0/manager").asText()).isEqualTo("two");
            assertThat(shared.at("/metadata/managedFields/0").has("time")).isFalse();
            assertThat(shared.at("/metadata/managedFields/1").has("time")).isTrue();
        });
        add("an applier that applies nothing gives up everything, and the object stays", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1}").expect(201);
            Reply empty = apply(api, name, "one", "").expect(200);
            assertThat(empty.at("/metadata").has("managedFields")).isFalse();
            assertThat(empty.at("/spec").has("size")).isFalse();
        });
        add("fields that an update wrote are owned by who updated, and an apply keeps them", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1}").expect(201);
            api.patch(Gadgets.path(api) + "/" + name + "?fieldManager=hand", Contract.MERGE, "{'spec': {'name': 'n'}}")
                    .expect(200);
            Reply changed = apply(api, name, "one", "'spec': {'size': 2}").expect(200);
            assertThat(changed.at("/spec/name").asText()).isEqualTo("n");
            Owners.expect(
                    changed, "one Apply", "{'f:spec': {'f:size': {}}}", "hand Update", "{'f:spec': {'f:name': {}}}");
        });
        add("an apply with an old resourceVersion is Conflict", api -> {
            String name = gadget(api);
            Reply made = apply(api, name, "one", "'spec': {'size': 1}").expect(201);
            apply(api, name, "one", "'spec': {'size': 2}").expect(200);
            api.patch(
                            Gadgets.path(api) + "/" + name + "?fieldManager=one",
                            Gadgets.APPLY,
                            Gadgets.object(name, "'spec': {'size': 3}")
                                    .replace("'name'", "'resourceVersion': '" + made.version() + "', 'name'"))
                    .expect(409, "Conflict");
        });
    }

    private void conflicts() {
        add("changing a field of another applier is refused with its owner", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1, 'name': 'n'}").expect(201);
            Reply refused = apply(api, name, "two", "'spec': {'size': 2}");
            Owners.expectConflicts(refused, "\"one\"", ".spec.size");
            assertThat(refused.at("/message").asText())
                    .isEqualTo("Apply failed with 1 conflict: conflict with \"one\": .spec.size");
            assertThat(refused.at("/details").size()).isEqualTo(1);
            assertThat(api.get(Gadgets.path(api) + "/" + name).at("/spec/size").asInt())
                    .isEqualTo(1);
        });
        add("a conflict with an update names the API version that it used", api -> {
            String name = gadget(api);
            api.post(Gadgets.path(api) + "?fieldManager=hand", Gadgets.object(name, "'spec': {'size': 1}"))
                    .expect(201);
            Owners.expectConflicts(
                    apply(api, name, "one", "'spec': {'size': 2}"),
                    "\"hand\" using contract.example.com/v1",
                    ".spec.size");
        });
        add("several conflicts are listed by owner", api -> {
            String name = gadget(api);
            apply(api, name, "a", "'spec': {'size': 1, 'limits': {'cpu': '1'}, 'parts': [{'name': 'p', 'count': 1}]}")
                    .expect(201);
            apply(api, name, "b", "'spec': {'name': 'n'}").expect(200);
            Reply refused = apply(
                    api,
                    name,
                    "c",
                    "'spec': {'size': 2, 'name': 'm', 'limits': {'cpu': '2'}, 'parts': [{'name': 'p', 'count': 2}]}");
            Owners.expectConflicts(
                    refused,
                    "\"a\"",
                    ".spec.size",
                    "\"a\"",
                    ".spec.limits.cpu",
                    "\"a\"",
                    ".spec.parts[name=\"p\"].count",
                    "\"b\"",
                    ".spec.name");
            assertThat(refused.at("/message").asText())
                    .isEqualTo(
                            "Apply failed with 4 conflicts: conflicts with \"a\":\n- .spec.size\n- .spec.limits.cpu\n"
                                    + "- .spec.parts[name=\"p\"].count\nconflicts with \"b\":\n- .spec.name");
        });
        add("force takes the fields from their owners", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1, 'name': 'n'}").expect(201);
            Reply taken = apply(api, name, "two", "'spec': {'size': 2}", "&force=true")
                    .expect(200);
            assertThat(taken.at("/spec/size").asInt()).isEqualTo(2);
            Owners.expect(taken, "one Apply", "{'f:spec': {'f:name': {}}}", "two Apply", "{'f:spec': {'f:size': {}}}");
        });
        add("who lost its last field is listed no longer", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1}").expect(201);
            Reply taken = apply(api, name, "two", "'spec': {'size': 2}", "&force=true")
                    .expect(200);
            Owners.expect(taken, "two Apply", "{'f:spec': {'f:size': {}}}");
        });
        add("giving a field up first lets another apply it without force", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1, 'name': 'n'}").expect(201);
            apply(api, name, "two", "'spec': {'size': 1}").expect(200);
            apply(api, name, "one", "'spec': {'name': 'n'}").expect(200);
            Reply changed = apply(api, name, "two", "'spec': {'size': 5}").expect(200);
            assertThat(changed.at("/spec/size").asInt()).isEqualTo(5);
        });
    }

    static String gadget(Contract api) {
        return api.unique("gadget");
    }
}
