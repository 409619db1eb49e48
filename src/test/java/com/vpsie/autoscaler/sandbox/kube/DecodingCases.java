package com.vpsie.autoscaler.sandbox.kube;

import static com.vpsie.autoscaler.sandbox.kube.Kinds.causes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import com.vpsie.autoscaler.sandbox.kube.Kinds.Kind;

/** What the schema of a custom kind makes of fields that are missing, unknown or from before. */
final class DecodingCases extends Cases {
    private static final String TYPE = " FieldValueTypeInvalid: Invalid value: ";
    private static final String INVALID = " FieldValueInvalid: Invalid value: ";

    DecodingCases() {
        super("schema and fields");
        defaults();
        pruning();
        strictness();
        embedded();
        changes();
    }

    private void defaults() {
        String nested =
                "'a': {'type': 'object', 'default': {}, 'properties': {'b': {'type': 'integer', 'default': 7}}}";
        add(
                "a default comes with its own defaults",
                api -> assertThat(Kinds.with(api, nested).spec("").at("/a/b").asInt())
                        .isEqualTo(7));
        add(
                "a default is not of what is there",
                api -> assertThat(Kinds.with(api, nested)
                                .spec("'a': {'b': 1}")
                                .at("/a/b")
                                .asInt())
                        .isEqualTo(1));
        add(
                "a null takes the default",
                api -> assertThat(Kinds.with(api, nested)
                                .spec("'a': null")
                                .at("/a/b")
                                .asInt())
                        .isEqualTo(7));
        add(
                "a nullable null takes no default",
                api -> assertThat(Kinds.with(api, "'a': {'type': 'string', 'default': 'd', 'nullable': true}")
                                .spec("'a': null")
                                .at("/a")
                                .isNull())
                        .isTrue());
        add(
                "items have defaults",
                api -> assertThat(Kinds.with(
                                        api,
                                        "'a': {'type': 'array', 'items': {'type': 'object', 'properties': {'b': {'type':"
                                                + " 'integer', 'default': 3}}}}")
                                .spec("'a': [{}, {'b': 1}]")
                                .at("/a")
                                .toString())
                        .isEqualTo("[{\"b\":3},{\"b\":1}]"));
        add(
                "without its parent a default is not there",
                api -> assertThat(Kinds.with(
                                        api,
                                        "'a': {'type': 'object', 'properties': {'b': {'type': 'integer', 'default': 3}}}")
                                .spec("")
                                .has("a"))
                        .isFalse());
        add("a patch that removes a field gets the default back", api -> {
            Kind kind = Kinds.with(api, "'a': {'type': 'integer', 'default': 3}");
            Reply made = kind.create("'a': 5").expect(201);
            assertThat(kind.merge(made, "'a': null").expect(200).at("/spec/a").asInt())
                    .isEqualTo(3);
        });
        add("an object stored before a default existed is read with it", api -> {
            Kind kind = Kinds.with(api, "'b': {'type': 'string'}");
            Reply made = kind.create("'b': 'x'").expect(201);
            kind.change("'b': {'type': 'string'}, 'a': {'type': 'integer', 'default': 3}");
            Reply read = kind.read(made);
            assertThat(read.at("/spec/a").asInt()).isEqualTo(3);
            assertThat(read.version()).isEqualTo(made.version());
            assertThat(api.get(kind.path()).at("/items/0/spec/a").asInt()).isEqualTo(3);
        });
        add("an object stored with a field that the schema lost is read without it", api -> {
            Kind kind = Kinds.with(api, "'a': {'type': 'string'}, 'b': {'type': 'string'}");
            Reply made = kind.create("'a': 'x', 'b': 'y'").expect(201);
            kind.change("'a': {'type': 'string'}");
            assertThat(kind.read(made).at("/spec/a").asText()).isEqualTo("x");
            assertThat(kind.read(made).at("/spec").has("b")).isFalse();
            kind.change("'a': {'type': 'string'}, 'b': {'type': 'string'}");
            assertThat(kind.read(made).at("/spec/b").asText()).isEqualTo("y");
        });
    }

