package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * Custom kinds made for a case, and what their objects are answered with. In texts single quotes stand for double ones,
 * backticks for single ones.
 */
final class Kinds {
    static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    static final String GROUP = "schema.example.com";

    private Kinds() {}

    /** A kind with these properties of {@code spec}. */
    static Kind with(Contract api, String properties) {
        return of(
                api,
                "{'type': 'object', 'properties': {'spec': {'type': 'object', 'properties': {" + properties + "}}}}");
    }

    /** A kind with this schema. */
    static Kind of(Contract api, String schema) {
        String plural = api.unique("kinds").replace("-", "");
        Kind kind = new Kind(api, plural);
        api.post(CRDS, definition(plural, schema)).expect(201);
        kind.awaitServed();
        return kind;
    }

    static String definition(String plural, String schema) {
        return """
                {'apiVersion': 'apiextensions.k8s.io/v1', 'kind': 'CustomResourceDefinition',
                 'metadata': {'name': '%1$s.%2$s'},
                 'spec': {'group': '%2$s', 'scope': 'Namespaced',
                  'names': {'plural': '%1$s', 'kind': '%3$s'},
                  'versions': [{'name': 'v1', 'served': true, 'storage': true, 'schema': {'openAPIV3Schema': %4$s}}]}}
                """.formatted(plural, GROUP, kindOf(plural), schema.replace("`", "\\u0027"));
    }

    private static String kindOf(String plural) {
        return Character.toUpperCase(plural.charAt(0)) + plural.substring(1);
    }

    /** What is wrong, as {@code field reason: message} of every cause, in no order. */
    static List<String> causes(Reply reply) {
        List<String> found = new ArrayList<>();
        for (JsonNode cause : reply.at("/details/causes")) {
            found.add(cause.path("field").asText() + " " + cause.path("reason").asText() + ": "
                    + cause.path("message").asText());
        }
        return found;
    }

    /** One custom kind. */
    record Kind(Contract api, String plural) {
        String path() {
            return "/apis/" + GROUP + "/v1/namespaces/" + api.namespace() + "/" + plural;
        }

        void awaitServed() {
            Await.until(plural + " are served", () -> api.get(path()).code() == 200);
        }

        /** @param spec members of the spec */
        Reply create(String spec) {
            return create(spec, "");
        }

        Reply create(String spec, String query) {
            return api.post(path() + query, object("'spec': {" + spec + "}"));
        }

        Reply createBody(String body) {
            return api.post(path(), object(body));
        }

        String object(String body) {
            return "{'apiVersion': '" + GROUP + "/v1', 'kind': '" + kindOf(plural) + "', 'metadata': {'name': '"
                    + api.unique("one") + "'}, " + body + "}";
        }

        /** @param spec members that take the place of those there */
        Reply merge(Reply object, String spec) {
            return api.patch(path() + "/" + object.name(), Contract.MERGE, "{'spec': {" + spec + "}}");
        }

        Reply put(Reply object, String spec) {
            return put(object, spec, "");
        }

        Reply put(Reply object, String spec, String query) {
            ObjectNode changed = object.object();
            changed.set("spec", Contract.json("{" + spec + "}"));
            return api.put(path() + "/" + object.name() + query, changed);
        }

        Reply read(Reply object) {
            return api.get(path() + "/" + object.name());
        }

        JsonNode spec(String given) {
            return create(given).expect(201).at("/spec");
        }

        /** The object is refused with exactly these causes. */
        void refuses(String spec, String... causes) {
            assertThat(causes(create(spec).expect(422, "Invalid"))).containsExactlyInAnyOrder(causes);
        }

        /** Replaces the schema and waits until it is in force, which a new property shows. */
        void change(String properties) {
            changeTo(properties.replace("`", "\\u0027"));
        }

        private void changeTo(String properties) {
            String name = CRDS + "/" + plural + "." + GROUP;
            ObjectNode definition = api.get(name).expect(200).object();
            ObjectNode schema = (ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
            String sign = api.unique("sign").replace("-", "");
            schema.set(
                    "properties",
                    Contract.json("{" + properties + ", '" + sign + "': {'type': 'string', 'default':" + " 'there'}}"));
            api.put(name, definition).expect(200);
            Await.until(
                    "the new schema of " + plural + " is in force",
                    () -> api.post(path() + "?dryRun=All", object("'spec': {}"))
                            .at("/spec/" + sign)
                            .asText()
                            .equals("there"));
        }
    }

    /** The causes of refusing to install a kind with this property of its spec. */
    static List<String> refusal(Contract api, String property) {
        return refusalOf(
                api,
                "{'type': 'object', 'properties': {'spec': {'type': 'object', 'properties': {'a': " + property
                        + "}}}}");
    }

    static List<String> refusalOf(Contract api, String schema) {
        Reply answer =
                api.post(CRDS + "?dryRun=All", definition(api.unique("bad").replace("-", ""), schema));
        return causes(answer.expect(422, "Invalid"));
    }

    /** The definition of a kind, to be spoilt. */
    static ObjectNode definition(Contract api) {
        return (ObjectNode) Contract.json(definition(api.unique("bad").replace("-", ""), "{'type': 'object'}"));
    }

    static List<String> refusal(Contract api, ObjectNode definition) {
        return causes(api.post(CRDS + "?dryRun=All", definition.toString()).expect(422, "Invalid"));
    }

    static ArrayNode versions(ObjectNode definition) {
        return (ArrayNode) definition.at("/spec/versions");
    }
}
