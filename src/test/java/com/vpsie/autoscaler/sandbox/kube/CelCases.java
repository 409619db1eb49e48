package com.vpsie.autoscaler.sandbox.kube;

import static com.vpsie.autoscaler.sandbox.kube.Kinds.causes;
import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import com.vpsie.autoscaler.sandbox.kube.Kinds.Kind;

/** The rules in the schema of a custom kind ({@code x-kubernetes-validations}). */
final class CelCases extends Cases {
    private static final String INVALID = " FieldValueInvalid: Invalid value: ";

    CelCases() {
        super("rules");
        values();
        types();
        messages();
        failures();
    }

    /** A property {@code a} with these rules. */
    static String a(String type, String... rules) {
        return "'a': {" + type + ", 'x-kubernetes-validations': [" + String.join(", ", rules) + "]}";
    }

    static String rule(String rule, String... more) {
        return "{'rule': '" + rule + "'" + (more.length == 0 ? "" : ", " + String.join(", ", more)) + "}";
    }

    static final String INTEGER = "'type': 'integer'";
    static final String STRING = "'type': 'string', 'maxLength': 20";

    private void values() {
        add(
                "a broken rule names field, value and rule",
                api -> Kinds.with(api, a(INTEGER, rule("self > 1")))
                        .refuses("'a': 1", "spec.a" + INVALID + "1: failed rule: self > 1"));
        add(
                "a rule of an object shows no value",
                api -> Kinds.with(
                                api,
                                a(
                                        "'type': 'object', 'properties': {'x': {'type': 'integer'}, 'y': {'type': 'integer'}}",
                                        rule("self.x <= self.y", "'message': 'x above y'")))
                        .refuses("'a': {'x': 2, 'y': 1}", "spec.a" + INVALID + "x above y"));
        add(
                "a rule at the root sees name and spec",
                api -> Kinds.of(
                                api,
                                "{'type': 'object', 'properties': {'spec': {'type': 'object', 'properties': {'a': {'type':"
                                        + " 'string'}}}}, 'x-kubernetes-validations': [{'rule':"
                                        + " 'self.metadata.name.startsWith(`two`) && self.kind != ``', 'message': 'bad"
                                        + " name'}]}")
                        .refuses("", "<nil>" + INVALID + "bad name"));
        add(
                "every broken rule is a cause",
                api -> Kinds.with(api, a(INTEGER, rule("self > 1"), rule("self != 0", "'message': 'not zero'")))
                        .refuses(
                                "'a': 0",
                                "spec.a" + INVALID + "0: failed rule: self > 1",
                                "spec.a" + INVALID + "0: not zero"));
        add("rules of items name the item, rules of members the member", api -> {
            Kind kind = Kinds.with(
                    api,
                    "'l': {'type': 'array', 'maxItems': 5, 'items': {'type': 'integer', 'x-kubernetes-validations':"
                            + " [{'rule': 'self < 9'}]}}, 'm': {'type': 'object', 'maxProperties': 5,"
                            + " 'additionalProperties': {'type': 'integer', 'x-kubernetes-validations': [{'rule':"
                            + " 'self < 9'}]}}");
            kind.refuses("'l': [1, 10]", "spec.l[1]" + INVALID + "10: failed rule: self < 9");
            kind.refuses("'m': {'k': 10}", "spec.m[k]" + INVALID + "10: failed rule: self < 9");
        });
        add(
                "a rule is not asked about a null",
                api -> assertThat(Kinds.with(api, a(INTEGER + ", 'nullable': true", rule("self > 1")))
                                .spec("'a': null")
                                .at("/a")
                                .isNull())
                        .isTrue());
        add(
                "a rule sees defaults",
                api -> Kinds.with(
                                api,
                                a(
                                        "'type': 'object', 'properties': {'x': {'type': 'integer', 'default': 3}}",
                                        rule("self.x < 3")))
                        .refuses("'a': {}", "spec.a" + INVALID + "failed rule: self.x < 3"));
        add(
                "rules are not asked when a type is wrong",
                api -> Kinds.with(api, a(INTEGER, rule("self > 1")) + ", 'b': {'type': 'string'}")
                        .refuses(
                                "'a': 0, 'b': 1",
                                "spec.b FieldValueTypeInvalid: Invalid value: \"integer\": spec.b in body must be of type"
                                        + " string: \"integer\"",
                                "<nil>" + INVALID
                                        + "null: some validation rules were not checked because the object was invalid; correct"
                                        + " the existing errors to complete validation"));
        add(
                "rules are asked when a bound is broken",
                api -> Kinds.with(api, a(INTEGER + ", 'minimum': 1", rule("self > 1")))
                        .refuses(
                                "'a': 0",
                                "spec.a" + INVALID + "0: spec.a in body should be greater than or equal to 1",
                                "spec.a" + INVALID + "0: failed rule: self > 1"));
    }

