package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import com.vpsie.autoscaler.sandbox.kube.api.KindRules;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whom a binding may name and what; to what it binds never changes. */
public final class RoleBindingRules implements KindRules {
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final List<String> SUBJECTS = List.of("ServiceAccount", "User", "Group");
    private static final String REF = "roleRef";

    @Override
    public void decode(ResourceKind kind, ObjectNode object, WriteOptions how) {
        if (object.get(REF) instanceof ObjectNode ref
                && ref.path("apiGroup").asText().isEmpty()) {
            ref.put("apiGroup", GROUP);
        }
        for (JsonNode subject : object.path("subjects")) {
            boolean account = subject.path("kind").asText().equals(SUBJECTS.get(0));
            if (subject instanceof ObjectNode person
                    && !account
                    && person.path("apiGroup").asText().isEmpty()) {
                person.put("apiGroup", GROUP);
            }
        }
    }

    @Override
    public void create(ResourceKind kind, ObjectNode object) {
        refuse(kind, object, problems(kind, object));
    }

    @Override
    public void update(ResourceKind kind, ObjectNode old, ObjectNode object) {
        List<FieldError> problems = problems(kind, object);
        if (!old.path(REF).equals(object.path(REF))) {
            JsonNode ref = object.path(REF);
            String shown = "{\"APIGroup\":" + ref.path("apiGroup") + ",\"Kind\":" + ref.path("kind") + ",\"Name\":"
                    + ref.path("name") + "}";
            problems.add(new FieldError(Type.INVALID, REF, shown + ": cannot change roleRef"));
        }
        refuse(kind, object, problems);
    }

    private static void refuse(ResourceKind kind, ObjectNode object, List<FieldError> problems) {
        if (!problems.isEmpty()) {
            throw ApiException.invalid(kind, Meta.name(object), problems);
        }
    }

    /** Names of roles and bindings are path segments, not DNS names. */
    static Optional<FieldError> name(ObjectNode object) {
        String name = Meta.name(object);
        Optional<String> why = name.equals(".") || name.equals("..")
                ? Optional.of("may not be '" + name + "'")
                : List.of("/", "%").stream().filter(name::contains).findFirst().map(c -> "may not contain '" + c + "'");
        return why.map(text -> new FieldError(Type.INVALID, "metadata.name", "\"" + name + "\": " + text));
    }

    private static List<FieldError> problems(ResourceKind kind, ObjectNode object) {
        List<FieldError> problems = new ArrayList<>();
        name(object).ifPresent(problems::add);
        JsonNode ref = object.path(REF);
        supported(problems, REF + ".apiGroup", ref.path("apiGroup").asText(GROUP), List.of(GROUP));
        supported(
                problems,
                REF + ".kind",
                ref.path("kind").asText(),
                kind.namespaced() ? List.of("Role", "ClusterRole") : List.of("ClusterRole"));
        required(problems, REF + ".name", ref);
        int index = 0;
        for (JsonNode subject : object.path("subjects")) {
            String at = "subjects[" + index++ + "]";
            required(problems, at + ".name", subject);
            String kindOf = subject.path("kind").asText();
            boolean account = kindOf.equals(SUBJECTS.get(0));
            if (SUBJECTS.contains(kindOf)) {
                supported(
                        problems, at + ".apiGroup", subject.path("apiGroup").asText(""), List.of(account ? "" : GROUP));
            }
            if (account
                    && !kind.namespaced()
                    && subject.path("namespace").asText().isEmpty()) {
                problems.add(new FieldError(Type.REQUIRED, at + ".namespace", ""));
            }
            supported(problems, at + ".kind", kindOf, SUBJECTS);
        }
        return problems;
    }

    private static void required(List<FieldError> problems, String field, JsonNode of) {
        if (of.path("name").asText().isEmpty()) {
            problems.add(new FieldError(Type.REQUIRED, field, ""));
        }
    }

    private static void supported(List<FieldError> problems, String field, String given, List<String> supported) {
        if (!supported.contains(given)) {
            String list = supported.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(", "));
            problems.add(new FieldError(Type.NOT_SUPPORTED, field, "\"" + given + "\": supported values: " + list));
        }
    }
}
