package com.vpsie.autoscaler.sandbox.kube;

import static com.vpsie.autoscaler.sandbox.kube.Kinds.causes;
import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import com.vpsie.autoscaler.sandbox.kube.Kinds.Kind;

/** What the schema of a custom kind does to its objects, rules aside. */
final class SchemaCases extends Cases {
    private static final String TYPE = " FieldValueTypeInvalid: Invalid value: ";
    private static final String INVALID = " FieldValueInvalid: Invalid value: ";

    SchemaCases() {
        super("schema");
        types();
        texts();
        numbers();
        lists();
        objects();
        combinations();
    }

    private void types() {
        add(
                "a text where a number belongs is refused",
                api -> Kinds.with(api, "'a': {'type': 'integer'}")
                        .refuses(
                                "'a': 'x'",
                                "spec.a" + TYPE + "\"string\": spec.a in body must be of type integer: \"string\""));
        add(
                "a number where a text belongs is refused",
                api -> Kinds.with(api, "'a': {'type': 'string'}")
                        .refuses(
                                "'a': 1",
                                "spec.a" + TYPE + "\"integer\": spec.a in body must be of type string: \"integer\""));
        add(
                "a list where an object belongs is refused",
                api -> Kinds.with(api, "'a': {'type': 'object'}")
                        .refuses(
                                "'a': []",
                                "spec.a" + TYPE + "\"array\": spec.a in body must be of type object: \"array\""));
        add(
                "two wrong fields are two causes",
                api -> Kinds.with(api, "'a': {'type': 'integer'}, 'b': {'type': 'boolean'}")
                        .refuses(
                                "'a': 'x', 'b': 1",
                                "spec.a" + TYPE + "\"string\": spec.a in body must be of type integer: \"string\"",
                                "spec.b" + TYPE + "\"integer\": spec.b in body must be of type boolean: \"integer\""));
        add("an int-or-string takes both and nothing else", api -> {
            Kind kind = Kinds.with(api, "'a': {'x-kubernetes-int-or-string': true}");
            assertThat(kind.spec("'a': 1").at("/a").isInt()).isTrue();
            assertThat(kind.spec("'a': '25%'").at("/a").asText()).isEqualTo("25%");
            kind.refuses(
                    "'a': true",
                    "spec.a" + TYPE + "\"boolean\": spec.a in body must be of type integer,string: \"boolean\"");
        });
        add(
                "a null where nothing is nullable goes away",
                api -> assertThat(Kinds.with(api, "'a': {'type': 'string'}")
                                .spec("'a': null")
                                .has("a"))
                        .isFalse());
        add("a nullable null stays", api -> {
            Kind kind = Kinds.with(api, "'a': {'type': 'string', 'nullable': true}");
            Reply made = kind.create("'a': null").expect(201);
            assertThat(made.at("/spec/a").isNull()).isTrue();
            assertThat(kind.read(made).at("/spec/a").isNull()).isTrue();
        });
        add(
                "a null item is refused",
                api -> Kinds.with(api, "'a': {'type': 'array', 'items': {'type': 'string'}}")
                        .refuses(
                                "'a': [null]",
                                "spec.a[0]" + TYPE + "\"null\": spec.a[0] in body must be of type string: \"null\""));
    }

    private void texts() {
        add(
                "a text that is too long",
                api -> Kinds.with(api, "'a': {'type': 'string', 'maxLength': 2}")
                        .refuses("'a': 'xyz'", "spec.a FieldValueTooLong: Too long: may not be more than 2 bytes"));
        add(
                "a text that is too short",
                api -> Kinds.with(api, "'a': {'type': 'string', 'minLength': 2}")
                        .refuses(
                                "'a': 'x'",
                                "spec.a" + INVALID + "\"x\": spec.a in body should be at least 2 chars long"));
        add(
                "a text that does not match its pattern",
                api -> Kinds.with(api, "'a': {'type': 'string', 'pattern': '^a+$'}")
                        .refuses("'a': 'b'", "spec.a" + INVALID + "\"b\": spec.a in body should match '^a+$'"));
        add(
                "a text that is none of an enum",
                api -> Kinds.with(api, "'a': {'type': 'string', 'enum': ['x', 'y']}")
                        .refuses(
                                "'a': 'z'",
                                "spec.a FieldValueNotSupported: Unsupported value: \"z\": supported values: \"x\", \"y\""));
        add(
                "a text that is no time",
                api -> Kinds.with(api, "'a': {'type': 'string', 'format': 'date-time'}")
                        .refuses(
                                "'a': 'x'",
                                "spec.a" + TYPE + "\"x\": spec.a in body must be of type date-time: \"x\""));
        add("a text that is no duration", api -> {
            Kind kind = Kinds.with(api, "'a': {'type': 'string', 'format': 'duration'}");
            assertThat(kind.spec("'a': '1h5m'").at("/a").asText()).isEqualTo("1h5m");
            kind.refuses(
                    "'a': 'soon'", "spec.a" + TYPE + "\"soon\": spec.a in body must be of type duration: \"soon\"");
        });
    }