    private void types() {
        add(
                "names that are no identifiers are escaped",
                api -> Kinds.with(
                                api,
                                a(
                                        "'type': 'object', 'properties': {'a-b': {'type': 'integer'}, 'in': {'type': 'integer'}}",
                                        rule("!has(self.a__dash__b) || self.a__dash__b > 1", "'message': 'dash'"),
                                        rule("!has(self.__in__) || self.__in__ > 1", "'message': 'in'")))
                        .refuses("'a': {'a-b': 1, 'in': 1}", "spec.a" + INVALID + "dash", "spec.a" + INVALID + "in"));
        add("an int-or-string is either", api -> {
            Kind kind = Kinds.with(
                    api, a("'x-kubernetes-int-or-string': true", rule("type(self) == int ? self > 3 : self != `a`")));
            kind.spec("'a': 4");
            kind.spec("'a': 'b'");
            kind.create("'a': 3").expect(422, "Invalid");
            kind.create("'a': 'a'").expect(422, "Invalid");
        });
        add("a number is compared with whole ones", api -> {
            Kind kind = Kinds.with(api, a("'type': 'number'", rule("self > 1.5"), rule("self < 10")));
            kind.spec("'a': 2");
            kind.refuses("'a': 1.25", "spec.a" + INVALID + "1.25: failed rule: self > 1.5");
            kind.refuses("'a': 12", "spec.a" + INVALID + "12: failed rule: self < 10");
        });
        add("times and durations are such", api -> {
            Kind kind = Kinds.with(
                    api,
                    a("'type': 'string', 'format': 'date-time'", rule("self > timestamp(`2020-01-01T00:00:00Z`)"))
                            + ", 'd': {'type': 'string', 'format': 'duration', 'x-kubernetes-validations': ["
                            + rule("self >= duration(`1m`)") + "]}");
            kind.spec("'a': '2021-01-01T00:00:00Z', 'd': '1h'");
            kind.create("'a': '2019-01-01T00:00:00Z'").expect(422, "Invalid");
            kind.create("'d': '59s'").expect(422, "Invalid");
        });
        add("optional fields have a default in a rule", api -> {
            Kind kind = Kinds.with(
                    api,
                    a("'type': 'object', 'properties': {'x': {'type': 'integer'}}", rule("self.?x.orValue(5) > 4")));
            kind.spec("'a': {}");
            kind.create("'a': {'x': 4}").expect(422, "Invalid");
        });
        add("texts have the functions of texts", api -> {
            Kind kind = Kinds.with(
                    api,
                    a(STRING, rule("self.split(`-`).size() == 2 && self.lowerAscii() == self && self.matches(`^a`)")));
            kind.spec("'a': 'ab-c'");
            kind.create("'a': 'ab'").expect(422, "Invalid");
            kind.create("'a': 'aB-c'").expect(422, "Invalid");
        });
        add("lists have the functions that Kubernetes adds", api -> {
            Kind kind = Kinds.with(
                    api,
                    a(
                            "'type': 'array', 'maxItems': 5, 'items': {'type': 'integer'}",
                            rule("self.isSorted() && self.sum() < 10 && self.max() < 6 && self.indexOf(3) < 1")));
            kind.spec("'a': [3, 4]");
            kind.create("'a': [4, 3]").expect(422, "Invalid");
            kind.create("'a': [5, 5, 5]").expect(422, "Invalid");
            kind.create("'a': [1, 3]").expect(422, "Invalid");
        });
        add("quantities are compared by their amount", api -> {
            Kind kind =
                    Kinds.with(api, a(STRING, rule("isQuantity(self) && quantity(self).isLessThan(quantity(`1Gi`))")));
            kind.spec("'a': '900Mi'");
            kind.create("'a': '1025Mi'").expect(422, "Invalid");
            kind.create("'a': 'much'").expect(422, "Invalid");
        });
        add("a text can be searched", api -> {
            Kind kind =
                    Kinds.with(api, a(STRING, rule("self.find(`[0-9]+`) == `12` && self.findAll(`b`).size() == 1")));
            kind.spec("'a': 'a12b'");
            kind.create("'a': 'abb'").expect(422, "Invalid");
        });
        add("sets are equal in any order", api -> {
            Kind kind = Kinds.with(
                    api,
                    a(
                            "'type': 'array', 'maxItems': 5, 'x-kubernetes-list-type': 'set', 'items': {'type': 'string',"
                                    + " 'maxLength': 5}",
                            rule("self == oldSelf", "'message': 'fixed'")));
            Reply made = kind.create("'a': ['x', 'y']").expect(201);
            made = kind.merge(made, "'a': ['y', 'x']").expect(200);
            assertThat(causes(kind.merge(made, "'a': ['y']").expect(422)))
                    .containsExactly("spec.a" + INVALID + "fixed");
        });
        add("an embedded resource has kind and name", api -> {
            Kind kind = Kinds.with(
                    api,
                    a(
                            "'type': 'object', 'x-kubernetes-embedded-resource': true,"
                                    + " 'x-kubernetes-preserve-unknown-fields': true",
                            rule("self.kind == `X` && self.metadata.name != `bad`")));
            kind.spec("'a': {'apiVersion': 'v1', 'kind': 'X', 'metadata': {'name': 'good'}}");
            kind.create("'a': {'apiVersion': 'v1', 'kind': 'X', 'metadata': {'name': 'bad'}}")
                    .expect(422, "Invalid");
        });
    }

