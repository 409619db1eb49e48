package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Definitions that do not install. */
final class StructureCases extends Cases {
    private static final String SPEC = "spec.validation.openAPIV3Schema.properties[spec]";
    private static final String A = SPEC + ".properties[a]";
    private static final String REQUIRED = " FieldValueRequired: Required value";

    StructureCases() {
        super("definitions");
        schemas();
        lists();
        defaults();
        names();
    }

    private void refused(String name, String property, String... causes) {
        add(name, api -> assertThat(Kinds.refusal(api, property)).containsExactlyInAnyOrder(causes));
    }

    private void schemas() {
        add(
                "a schema without a type does not install",
                api -> assertThat(Kinds.refusalOf(api, "{'properties': {}}"))
                        .containsExactly(
                                "spec.validation.openAPIV3Schema.type" + REQUIRED + ": must not be empty at the root"));
        refused(
                "a field without a type does not install",
                "{'maxLength': 3}",
                A + ".type" + REQUIRED + ": must not be empty for specified object fields");
        refused(
                "an unknown type does not install",
                "{'type': 'text'}",
                A + ".type FieldValueNotSupported: Unsupported value: \"text\": supported values: \"array\","
                        + " \"boolean\", \"integer\", \"number\", \"object\", \"string\"");
        refused(
                "a list without items does not install",
                "{'type': 'array'}",
                A + ".items" + REQUIRED + ": must be specified");
        refused(
                "properties beside additional ones do not install",
                "{'type': 'object', 'properties': {'x': {'type': 'string'}}, 'additionalProperties': {'type': 'string'}}",
                A
                        + ".additionalProperties FieldValueForbidden: Forbidden: additionalProperties and properties are mutual"
                        + " exclusive");
        refused(
                "a type within a combination does not install",
                "{'type': 'string', 'anyOf': [{'type': 'string'}]}",
                A + ".anyOf[0].type FieldValueForbidden: Forbidden: must be empty to be structural");
        refused(
                "a wrong pattern does not install",
                "{'type': 'string', 'pattern': '['}",
                A + ".pattern FieldValueInvalid: Invalid value: \"[\": must be a valid regular expression, but isn't:"
                        + " error parsing regexp: missing closing ]: `[`");
        add(
                "a schema of metadata does not install",
                api -> assertThat(Kinds.refusalOf(
                                api,
                                "{'type': 'object', 'properties': {'metadata': {'type': 'object', 'properties': {'labels':"
                                        + " {'type': 'object'}}}}}"))
                        .containsExactly(
                                "spec.validation.openAPIV3Schema.properties[metadata] FieldValueForbidden: Forbidden:"
                                        + " must not specify anything other than name and generateName, but metadata is implicitly"
                                        + " specified"));
    }

    private void lists() {
        String items = "'items': {'type': 'object', 'properties': {'k': {'type': 'string'}}}";
        refused(
                "a list of type map without keys does not install",
                "{'type': 'array', 'x-kubernetes-list-type': 'map', " + items + "}",
                A + ".x-kubernetes-list-map-keys" + REQUIRED + ": must not be empty if x-kubernetes-list-type is map");
        refused(
                "a key that may be missing does not install",
                "{'type': 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k'], " + items
                        + "}",
                A + ".items.properties[k].default" + REQUIRED
                        + ": this property is in x-kubernetes-list-map-keys, so it"
                        + " must have a default or be a required property");
        refused(
                "a set of objects does not install",
                "{'type': 'array', 'x-kubernetes-list-type': 'set', " + items + "}",
                A + ".items.x-kubernetes-map-type FieldValueInvalid: Invalid value: null: must be atomic as item of a"
                        + " list with x-kubernetes-list-type=set");
    }

    private void defaults() {
        refused(
                "a default of a wrong type does not install",
                "{'type': 'string', 'default': 1}",
                A + ".default FieldValueTypeInvalid: Invalid value: \"integer\":  in body must be of type string:"
                        + " \"integer\"");
        refused(
                "a default out of bounds does not install",
                "{'type': 'integer', 'minimum': 3, 'default': 1}",
                A + ".default FieldValueInvalid: Invalid value: 1:  in body should be greater than or equal to 3");
        refused(
                "a default with an unknown field does not install",
                "{'type': 'object', 'default': {'z': 1}, 'properties': {'y': {'type': 'integer'}}}",
                A + ".default FieldValueInvalid: Invalid value: {\"z\":1}: must not have unknown fields");
    }

    private void spoilt(String name, Consumer<ObjectNode> how, String start) {
        add(name, api -> {
            ObjectNode definition = Kinds.definition(api);
            how.accept(definition);
            assertThat(Kinds.refusal(api, definition)).anyMatch(cause -> cause.startsWith(start));
        });
    }

    private static ObjectNode spec(ObjectNode definition) {
        return (ObjectNode) definition.get("spec");
    }

    private static ObjectNode version(ObjectNode definition) {
        return (ObjectNode) Kinds.versions(definition).get(0);
    }

    private void names() {
        spoilt(
                "a name that is not plural and group does not install",
                definition -> ((ObjectNode) definition.get("metadata")).put("name", "other." + Kinds.GROUP),
                "metadata.name FieldValueInvalid: Invalid value: \"other." + Kinds.GROUP
                        + "\": must be spec.names.plural+\".\"+spec.group");
        spoilt(
                "an unknown scope does not install",
                definition -> spec(definition).put("scope", "World"),
                "spec.scope FieldValueNotSupported: Unsupported value: \"World\": supported values: \"Cluster\","
                        + " \"Namespaced\"");
        spoilt(
                "a definition without a stored version does not install",
                definition -> version(definition).put("storage", false),
                "spec.versions FieldValueInvalid: Invalid value: ");
        spoilt(
                "two versions of a name do not install",
                definition -> Kinds.versions(definition)
                        .add(version(definition).deepCopy().put("storage", false)),
                "spec.versions FieldValueInvalid: Invalid value: ");
        spoilt(
                "a version that is no label does not install",
                definition -> version(definition).put("name", "V_1"),
                "spec.versions[0].name FieldValueInvalid: Invalid value: \"V_1\": a DNS-1035 label must consist of");
        spoilt(
                "a version without a schema does not install",
                definition -> version(definition).remove("schema"),
                "spec.versions[0].schema.openAPIV3Schema" + REQUIRED);
    }
}