    private void pruning() {
        add("unknown fields are dropped at every level, with warnings", api -> {
            Kind kind = Kinds.with(
                    api,
                    "'a': {'type': 'array', 'items': {'type': 'object', 'properties': {'b': {'type': 'string'}}}}");
            Reply made = kind.create("'x': 1, 'a': [{'b': 'c', 'y': 2}]").expect(201);
            assertThat(made.at("/spec").toString()).isEqualTo("{\"a\":[{\"b\":\"c\"}]}");
            assertThat(made.warnings())
                    .containsExactlyInAnyOrder("unknown field \"spec.a[0].y\"", "unknown field \"spec.x\"");
        });
        add("unknown fields are kept where the schema says so, known ones below are looked at", api -> {
            Kind kind = Kinds.with(
                    api,
                    "'a': {'type': 'object', 'x-kubernetes-preserve-unknown-fields': true, 'properties': {'known':"
                            + " {'type': 'object', 'properties': {'k': {'type': 'integer'}}}}}");
            Reply made = kind.create("'a': {'x': {'y': [1, null]}, 'known': {'k': 1, 'lost': 2}}")
                    .expect(201);
            assertThat(made.at("/spec/a")).isEqualTo(Contract.json("{'x': {'y': [1, null]}, 'known': {'k': 1}}"));
            kind.refuses(
                    "'a': {'known': {'k': 's'}}",
                    "spec.a.known.k" + TYPE + "\"string\": spec.a.known.k in body must be of type integer: \"string\"");
        });
        add("an unknown field beside spec is dropped", api -> {
            Reply made = Kinds.with(api, "'a': {'type': 'string'}")
                    .createBody("'spec': {'a': 'x'}, 'more': {'b': 1}")
                    .expect(201);
            assertThat(made.body().has("more")).isFalse();
            assertThat(made.warnings()).containsExactly("unknown field \"more\"");
        });
        add("an unknown field of metadata is dropped", api -> {
            Kind kind = Kinds.with(api, "'a': {'type': 'string'}");
            ObjectNode object = (ObjectNode) Contract.json(kind.object("'spec': {'a': 'x'}"));
            ((ObjectNode) object.get("metadata")).put("color", "red");
            Reply made = api.post(kind.path(), object.toString()).expect(201);
            assertThat(made.at("/metadata").has("color")).isFalse();
            assertThat(made.warnings()).containsExactly("unknown field \"metadata.color\"");
        });
    }

    private void strictness() {
        String known = "'a': {'type': 'string'}";
        add(
                "strict: a create with an unknown field is refused",
                api -> assertThat(Kinds.with(api, known)
                                .create("'a': 'x', 'b': 1, 'c': {'d': 2}", "?fieldValidation=Strict")
                                .expect(400, "BadRequest")
                                .at("/message")
                                .asText())
                        .endsWith(": strict decoding error: unknown field \"spec.b\", unknown field \"spec.c\""));
        add("strict: an update with an unknown field is refused", api -> {
            Kind kind = Kinds.with(api, known);
            Reply made = kind.create("'a': 'x'").expect(201);
            kind.put(made, "'a': 'x', 'b': 1", "?fieldValidation=Strict").expect(400, "BadRequest");
        });
        add("strict: a patch with an unknown field is refused as invalid", api -> {
            Kind kind = Kinds.with(api, known);
            Reply made = kind.create("'a': 'x'").expect(201);
            Reply answer = api.patch(
                            kind.path() + "/" + made.name() + "?fieldValidation=Strict",
                            Contract.MERGE,
                            "{'spec': {'b': 1}}")
                    .expect(422, "Invalid");
            assertThat(answer.at("/details/causes/0/field").asText()).isEqualTo("patch");
            assertThat(answer.at("/message").asText()).endsWith(": strict decoding error: unknown field \"spec.b\"");
        });
        add("ignore: an unknown field is dropped without a word", api -> {
            Reply made = Kinds.with(api, known)
                    .create("'a': 'x', 'b': 1", "?fieldValidation=Ignore")
                    .expect(201);
            assertThat(made.warnings()).isEmpty();
            assertThat(made.at("/spec").has("b")).isFalse();
        });
        add("warn: a patch with an unknown field is warned of", api -> {
            Kind kind = Kinds.with(api, known);
            Reply made = kind.create("'a': 'x'").expect(201);
            assertThat(kind.merge(made, "'b': 1").expect(200).warnings()).containsExactly("unknown field \"spec.b\"");
        });
        add("a label that is no text is refused", api -> {
            Kind kind = Kinds.with(api, known);
            ObjectNode object = (ObjectNode) Contract.json(kind.object("'spec': {'a': 'x'}"));
            ((ObjectNode) object.get("metadata")).putObject("labels").put("l", 1);
            assertThat(api.post(kind.path(), object.toString())
                            .expect(400, "BadRequest")
                            .at("/message")
                            .asText())
                    .endsWith("json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string");
        });
    }