    private void messages() {
        add(
                "a message takes the place of the rule",
                api -> Kinds.with(api, a(INTEGER, rule("self > 1", "'message': ' more than one '")))
                        .refuses("'a': 1", "spec.a" + INVALID + "1: more than one"));
        add(
                "a message may be computed",
                api -> Kinds.with(
                                api,
                                a(
                                        INTEGER,
                                        rule(
                                                "self > 1",
                                                "'messageExpression': '`one ` + (self > 0 ? `more` : `or two`)'")))
                        .refuses("'a': 1", "spec.a" + INVALID + "1: one more"));
        add(
                "a computed message that is blank gives way to the fixed one",
                api -> Kinds.with(
                                api, a(INTEGER, rule("self > 1", "'messageExpression': '`  `'", "'message': 'fixed'")))
                        .refuses("'a': 1", "spec.a" + INVALID + "1: fixed"));
        add(
                "a reason becomes the cause's",
                api -> Kinds.with(
                                api,
                                a(
                                        STRING,
                                        rule("self != `x`", "'reason': 'FieldValueRequired'"),
                                        rule("self != `y`", "'reason': 'FieldValueForbidden'"),
                                        rule("self != `z`", "'reason': 'FieldValueDuplicate'")))
                        .refuses("'a': 'x'", "spec.a FieldValueRequired: Required value: failed rule: self != 'x'"));
        add(
                "a duplicate shows the value alone",
                api -> Kinds.with(api, a(STRING, rule("self != `z`", "'reason': 'FieldValueDuplicate'")))
                        .refuses("'a': 'z'", "spec.a FieldValueDuplicate: Duplicate value: \"z\""));
        add(
                "a field path leads to the field",
                api -> Kinds.with(
                                api,
                                a(
                                        "'type': 'object', 'properties': {'x': {'type': 'object', 'properties': {'y': {'type':"
                                                + " 'integer'}}}}",
                                        rule("self.x.y > 1", "'fieldPath': '.x.y'", "'message': 'm'")))
                        .refuses("'a': {'x': {'y': 1}}", "spec.a.x.y" + INVALID + "m"));
    }

    private void failures() {
        add(
                "a key that is not there is a problem of the rule",
                api -> Kinds.with(
                                api,
                                a(
                                        "'type': 'object', 'maxProperties': 3, 'additionalProperties': {'type': 'integer'}",
                                        rule("self[`key`] > 1")))
                        .refuses(
                                "'a': {'x': 1}",
                                "spec.a" + INVALID + "\"object\": no such key: key evaluating rule: self['key'] > 1"));
        add(
                "a division by zero is a problem of the rule",
                api -> Kinds.with(api, a(INTEGER, rule("10 / self > 1", "'message': 'm'")))
                        .refuses("'a': 0", "spec.a" + INVALID + "\"integer\": division by zero evaluating rule: m"));
        add(
                "an index out of bounds is a problem of the rule",
                api -> Kinds.with(
                                api,
                                a("'type': 'array', 'maxItems': 3, 'items': {'type': 'integer'}", rule("self[2] > 1")))
                        .refuses(
                                "'a': [1]",
                                "spec.a" + INVALID + "\"array\": index out of bounds: 2 evaluating rule: self[2] > 1"));
        add(
                "a field that is not there is a problem of the rule",
                api -> Kinds.with(
                                api,
                                a("'type': 'object', 'properties': {'x': {'type': 'integer'}}", rule("self.x > 1")))
                        .refuses(
                                "'a': {}",
                                "spec.a" + INVALID + "\"object\": no such key: x evaluating rule: self.x > 1"));
    }
}
