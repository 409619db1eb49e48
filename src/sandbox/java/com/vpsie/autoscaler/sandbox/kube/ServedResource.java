package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.access.ReviewKind;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.KindRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What discovery tells of one resource. Immutable.
 *
 * @param name plural
 * @param answer the kind that is sent and answered
 * @param categories groups of resources that can be asked for together, such as {@code all}
 */
record ServedResource(
        String name,
        String singular,
        boolean namespaced,
        Type answer,
        List<String> verbs,
        List<String> shortNames,
        List<String> categories,
        List<Sub> subresources) {

    /** A kind by its full name. */
    record Type(String group, String version, String kind) {
        ObjectNode json() {
            return Json.object().put("group", group).put("version", version).put("kind", kind);
        }
    }

    /** A path below an object. */
    record Sub(String name, Type answer, List<String> verbs) {}

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> CUSTOM_VERBS =
            List.of("delete", "deletecollection", "get", "list", "patch", "create", "update", "watch");
    private static final List<String> PART_VERBS = List.of("get", "patch", "update");
    private static final Set<String> ALL = Set.of(
            "pods",
            "services",
            "replicationcontrollers",
            "daemonsets.apps",
            "deployments.apps",
            "replicasets.apps",
            "statefulsets.apps",
            "jobs.batch");
    /** Subresources beside the status, by {@link ResourceKind#qualifiedPlural()}. */
    private static final Map<String, List<Sub>> BELOW = Map.of(
            "pods",
            List.of(
                    new Sub("eviction", new Type("policy", "v1", "Eviction"), List.of("create")),
                    new Sub("log", new Type("", "v1", "Pod"), List.of("get"))),
            "serviceaccounts",
            List.of(new Sub("token", new Type("authentication.k8s.io", "v1", "TokenRequest"), List.of("create"))));

    static ServedResource of(ResourceKind kind, KindRegistry kinds) {
        Type type = new Type(kind.group(), kind.version(), kind.kind());
        List<String> categories = new ArrayList<>();
        kinds.definition(kind)
                .ifPresent(definition ->
                        definition.at("/spec/names/categories").forEach(category -> categories.add(category.asText())));
        String name = kind.qualifiedPlural();
        if (ALL.contains(name)) {
            categories.add("all");
        } else if (name.equals("customresourcedefinitions.apiextensions.k8s.io")) {
            categories.add("api-extensions");
        }
        List<Sub> subresources = new ArrayList<>(BELOW.getOrDefault(name, List.of()));
        if (kind.traits().status()) {
            subresources.add(new Sub("status", type, PART_VERBS));
        }
        List<String> verbs = kinds.definition(kind).isPresent()
                ? CUSTOM_VERBS
                : name.equals("namespaces")
                        ? VERBS.stream()
                                .filter(verb -> !verb.equals("deletecollection"))
                                .toList()
                        : VERBS;
        return new ServedResource(
                kind.plural(),
                kind.singular(),
                kind.namespaced(),
                type,
                verbs,
                kind.shortNames(),
                List.copyOf(categories),
                List.copyOf(subresources));
    }

    static ServedResource of(ReviewKind review) {
        return new ServedResource(
                review.plural(),
                review.singular(),
                review.namespaced(),
                new Type(review.group(), "v1", review.kind()),
                List.of("create"),
                List.of(),
                List.of(),
                List.of());
    }

    /** As entries of an {@code APIResourceList}. */
    void addTo(ArrayNode resources) {
        ObjectNode main = resources.addObject().put("name", name).put("singularName", singular);
        main.put("namespaced", namespaced).put("kind", answer.kind());
        put(main, "verbs", verbs);
        put(main, "shortNames", shortNames);
        put(main, "categories", categories);
        for (Sub sub : subresources) {
            ObjectNode entry =
                    resources.addObject().put("name", name + "/" + sub.name()).put("singularName", "");
            entry.put("namespaced", namespaced);
            if (!sub.answer().group().equals(answer.group())) {
                entry.put("group", sub.answer().group())
                        .put("version", sub.answer().version());
            }
            entry.put("kind", sub.answer().kind());
            put(entry, "verbs", sub.verbs());
        }
    }

    /** As an entry of an {@code APIGroupDiscoveryList}. */
    ObjectNode discovery() {
        ObjectNode entry = Json.object().put("resource", name);
        entry.set("responseKind", answer.json());
        entry.put("scope", namespaced ? "Namespaced" : "Cluster").put("singularResource", singular);
        put(entry, "verbs", verbs);
        put(entry, "shortNames", shortNames);
        put(entry, "categories", categories);
        if (!subresources.isEmpty()) {
            ArrayNode list = entry.putArray("subresources");
            for (Sub sub : subresources) {
                ObjectNode one = list.addObject().put("subresource", sub.name());
                one.set("responseKind", sub.answer().json());
                put(one, "verbs", sub.verbs());
            }
        }
        return entry;
    }

    private static void put(ObjectNode entry, String field, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode list = entry.putArray(field);
            values.forEach(list::add);
        }
    }
}
