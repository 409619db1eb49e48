package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules that a definition may not have. */
final class CelInstallCases extends Cases {
    private static final String INVALID = " FieldValueInvalid: Invalid value: ";
    private static final String STRING = CelCases.STRING;

    CelInstallCases() {
        super("rules of definitions");
        installation();
    }

    private static String rule(String rule, String... more) {
        return CelCases.rule(rule, more);
    }

    private static final String RULE =
            "spec.validation.openAPIV3Schema.properties[spec].properties[a]" + ".x-kubernetes-validations[0].";

    private static void refuses(Contract api, String property, String start) {
        assertThat(Kinds.refusal(api, "{" + property + "}")).anyMatch(cause -> cause.startsWith(RULE + start));
    }

    private static String rules(String type, String rule) {
        return type + ", 'x-kubernetes-validations': [" + rule + "]";
    }

    private void installation() {
        add(
                "a rule about an unknown field does not install",
                api -> assertThat(Kinds.refusal(
                                        api,
                                        "{"
                                                + rules(
                                                        "'type': 'object', 'properties': {'x': {'type': 'integer'}}",
                                                        rule("self.q > 1"))
                                                + "}")
                                .get(0))
                        .startsWith(RULE + "rule" + INVALID)
                        .contains("compilation failed: ERROR: <input>:1:5: undefined field 'q'"));
        add(
                "a rule that is no expression does not install",
                api -> assertThat(Kinds.refusal(api, "{" + rules(STRING, rule("self ==")) + "}")
                                .get(0))
                        .startsWith(RULE + "rule" + INVALID)
                        .contains("compilation failed: ERROR: <input>:1:8: Syntax error: mismatched input '<EOF>'"));
        add(
                "a rule that compares unlike types does not install",
                api -> assertThat(Kinds.refusal(api, "{" + rules(STRING, rule("self > 1")) + "}")
                                .get(0))
                        .contains("found no matching overload for '_>_' applied to '(string, int)'"));
        add(
                "a rule that is no condition does not install",
                api -> assertThat(Kinds.refusal(api, "{" + rules(STRING, rule("self")) + "}")
                                .get(0))
                        .endsWith(": cel expression must evaluate to a bool"));
        add(
                "an empty rule does not install",
                api -> refuses(
                        api,
                        rules(STRING, rule("  ")),
                        "rule FieldValueRequired: Required value: rule is not specified"));
        add(
                "a computed message that is no text does not install",
                api -> assertThat(Kinds.refusal(
                                        api, "{" + rules(STRING, rule("self != `a`", "'messageExpression': '1'")) + "}")
                                .get(0))
                        .startsWith(RULE + "messageExpression" + INVALID)
                        .endsWith(": messageExpression must evaluate to a string"));
        add(
                "an unknown reason does not install",
                api -> refuses(
                        api,
                        rules(STRING, rule("self != `a`", "'reason': 'Foo'")),
                        "reason FieldValueNotSupported: Unsupported value: \"Foo\": supported values: \"FieldValueDuplicate\","
                                + " \"FieldValueForbidden\", \"FieldValueInvalid\", \"FieldValueRequired\""));
        add(
                "a field path to nowhere does not install",
                api -> refuses(
                        api,
                        rules(
                                "'type': 'object', 'properties': {'x': {'type': 'integer'}}",
                                rule("self.x > 1", "'fieldPath': '.q'")),
                        "fieldPath" + INVALID + "\".q\": must be a valid path"));
        add(
                "a rule about the change of an item without key does not install",
                api -> assertThat(Kinds.refusal(
                                api,
                                "{'type': 'array', 'maxItems': 3, 'items': {'type': 'integer', 'x-kubernetes-validations':"
                                        + " [{'rule': 'self == oldSelf'}]}}"))
                        .containsExactly(
                                "spec.validation.openAPIV3Schema.properties[spec].properties[a].items.x-kubernetes-validations[0]"
                                        + ".rule" + INVALID
                                        + "\"self == oldSelf\": oldSelf cannot be used on the uncorrelatable"
                                        + " portion of the schema within"
                                        + " spec.validation.openAPIV3Schema.properties[spec].properties[a]"));
        add(
                "an optional old value that is not used does not install",
                api -> refuses(
                        api,
                        rules(STRING, rule("self != `a`", "'optionalOldSelf': true")),
                        "optionalOldSelf" + INVALID + "true: may not be set if oldSelf is not used in rule"));
        add(
                "a default that breaks a rule does not install",
                api -> assertThat(
                                Kinds.refusal(
                                        api,
                                        "{'type': 'integer', 'default': 1, 'x-kubernetes-validations': [{'rule': 'self > 2'}]}"))
                        .containsExactly("spec.validation.openAPIV3Schema.properties[spec].properties[a].default"
                                + INVALID + "1: failed rule: self > 2"));
    }
}