    private void embedded() {
        String resource = "'a': {'type': 'object', 'x-kubernetes-embedded-resource': true, 'properties': {'spec':"
                + " {'type': 'object', 'properties': {'b': {'type': 'string'}}}}}";
        add(
                "an embedded resource names its type",
                api -> Kinds.with(api, resource)
                        .refuses(
                                "'a': {}",
                                "spec.a.apiVersion FieldValueRequired: Required value",
                                "spec.a.kind FieldValueRequired: Required value"));
        add("an embedded resource keeps its metadata", api -> {
            JsonNode spec = Kinds.with(api, resource)
                    .spec("'a': {'apiVersion': 'v1', 'kind': 'X', 'metadata': {'name': 'n', 'labels': {'l': 'm'}},"
                            + " 'spec': {'b': 'c', 'd': 1}}");
            assertThat(spec.at("/a/metadata/labels/l").asText()).isEqualTo("m");
            assertThat(spec.at("/a/spec").toString()).isEqualTo("{\"b\":\"c\"}");
        });
        add(
                "an embedded resource with a wrong name cannot be read",
                api -> assertThat(Kinds.with(api, resource)
                                .create("'a': {'apiVersion': 'v1', 'kind': 'X', 'metadata': {'name': 5}}")
                                .expect(400, "BadRequest")
                                .at("/message")
                                .asText())
                        .contains("spec.a.metadata: Invalid value: {\"name\":5}: json: cannot unmarshal number"));
    }

    private void changes() {
        add("a new schema is in force at once", api -> {
            Kind kind = Kinds.with(api, "'a': {'type': 'integer'}");
            kind.spec("'a': 50");
            kind.change("'a': {'type': 'integer', 'maximum': 10}");
            kind.refuses("'a': 50", "spec.a" + INVALID + "50: spec.a in body should be less than or equal to 10");
        });
        add("what was invalid already may stay as it is", api -> {
            Kind kind = Kinds.with(api, "'a': {'type': 'integer'}, 'b': {'type': 'string'}");
            Reply made = kind.create("'a': 50").expect(201);
            kind.change("'a': {'type': 'integer', 'maximum': 10}, 'b': {'type': 'string'}");
            kind.put(made, "'a': 50, 'b': 'x'").expect(200);
            assertThat(causes(kind.merge(made, "'a': 51").expect(422)))
                    .containsExactly("spec.a" + INVALID + "51: spec.a in body should be less than or equal to 10");
        });
        add("an invalid item of an atomic list may stay only with the whole list", api -> {
            String list = "'l': {'type': 'array', 'items': {'type': 'integer'%s}}, 'b': {'type': 'string'}";
            Kind kind = Kinds.with(api, list.formatted(""));
            Reply made = kind.create("'l': [50, 1]").expect(201);
            kind.change(list.formatted(", 'maximum': 10"));
            kind.merge(made, "'b': 'x'").expect(200);
            kind.merge(made, "'l': [50]").expect(422, "Invalid");
        });
        add("an invalid item of a list of type map may stay while others change", api -> {
            String list = "'l': {'type': 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k'],"
                    + " 'items': {'type': 'object', 'required': ['k'], 'properties': {'k': {'type': 'string'}, 'v':"
                    + " {'type': 'integer'%s}}}}";
            Kind kind = Kinds.with(api, list.formatted(""));
            Reply made = kind.create("'l': [{'k': 'a', 'v': 50}]").expect(201);
            kind.change(list.formatted(", 'maximum': 10"));
            kind.merge(made, "'l': [{'k': 'b', 'v': 1}, {'k': 'a', 'v': 50}]").expect(200);
            kind.merge(made, "'l': [{'k': 'b', 'v': 1}, {'k': 'a', 'v': 51}]").expect(422, "Invalid");
        });
        add("a set with a member twice from before may stay so", api -> {
            String list = "'l': {'type': 'array', %s'items': {'type': 'string'}}";
            Kind kind = Kinds.with(api, list.formatted(""));
            Reply made = kind.create("'l': ['a', 'a']").expect(201);
            kind.change(list.formatted("'x-kubernetes-list-type': 'set', "));
            kind.merge(made, "'l': ['a', 'a', 'b']").expect(200);
            kind.create("'l': ['a', 'a']").expect(422, "Invalid");
        });
    }
}
