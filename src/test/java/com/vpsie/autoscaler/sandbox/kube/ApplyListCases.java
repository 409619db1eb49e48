package com.vpsie.autoscaler.sandbox.kube;

import static com.vpsie.autoscaler.sandbox.kube.ApplyCases.gadget;
import static com.vpsie.autoscaler.sandbox.kube.Gadgets.apply;
import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** What a server-side apply does to the lists and maps that a schema can name. */
final class ApplyListCases extends Cases {
    ApplyListCases() {
        super("applies of lists and maps");
        lists();
        maps();
    }

    private void lists() {
        add("items of a keyed list belong to who applied them, item by item", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'parts': [{'name': 'a', 'count': 1}]}")
                    .expect(201);
            Reply both = apply(api, name, "two", "'spec': {'parts': [{'name': 'b', 'note': 'x'}]}")
                    .expect(200);
            assertThat(both.at("/spec/parts"))
                    .isEqualTo(Owners.json("[{'name': 'a', 'count': 1}, {'name': 'b', 'note': 'x'}]"));
            Owners.expect(
                    both,
                    "one Apply",
                    "{'f:spec': {'f:parts': {'k:{\\'name\\':\\'a\\'}': {'.': {}, 'f:count': {}, 'f:name': {}}}}}",
                    "two Apply",
                    "{'f:spec': {'f:parts': {'k:{\\'name\\':\\'b\\'}': {'.': {}, 'f:name': {}, 'f:note': {}}}}}");
            Reply without = apply(api, name, "one", "'spec': {'parts': []}").expect(200);
            assertThat(without.at("/spec/parts")).isEqualTo(Owners.json("[{'name': 'b', 'note': 'x'}]"));
        });
        add("two appliers complete one item of a keyed list", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'parts': [{'name': 'a', 'count': 1}]}")
                    .expect(201);
            apply(api, name, "two", "'spec': {'parts': [{'name': 'a', 'note': 'x'}]}")
                    .expect(200);
            Reply left = apply(api, name, "one", "").expect(200);
            assertThat(left.at("/spec/parts")).isEqualTo(Owners.json("[{'name': 'a', 'note': 'x'}]"));
        });
        add("a key member that is left out counts as its default", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'ports': [{'port': 1, 'name': 'x'}]}")
                    .expect(201);
            Reply changed = apply(api, name, "one", "'spec': {'ports': [{'port': 1, 'protocol': 'TCP', 'name': 'y'}]}")
                    .expect(200);
            assertThat(changed.at("/spec/ports"))
                    .isEqualTo(Owners.json("[{'port': 1, 'protocol': 'TCP', 'name': 'y'}]"));
            Owners.expect(
                    changed,
                    "one Apply",
                    "{'f:spec': {'f:ports': {'k:{\\'port\\':1,\\'protocol\\':\\'TCP\\'}':"
                            + " {'.': {}, 'f:name': {}, 'f:port': {}, 'f:protocol': {}}}}}");
        });
        add("the order of a keyed list is that of the last apply", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'parts': [{'name': 'a'}, {'name': 'b'}, {'name': 'c'}]}")
                    .expect(201);
            Reply turned = apply(api, name, "two", "'spec': {'parts': [{'name': 'c'}, {'name': 'n'}, {'name': 'a'}]}")
                    .expect(200);
            assertThat(turned.at("/spec/parts").findValuesAsText("name")).containsExactly("b", "c", "n", "a");
        });
        add("members of a set belong to who applied them, member by member", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'tags': ['x', 'y']}").expect(201);
            Reply both = apply(api, name, "two", "'spec': {'tags': ['y', 'z']}").expect(200);
            assertThat(both.at("/spec/tags")).isEqualTo(Owners.json("['x', 'y', 'z']"));
            Reply less = apply(api, name, "one", "'spec': {'tags': []}").expect(200);
            assertThat(less.at("/spec/tags")).isEqualTo(Owners.json("['y', 'z']"));
            Owners.expect(less, "two Apply", "{'f:spec': {'f:tags': {'v:\\'y\\'': {}, 'v:\\'z\\'': {}}}}");
        });
        add("an atomic list belongs to one as a whole", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'args': ['a', 'b']}").expect(201);
            Owners.expectConflicts(apply(api, name, "two", "'spec': {'args': ['a']}"), "\"one\"", ".spec.args");
            Reply taken = apply(api, name, "two", "'spec': {'args': ['c']}", "&force=true")
                    .expect(200);
            assertThat(taken.at("/spec/args")).isEqualTo(Owners.json("['c']"));
            Owners.expect(taken, "two Apply", "{'f:spec': {'f:args': {}}}");
        });
        add("finalizers are a set, and owner references are known by uid", api -> {
            String name = gadget(api);
            String owner = "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'name': 'o',"
                    + " 'uid': '11111111-2222-4333-8444-555555555555'}";
            Reply made = api.patch(
                            Gadgets.path(api) + "/" + name + "?fieldManager=one",
                            Gadgets.APPLY,
                            Gadgets.object(name, "")
                                    .replace(
                                            "'name'",
                                            "'finalizers': ['example.com/a'], 'ownerReferences': [" + owner
                                                    + "], 'name'"))
                    .expect(201);
            Owners.expect(
                    made,
                    "one Apply",
                    "{'f:metadata': {'f:finalizers': {'v:\\'example.com/a\\'': {}}, 'f:ownerReferences':"
                            + " {'k:{\\'uid\\':\\'11111111-2222-4333-8444-555555555555\\'}': {}}}}");
            Reply released = apply(api, name, "one", "").expect(200);
            assertThat(released.at("/metadata").has("finalizers")).isFalse();
            assertThat(released.at("/metadata").has("ownerReferences")).isFalse();
        });
    }

    private void maps() {
        add("labels and annotations belong to who applied them, one by one", api -> {
            String name = gadget(api);
            labelled(api, name, "one", "'labels': {'a': '1'}, 'annotations': {'x': '1'}")
                    .expect(201);
            Reply both = labelled(api, name, "two", "'labels': {'b': '2'}").expect(200);
            Owners.expect(
                    both,
                    "one Apply",
                    "{'f:metadata': {'f:annotations': {'f:x': {}}, 'f:labels': {'f:a': {}}}}",
                    "two Apply",
                    "{'f:metadata': {'f:labels': {'f:b': {}}}}");
            Reply less = labelled(api, name, "one", "'labels': {}").expect(200);
            assertThat(less.at("/metadata/labels")).isEqualTo(Owners.json("{'b': '2'}"));
            assertThat(less.at("/metadata").has("annotations")).isFalse();
        });
        add("an atomic object belongs to one as a whole", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'box': {'x': 1, 'y': 2}}").expect(201);
            Owners.expectConflicts(apply(api, name, "two", "'spec': {'box': {'x': 1}}"), "\"one\"", ".spec.box");
            Reply less = apply(api, name, "one", "'spec': {'box': {'x': 1}}").expect(200);
            assertThat(less.at("/spec/box")).isEqualTo(Owners.json("{'x': 1}"));
            Owners.expect(less, "one Apply", "{'f:spec': {'f:box': {}}}");
        });
        add("members of a map of objects are owned themselves, too", api -> {
            String name = gadget(api);
            Reply made = apply(api, name, "one", "'spec': {'groups': {'g': {'a': '1'}}}")
                    .expect(201);
            Owners.expect(made, "one Apply", "{'f:spec': {'f:groups': {'f:g': {'.': {}, 'f:a': {}}}}}");
            apply(api, name, "two", "'spec': {'groups': {'g': {'b': '2'}}}").expect(200);
            Reply left = apply(api, name, "one", "").expect(200);
            assertThat(left.at("/spec/groups")).isEqualTo(Owners.json("{'g': {'b': '2'}}"));
        });
        add("where nothing is known, objects are merged and lists are whole", api -> {
            String name = gadget(api);
            Reply made = apply(api, name, "one", "'spec': {'free': {'a': {'b': 1}, 'l': [{'name': 'x'}]}}")
                    .expect(201);
            Owners.expect(made, "one Apply", "{'f:spec': {'f:free': {'f:a': {'.': {}, 'f:b': {}}, 'f:l': {}}}}");
            Reply both =
                    apply(api, name, "two", "'spec': {'free': {'a': {'c': 2}}}").expect(200);
            assertThat(both.at("/spec/free/a")).isEqualTo(Owners.json("{'b': 1, 'c': 2}"));
        });
        add("a removed object takes along what nobody owns in it", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1, 'inner': {'a': '1', 'deep': {'c': '1'}}}")
                    .expect(201);
            apply(api, name, "two", "'spec': {'inner': {'b': '2'}}").expect(200);
            Reply left = apply(api, name, "one", "'spec': {'size': 1}").expect(200);
            assertThat(left.at("/spec/inner")).isEqualTo(Owners.json("{'b': '2'}"));
        });
    }

    private static Reply labelled(Contract api, String name, String manager, String metadata) {
        return api.patch(
                Gadgets.path(api) + "/" + name + "?fieldManager=" + manager,
                Gadgets.APPLY,
                Gadgets.object(name, "").replace("'name'", metadata + ", 'name'"));
    }
}
