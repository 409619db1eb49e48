package com.vpsie.autoscaler.sandbox.kube.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Nobody gives away, in a role or by a binding, what they do not have themselves, unless they may {@code escalate} the
 * role or {@code bind} it.
 */
final class Escalation {
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final Set<String> ROLES = Set.of("Role", "ClusterRole");
    private static final Set<String> BINDINGS = Set.of("RoleBinding", "ClusterRoleBinding");

    private static final List<String> GRANTING = List.of("rules", "aggregationRule", "roleRef", "subjects");

    private final ObjectStore store;
    private final Rbac rbac;

    Escalation(ObjectStore store, Rbac rbac) {
        this.store = store;
        this.rbac = rbac;
    }

    /**
     * @param object as it would be stored
     * @throws ApiException 403; 404 when a role to be bound is not there
     */
    void check(User user, ResourceKind kind, ObjectNode object) {
        if (user.isMaster() || !kind.group().equals(GROUP) || isAsStored(kind, object)) {
            return;
        }
        String namespace = Meta.namespace(object);
        if (ROLES.contains(kind.kind())) {
            Attributes escalate = Attributes.of("escalate", GROUP, kind.plural(), "", namespace, Meta.name(object));
            if (!rbac.judge(user, escalate).allowed()) {
                requireHeld(user, kind, object, PolicyRule.all(object.path("rules")));
            }
        } else if (BINDINGS.contains(kind.kind())) {
            JsonNode ref = object.path("roleRef");
            boolean local = ref.path("kind").asText().equals(BuiltinKinds.ROLE.kind());
            String name = ref.path("name").asText();
            String plural = (local ? BuiltinKinds.ROLE : BuiltinKinds.CLUSTER_ROLE).plural();
            if (!rbac.judge(user, Attributes.of("bind", GROUP, plural, "", namespace, name))
                    .allowed()) {
                List<PolicyRule> granted =
                        rbac.rulesOf(ref, namespace).orElseThrow(() -> ApiException.notFound(kind, name));
                requireHeld(user, kind, object, granted);
            }
        }
    }

    /** What somebody with more rights has granted may be written again. */
    private boolean isAsStored(ResourceKind kind, ObjectNode object) {
        try {
            ObjectNode stored = store.get(kind, Meta.namespace(object), Meta.name(object));
            return GRANTING.stream().allMatch(field -> stored.path(field).equals(object.path(field)));
        } catch (ApiException e) {
            return false; // it is to be created
        }
    }

    private void requireHeld(User user, ResourceKind kind, ObjectNode object, List<PolicyRule> granted) {
        List<PolicyRule> held = rbac.rulesOf(user, Meta.namespace(object)).rules();
        List<PolicyRule> missing = granted.stream()
                .flatMap(rule -> rule.parts().stream())
                .filter(part -> held.stream().noneMatch(rule -> rule.covers(part)))
                .toList();
        if (!missing.isEmpty()) {
            String groups = user.groups().stream().map(g -> "\"" + g + "\"").collect(Collectors.joining(" "));
            throw ApiException.forbidden(
                    kind,
                    Meta.name(object),
                    "user \"" + user.name() + "\" (groups=[" + groups
                            + "]) is attempting to grant RBAC permissions not currently held:\n" + compact(missing));
        }
    }

    /** One line for each thing, with all its verbs. */
    private static String compact(List<PolicyRule> parts) {
        Map<PolicyRule, Set<String>> verbs = new LinkedHashMap<>();
        for (PolicyRule part : parts) {
            PolicyRule what = withVerbs(part, List.of());
            verbs.computeIfAbsent(what, thing -> new LinkedHashSet<>()).addAll(part.verbs());
        }
        List<String> lines = new ArrayList<>();
        verbs.forEach((what, all) -> lines.add(withVerbs(what, List.copyOf(all)).toString()));
        return lines.stream().sorted().collect(Collectors.joining("\n"));
    }

    private static PolicyRule withVerbs(PolicyRule rule, List<String> verbs) {
        return new PolicyRule(verbs, rule.apiGroups(), rule.resources(), rule.resourceNames(), rule.nonResourceUrls());
    }
}