    private void numbers() {
        add(
                "a number below the minimum",
                api -> Kinds.with(api, "'a': {'type': 'integer', 'minimum': 1}")
                        .refuses(
                                "'a': 0",
                                "spec.a" + INVALID + "0: spec.a in body should be greater than or equal to 1"));
        add(
                "a number above the maximum",
                api -> Kinds.with(api, "'a': {'type': 'integer', 'maximum': 5}")
                        .refuses("'a': 6", "spec.a" + INVALID + "6: spec.a in body should be less than or equal to 5"));
        add(
                "an exclusive bound",
                api -> Kinds.with(api, "'a': {'type': 'integer', 'maximum': 5, 'exclusiveMaximum': true}")
                        .refuses("'a': 5", "spec.a" + INVALID + "5: spec.a in body should be less than 5"));
        add(
                "a number that is no multiple",
                api -> Kinds.with(api, "'a': {'type': 'integer', 'multipleOf': 2}")
                        .refuses("'a': 3", "spec.a" + INVALID + "3: spec.a in body should be a multiple of 2"));
        add(
                "a fraction where a whole number belongs",
                api -> Kinds.with(api, "'a': {'type': 'integer'}")
                        .refuses(
                                "'a': 1.5",
                                "spec.a" + TYPE + "\"number\": spec.a in body must be of type integer: \"number\"",
                                "<nil>" + INVALID
                                        + "\"\": Checked value must be of type integer (default format) in spec.a"));
        add(
                "a whole number may be written with a fraction of zero",
                api -> assertThat(Kinds.with(api, "'a': {'type': 'integer'}")
                                .spec("'a': 3.0")
                                .at("/a")
                                .toString())
                        .isEqualTo("3"));
        add(
                "a number that does not fit 32 bits",
                api -> Kinds.with(api, "'a': {'type': 'integer', 'format': 'int32'}")
                        .refuses(
                                "'a': 4000000000",
                                "<nil>" + INVALID
                                        + "\"\": Checked value must be of type integer with format int32 in spec.a"));
        add(
                "a number that is none of an enum",
                api -> Kinds.with(api, "'a': {'type': 'integer', 'enum': [1, 2]}")
                        .refuses(
                                "'a': 3",
                                "spec.a FieldValueNotSupported: Unsupported value: 3: supported values: \"1\", \"2\""));
    }

    private void lists() {
        add("too few and too many items", api -> {
            Kind kind = Kinds.with(
                    api, "'a': {'type': 'array', 'minItems': 1, 'maxItems': 2, 'items': {'type': 'string'}}");
            kind.refuses("'a': []", "spec.a" + INVALID + "0: spec.a in body should have at least 1 items");
            kind.refuses("'a': ['x', 'y', 'z']", "spec.a FieldValueTooMany: Too many: 3: must have at most 2 items");
        });
        add("a set has no member twice", api -> {
            Kind kind = Kinds.with(
                    api, "'a': {'type': 'array', 'x-kubernetes-list-type': 'set', 'items': {'type': 'string'}}");
            kind.refuses("'a': ['x', 'y', 'x']", "spec.a[2] FieldValueDuplicate: Duplicate value: \"x\"");
            kind.refuses("'a': ['x', 'x', 'x']", "spec.a[1] FieldValueDuplicate: Duplicate value: \"x\"");
        });
        add("a list of type map has no key twice, its defaults counted", api -> {
            Kind kind = Kinds.with(
                    api,
                    "'a': {'type': 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k', 'p'],"
                            + " 'items': {'type': 'object', 'required': ['k'], 'properties': {'k': {'type': 'string'},"
                            + " 'p': {'type': 'integer', 'default': 1}, 'v': {'type': 'string'}}}}");
            kind.spec("'a': [{'k': 'x'}, {'k': 'x', 'p': 2}]");
            kind.refuses(
                    "'a': [{'k': 'x', 'v': '1'}, {'k': 'x', 'p': 1}]",
                    "spec.a[1] FieldValueDuplicate: Duplicate value: {\"k\":\"x\",\"p\":1}");
        });
        add(
                "an item of a list of type map without its key is refused",
                api -> Kinds.with(
                                api,
                                "'a': {'type': 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k'],"
                                        + " 'items': {'type': 'object', 'required': ['k'], 'properties': {'k': {'type':"
                                        + " 'string'}}}}")
                        .refuses("'a': [{}]", "spec.a[0].k FieldValueRequired: Required value"));
    }

