package com.vpsie.autoscaler.sandbox.kube;

import static com.vpsie.autoscaler.sandbox.kube.ApplyCases.gadget;
import static com.vpsie.autoscaler.sandbox.kube.Gadgets.apply;
import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** Applies that are refused for another reason than a conflict. */
final class ApplyRefusalCases extends Cases {
    ApplyRefusalCases() {
        super("refused applies");
        options();
        identity();
        types();
    }

    private static Reply raw(Contract api, String name, String query, String body) {
        return api.patch(Gadgets.path(api) + "/" + name + query, Gadgets.APPLY, body);
    }

    private void options() {
        add("an apply without a fieldManager is 422", api -> {
            Reply refused = raw(api, "x", "", Gadgets.object("x", "")).expect(422, "Invalid");
            assertThat(refused.at("/message").asText())
                    .isEqualTo("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for"
                            + " apply patch");
            assertThat(refused.at("/details/causes/0/reason").asText()).isEqualTo("FieldValueRequired");
            assertThat(refused.at("/details").has("name")).isFalse();
        });
        add("a fieldManager of more than 128 bytes is 422", api -> {
            Reply refused = apply(api, "x", "m".repeat(129), "").expect(422, "Invalid");
            assertThat(refused.at("/message").asText())
                    .isEqualTo("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Too long: may not be more than"
                            + " 128 bytes");
        });
        add("a fieldManager with a line break is 422, on a create, too", api -> {
            apply(api, "x", "a%0Ab", "").expect(422, "Invalid");
            Reply refused = api.post(api.configMaps() + "?fieldManager=a%0Ab", "{'metadata': {'name': 'x'}}")
                    .expect(422, "Invalid");
            assertThat(refused.at("/message").asText())
                    .isEqualTo("CreateOptions.meta.k8s.io \"\" is invalid: fieldManager: Invalid value: \"a\\nb\":"
                            + " invalid character U+000A (at position 1)");
        });
        add("force on a merge patch is 422", api -> {
            String name = gadget(api);
            apply(api, name, "one", "'spec': {'size': 1}").expect(201);
            api.patch(Gadgets.path(api) + "/" + name + "?force=true", Contract.MERGE, "{'spec': {'size': 2}}")
                    .expect(422, "Invalid");
        });
        add("an apply that is no YAML is 400", api -> {
            Reply refused = raw(api, "x", "?fieldManager=one", "{'spec': ").expect(400, "BadRequest");
            assertThat(refused.at("/message").asText()).startsWith("error decoding YAML: ");
        });
        add(
                "an apply of a list is 400",
                api -> raw(api, "x", "?fieldManager=one", "[1]").expect(400, "BadRequest"));
        add("a member that is written twice is 400 with strict field validation", api -> {
            String body = Gadgets.object("x", "'spec': {'size': 1, 'size': 2}");
            Reply refused = raw(api, "x", "?fieldManager=one&fieldValidation=Strict", body)
                    .expect(400, "BadRequest");
            assertThat(refused.at("/message").asText()).startsWith("error strict decoding YAML: ");
        });
        add(
                "an apply to a collection is 400",
                api -> api.patch(Gadgets.path(api) + "?fieldManager=one", Gadgets.APPLY, Gadgets.object("x", ""))
                        .expect(400, "BadRequest"));
    }

