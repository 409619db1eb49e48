package com.vpsie.autoscaler.sandbox.kube.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides by the Roles, ClusterRoles and their bindings that are in the store now. Whoever is in the group
 * {@code system:masters} may do everything, even with no role left. Safe for any thread.
 */
public final class Rbac {
    private final RoleTable.Cache roles;

    public Rbac(ObjectStore store) {
        this.roles = new RoleTable.Cache(store);
    }

    /** A rule that somebody has, where from, and for whom. */
    private record Grant(PolicyRule rule, String source) {}

    /** Whether the user may. */
    public Verdict judge(User user, Attributes wanted) {
        if (user.isMaster()) {
            return new Verdict(true, "");
        }
        List<String> troubles = new ArrayList<>();
        for (Grant grant : grants(user, wanted.namespace(), troubles)) {
            if (grant.rule().allows(wanted)) {
                return new Verdict(true, "RBAC: allowed by " + grant.source());
            }
        }
        return new Verdict(false, troubles.isEmpty() ? "" : "RBAC: " + list(troubles));
    }

    private static String list(List<String> troubles) {
        return troubles.size() == 1 ? troubles.get(0) : "[" + String.join(", ", troubles) + "]";
    }

    /** @throws ApiException 403 when the user may not */
    public void require(User user, Attributes wanted) {
        Verdict verdict = judge(user, wanted);
        if (!verdict.allowed()) {
            String text = "User \"" + user.name() + "\" " + wanted.toRefusal()
                    + (verdict.reason().isEmpty() ? "" : ": " + verdict.reason());
            throw wanted.isResource()
                    ? ApiException.forbidden(wanted.group(), wanted.resource(), wanted.name(), text)
                    : ApiException.of(403, "Forbidden", "forbidden: " + text);
        }
    }

    /**
     * What somebody may do.
     *
     * @param rules in the order of the bindings
     * @param trouble why some are missing, empty when none are
     */
    record Rules(List<PolicyRule> rules, String trouble) {}

    /** Every rule the user has in the namespace; empty: at the cluster scope. */
    Rules rulesOf(User user, String namespace) {
        List<String> troubles = new ArrayList<>();
        List<PolicyRule> rules =
                grants(user, namespace, troubles).stream().map(Grant::rule).toList();
        return new Rules(rules, troubles.isEmpty() ? "" : list(troubles));
    }

    /** The rules a {@code roleRef} leads to. */
    Optional<List<PolicyRule>> rulesOf(JsonNode roleRef, String namespace) {
        return roles.now().rules(roleRef, namespace);
    }

    private List<Grant> grants(User user, String namespace, List<String> troubles) {
        RoleTable table = roles.now();
        List<Grant> grants = new ArrayList<>();
        for (ObjectNode binding : table.clusterBindings()) {
            add(grants, table, binding, user, troubles);
        }
        if (!namespace.isEmpty()) {
            for (ObjectNode binding : table.bindings(namespace)) {
                add(grants, table, binding, user, troubles);
            }
        }
        return grants;
    }

    private static void add(List<Grant> grants, RoleTable table, ObjectNode binding, User user, List<String> troubles) {
        String namespace = Meta.namespace(binding);
        for (JsonNode subject : binding.path("subjects")) {
            if (isFor(subject, user, namespace)) {
                JsonNode ref = binding.path("roleRef");
                String source = source(binding, subject);
                table.rules(ref, namespace)
                        .ifPresentOrElse(
                                rules -> rules.forEach(rule -> grants.add(new Grant(rule, source))),
                                () -> troubles.add(absent(ref)));
                return;
            }
        }
    }

    private static String absent(JsonNode ref) {
        return ref.path("kind").asText().toLowerCase(Locale.ROOT) + ".rbac.authorization.k8s.io \""
                + ref.path("name").asText() + "\" not found";
    }

    private static boolean isFor(JsonNode subject, User user, String namespace) {
        String name = subject.path("name").asText();
        return switch (subject.path("kind").asText()) {
            case "User" -> user.name().equals(name);
            case "Group" -> user.groups().contains(name);
            case "ServiceAccount" ->
                user.name()
                        .equals(User.ACCOUNT_PREFIX + subject.path("namespace").asText(namespace) + ":" + name);
            default -> false;
        };
    }

    private static String source(ObjectNode binding, JsonNode subject) {
        String kind = binding.path("kind").asText();
        String namespace = Meta.namespace(binding);
        String name = Meta.name(binding) + (namespace.isEmpty() ? "" : "/" + namespace);
        JsonNode ref = binding.path("roleRef");
        String whom = subject.path("name").asText()
                + (subject.has("namespace") ? "/" + subject.path("namespace").asText() : "");
        return kind + " \"" + name + "\" of " + ref.path("kind").asText() + " \""
                + ref.path("name").asText() + "\" to " + subject.path("kind").asText() + " \"" + whom + "\"";
    }
}
