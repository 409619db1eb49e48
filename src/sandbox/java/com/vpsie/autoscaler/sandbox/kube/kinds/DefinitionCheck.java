package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.schema.StructuralCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the API server refuses of a definition. Used once, by one thread. */
final class DefinitionCheck {
    private static final Pattern LABEL = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
    private static final String NO_LABEL =
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic"
                    + " character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for"
                    + " validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    private final List<FieldError> errors = new ArrayList<>();

    private DefinitionCheck() {}

    /** @param definition its names filled in */
    static List<FieldError> check(ObjectNode definition) {
        DefinitionCheck check = new DefinitionCheck();
        JsonNode spec = definition.path("spec");
        check.names(Meta.name(definition), spec);
        check.versions(spec.path("versions"));
        return check.errors;
    }

    private void add(Type type, String field, String detail) {
        errors.add(new FieldError(type, field, detail));
    }

    private void names(String name, JsonNode spec) {
        String group = spec.path("group").asText("");
        JsonNode names = spec.path("names");
        if (!name.equals(names.path("plural").asText("") + "." + group)) {
            add(Type.INVALID, "metadata.name", quoted(name) + ": must be spec.names.plural+\".\"+spec.group");
        }
        if (group.isEmpty()) {
            add(Type.REQUIRED, "spec.group", "");
        } else if (!group.contains(".")) {
            add(Type.INVALID, "spec.group", quoted(group) + ": should be a domain with at least one dot");
        }
        String scope = spec.path("scope").asText("");
        if (scope.isEmpty()) {
            add(Type.REQUIRED, "spec.scope", "");
        } else if (!Set.of("Cluster", "Namespaced").contains(scope)) {
            String values = ": supported values: \"Cluster\", \"Namespaced\"";
            add(Type.NOT_SUPPORTED, "spec.scope", quoted(scope) + values);
        }
        label("spec.names.plural", names.path("plural").asText(""), false);
        label("spec.names.singular", names.path("singular").asText(""), false);
        label("spec.names.kind", names.path("kind").asText(""), true);
        label("spec.names.listKind", names.path("listKind").asText(""), true);
        if (spec.path("preserveUnknownFields").asBoolean()) {
            add(
                    Type.INVALID,
                    "spec.preserveUnknownFields",
                    "true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in"
                            + " spec.versions[*].schema instead");
        }
    }

    private void label(String field, String text, boolean mixedCase) {
        if (text.isEmpty()) {
            add(Type.REQUIRED, field, "");
        } else if (!LABEL.matcher(mixedCase ? text.toLowerCase(Locale.ROOT) : text)
                .matches()) {
            String prefix = mixedCase ? "may have mixed case, but should otherwise match: " : "";
            add(Type.INVALID, field, quoted(text) + ": " + prefix + NO_LABEL);
        }
    }

    private void versions(JsonNode versions) {
        Set<String> names = new HashSet<>();
        Set<JsonNode> schemas = new HashSet<>();
        int storage = 0;
        for (int i = 0; i < versions.size(); i++) {
            JsonNode version = versions.get(i);
            String name = version.path("name").asText("");
            if (!names.add(name)) {
                add(Type.INVALID, "spec.versions", versions + ": must contain unique version names");
            }
            label("spec.versions[" + i + "].name", name, false);
            storage += version.path("storage").asBoolean() ? 1 : 0;
            schemas.add(version.path("schema").path("openAPIV3Schema"));
        }
        if (storage != 1) {
            String what = versions.isMissingNode() ? "null" : versions.toString();
            add(Type.INVALID, "spec.versions", what + ": must have exactly one version marked as storage version");
        }
        for (int i = 0; i < versions.size(); i++) {
            // a schema that all versions share is named once, by the field it once had
            String own = "spec.versions[" + i + "].schema.openAPIV3Schema";
            JsonNode schema = versions.get(i).path("schema").path("openAPIV3Schema");
            if (!schema.isObject()) {
                add(Type.REQUIRED, own, "");
            } else if (schemas.size() > 1) {
                errors.addAll(StructuralCheck.check(schema, own));
            } else if (i == 0) {
                errors.addAll(StructuralCheck.check(schema, "spec.validation.openAPIV3Schema"));
            }
        }
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