    private void objects() {
        add(
                "a missing required field",
                api -> Kinds.of(
                                api,
                                "{'type': 'object', 'required': ['spec'], 'properties': {'spec': {'type': 'object', 'required':"
                                        + " ['a'], 'properties': {'a': {'type': 'string'}}}}}")
                        .refuses("", "spec.a FieldValueRequired: Required value"));
        add(
                "a missing spec",
                api -> assertThat(causes(Kinds.of(
                                        api,
                                        "{'type': 'object', 'required': ['spec'], 'properties': {'spec': {'type': 'object'}}}")
                                .createBody("'other': 1")
                                .expect(422)))
                        .containsExactly("spec FieldValueRequired: Required value"));
        add("too few and too many properties", api -> {
            Kind kind = Kinds.with(
                    api,
                    "'a': {'type': 'object', 'minProperties': 1, 'maxProperties': 2, 'additionalProperties': {'type':"
                            + " 'integer'}}");
            kind.refuses("'a': {}", "spec.a" + INVALID + "0: spec.a in body should have at least 1 properties");
            kind.refuses(
                    "'a': {'x': 1, 'y': 2, 'z': 3}",
                    "spec.a FieldValueTooMany: Too many: 3: must have at most 2 items");
        });
        add(
                "a wrong member of a map is named",
                api -> Kinds.with(api, "'a': {'type': 'object', 'additionalProperties': {'type': 'integer'}}")
                        .refuses(
                                "'a': {'x': 'y'}",
                                "spec.a.x" + TYPE
                                        + "\"string\": spec.a.x in body must be of type integer: \"string\""));
        add("a refusal names kind and object", api -> {
            Kind kind = Kinds.with(api, "'a': {'type': 'integer'}");
            Reply answer = kind.create("'a': 'x'").expect(422, "Invalid");
            String name = answer.at("/details/name").asText();
            assertThat(answer.at("/details/group").asText()).isEqualTo(Kinds.GROUP);
            assertThat(answer.at("/message").asText())
                    .endsWith("." + Kinds.GROUP + " \"" + name + "\" is invalid: spec.a: Invalid value: \"string\":"
                            + " spec.a in body must be of type integer: \"string\"");
        });
    }

    private void combinations() {
        String two = "'properties': {'x': {'type': 'string'}, 'y': {'type': 'string'}}";
        String either = "[{'required': ['x']}, {'required': ['y']}]";
        add("oneOf", api -> {
            Kind kind = Kinds.with(api, "'a': {'type': 'object', " + two + ", 'oneOf': " + either + "}");
            kind.spec("'a': {'x': '1'}");
            kind.refuses(
                    "'a': {'x': '1', 'y': '1'}",
                    "<nil>" + INVALID
                            + "\"\": \"spec.a\" must validate one and only one schema (oneOf). Found 2 valid alternatives");
            kind.refuses(
                    "'a': {}",
                    "<nil>" + INVALID
                            + "\"\": \"spec.a\" must validate one and only one schema (oneOf). Found none valid",
                    "spec.a.x FieldValueRequired: Required value");
        });
        add("anyOf", api -> {
            Kind kind = Kinds.with(api, "'a': {'type': 'object', " + two + ", 'anyOf': " + either + "}");
            kind.spec("'a': {'x': '1', 'y': '1'}");
            kind.refuses(
                    "'a': {}",
                    "<nil>" + INVALID + "\"\": \"spec.a\" must validate at least one schema (anyOf)",
                    "spec.a.x FieldValueRequired: Required value");
        });
        add(
                "allOf",
                api -> Kinds.with(api, "'a': {'type': 'object', " + two + ", 'allOf': " + either + "}")
                        .refuses(
                                "'a': {'x': '1'}",
                                "spec.a.y FieldValueRequired: Required value",
                                "<nil>" + INVALID + "\"\": \"spec.a\" must validate all the schemas (allOf)"));
        add(
                "not",
                api -> Kinds.with(api, "'a': {'type': 'object', " + two + ", 'not': {'required': ['x']}}")
                        .refuses(
                                "'a': {'x': '1'}",
                                "<nil>" + INVALID + "\"\": \"spec.a\" must not validate the schema (not)"));
    }
}