    private void identity() {
        add("an apply of another kind is 400", api -> {
            Reply refused = raw(
                            api,
                            "x",
                            "?fieldManager=one",
                            Gadgets.object("x", "").replace("contract.example.com/v1", "v1"))
                    .expect(400, "BadRequest");
            assertThat(refused.at("/message").asText()).isEqualTo("invalid object type: /v1, Kind=Gadget");
        });
        add("an apply without apiVersion and kind is 400", api -> {
            Reply refused = raw(api, "x", "?fieldManager=one", "{'metadata': {'name': 'x'}}")
                    .expect(400, "BadRequest");
            assertThat(refused.at("/message").asText()).isEqualTo("invalid object type: /, Kind=");
        });
        add("an apply under another name is 400", api -> {
            String name = gadget(api);
            apply(api, name, "one", "").expect(201);
            raw(api, name, "?fieldManager=one", Gadgets.object("other", "")).expect(400, "BadRequest");
            raw(api, "missing", "?fieldManager=one", Gadgets.object("other", ""))
                    .expect(400, "BadRequest");
        });
        add("an apply without a name is 400 only when it would create", api -> {
            String name = gadget(api);
            String nameless = "{'apiVersion': 'contract.example.com/v1', 'kind': 'Gadget', 'spec': {'size': 1}}";
            raw(api, name, "?fieldManager=one", nameless).expect(400, "BadRequest");
            apply(api, name, "one", "").expect(201);
            raw(api, name, "?fieldManager=one", nameless).expect(200);
        });
        add(
                "an apply in another namespace is 400",
                api -> raw(
                                api,
                                "x",
                                "?fieldManager=one",
                                Gadgets.object("x", "").replace("'name'", "'namespace': 'other', 'name'"))
                        .expect(400, "BadRequest"));
        add("an apply with a uid to a missing name is Conflict, with another uid 422", api -> {
            String name = gadget(api);
            String other =
                    Gadgets.object(name, "").replace("'name'", "'uid': '11111111-2222-4333-8444-555555555555', 'name'");
            raw(api, name, "?fieldManager=one", other).expect(409, "Conflict");
            apply(api, name, "one", "").expect(201);
            raw(api, name, "?fieldManager=one", other).expect(422, "Invalid");
        });
        add("an apply of managedFields is 400", api -> {
            Reply refused = raw(
                            api,
                            "x",
                            "?fieldManager=one",
                            Gadgets.object("x", "").replace("'name'", "'managedFields': [{}], 'name'"))
                    .expect(400, "BadRequest");
            assertThat(refused.at("/message").asText()).isEqualTo("metadata.managedFields must be nil");
        });
        add(
                "an apply in a missing namespace is NotFound",
                api -> api.patch(
                                "/apis/contract.example.com/v1/namespaces/not-there/gadgets/x?fieldManager=one",
                                Gadgets.APPLY,
                                Gadgets.object("x", "'spec': {'size': 1}"))
                        .expect(404, "NotFound"));
    }

    private void types() {
        add("a field that the schema does not have is refused", api -> {
            Reply refused =
                    apply(api, gadget(api), "one", "'spec': {'bogus': 1}").expect(500);
            assertThat(refused.at("/message").asText())
                    .startsWith("failed to create typed patch object (/gadget-")
                    .endsWith("; contract.example.com/v1, Kind=Gadget): .spec.bogus: field not declared in schema");
        });
        add("a value of another type is refused", api -> {
            assertThat(apply(api, gadget(api), "one", "'spec': {'size': 'x'}")
                            .expect(500)
                            .at("/message")
                            .asText())
                    .endsWith(": .spec.size: expected numeric (int or float), got string");
            assertThat(apply(api, gadget(api), "one", "'spec': {'name': true}")
                            .expect(500)
                            .at("/message")
                            .asText())
                    .contains(": .spec.name: expected string, got ");
            assertThat(apply(api, gadget(api), "one", "'spec': {'inner': [1]}")
                            .expect(500)
                            .at("/message")
                            .asText())
                    .contains(": .spec.inner: expected map, got ");
        });
        add("two items with the same key are refused", api -> {
            assertThat(apply(api, gadget(api), "one", "'spec': {'parts': [{'name': 'a'}, {'name': 'a'}]}")
                            .expect(500)
                            .at("/message")
                            .asText())
                    .endsWith(": .spec.parts: duplicate entries for key [name=\"a\"]");
            assertThat(apply(api, gadget(api), "one", "'spec': {'tags': ['q', 'q']}")
                            .expect(500)
                            .at("/message")
                            .asText())
                    .endsWith(": .spec.tags: duplicate entries for key [=\"q\"]");
        });
        add("an item without its key is refused", api -> {
            assertThat(apply(api, gadget(api), "one", "'spec': {'parts': [{'count': 1}]}")
                            .expect(500)
                            .at("/message")
                            .asText())
                    .endsWith(": .spec.parts: element 0: associative list with keys has an element that omits all key"
                            + " fields [\"name\"] (and doesn't have default values for any key fields)");
        });
        add("a built-in kind refuses a field that it does not have", api -> {
            String name = api.unique("map");
            Reply refused = api.patch(
                            api.configMaps() + "/" + name + "?fieldManager=one",
                            Gadgets.APPLY,
                            "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': '" + name
                                    + "'}, 'bogus': 1}")
                    .expect(500);
            assertThat(refused.at("/message").asText()).endsWith(": .bogus: field not declared in schema");
        });
    }
}
