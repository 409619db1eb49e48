package com.vpsie.autoscaler.sandbox.kube.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.Selector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives each ClusterRole with an {@code aggregationRule} the rules of those it selects, as a controller does in a
 * cluster.
 */
final class Aggregation {
    private final ObjectStore store;

    Aggregation(ObjectStore store) {
        this.store = store;
    }

    /** Brings all of them up to date; what is aggregated may itself be aggregated from. */
    void refresh() {
        List<ObjectNode> roles = roles();
        for (int i = 0; i < roles.size() && refreshOnce(roles); i++) {
            roles = roles();
        }
    }

    private List<ObjectNode> roles() {
        return store.list(BuiltinKinds.CLUSTER_ROLE, "", Selector.ALL, 0, "").items();
    }

    private boolean refreshOnce(List<ObjectNode> roles) {
        boolean changed = false;
        for (ObjectNode role : roles) {
            JsonNode selectors = role.path("aggregationRule").path("clusterRoleSelectors");
            if (!selectors.isMissingNode()) {
                ArrayNode rules = Json.object().putArray("rules");
                union(role, roles, selectors).forEach(rules::add);
                if (!rules.equals(role.path("rules"))
                        && !(rules.isEmpty() && role.path("rules").isEmpty())) {
                    store.patch(
                            BuiltinKinds.CLUSTER_ROLE,
                            "",
                            Meta.name(role),
                            current -> current.set("rules", rules),
                            Part.MAIN);
                    changed = true;
                }
            }
        }
        return changed;
    }

    private static Set<JsonNode> union(ObjectNode into, List<ObjectNode> roles, JsonNode selectors) {
        Set<JsonNode> rules = new LinkedHashSet<>();
        for (JsonNode selector : selectors) {
            Selector labels = Selector.parse(BuiltinKinds.CLUSTER_ROLE, text(selector), "");
            roles.stream()
                    .filter(role -> !Meta.name(role).equals(Meta.name(into)) && labels.test(role))
                    .forEach(role -> role.path("rules").forEach(rules::add));
        }
        return rules;
    }

    /** A selector object in the words of a query parameter. */
    private static String text(JsonNode selector) {
        List<String> terms = new ArrayList<>();
        selector.path("matchLabels")
                .fields()
                .forEachRemaining(label ->
                        terms.add(label.getKey() + "=" + label.getValue().asText()));
        for (JsonNode expression : selector.path("matchExpressions")) {
            String key = expression.path("key").asText();
            List<String> values = new ArrayList<>();
            expression.path("values").forEach(value -> values.add(value.asText()));
            String list = "(" + String.join(",", values) + ")";
            terms.add(
                    switch (expression.path("operator").asText()) {
                        case "In" -> key + " in " + list;
                        case "NotIn" -> key + " notin " + list;
                        case "DoesNotExist" -> "!" + key;
                        default -> key;
                    });
        }
        return String.join(",", terms);
    }
}
