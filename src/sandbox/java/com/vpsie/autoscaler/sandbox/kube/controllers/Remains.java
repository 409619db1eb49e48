package com.vpsie.autoscaler.sandbox.kube.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is left of a namespace that is being deleted, as its conditions. */
final class Remains {
    private Remains() {}

    static void describe(ObjectNode namespace, List<Stored> left, Instant now) {
        Map<String, Integer> kinds = new TreeMap<>();
        Map<String, Integer> finalizers = new TreeMap<>();
        for (Stored row : left) {
            String kind = row.plural() + "." + row.group();
            kinds.merge(kind, 1, Integer::sum);
            Meta.finalizers(row.object()).forEach(name -> finalizers.merge(name, 1, Integer::sum));
        }
        ObjectNode status = (ObjectNode) namespace.get("status");
        JsonNode before = status.path("conditions").deepCopy();
        ArrayNode conditions = status.putArray("conditions");
        Writer writer = new Writer(before, conditions, now);
        writer.add(
                "NamespaceDeletionDiscoveryFailure",
                false,
                "ResourcesDiscovered",
                "All resources successfully discovered");
        writer.add(
                "NamespaceDeletionGroupVersionParsingFailure",
                false,
                "ParsedGroupVersions",
                "All legacy kube types successfully parsed");
        writer.add(
                "NamespaceDeletionContentFailure",
                false,
                "ContentDeleted",
                "All content successfully deleted, may be waiting on finalization");
        boolean content = !kinds.isEmpty();
        writer.add(
                "NamespaceContentRemaining",
                content,
                content ? "SomeResourcesRemain" : "ContentRemoved",
                content ? "Some resources are remaining: " + text(kinds, " has ") : "All content successfully removed");
        boolean held = !finalizers.isEmpty();
        writer.add(
                "NamespaceFinalizersRemaining",
                held,
                held ? "SomeFinalizersRemain" : "ContentHasNoFinalizers",
                held
                        ? "Some content in the namespace has finalizers remaining: " + text(finalizers, " in ")
                        : "All content-preserving finalizers finished");
    }

    private static String text(Map<String, Integer> counts, String between) {
        return counts.entrySet().stream()
                .map(one -> one.getKey() + between + one.getValue() + " resource instances")
                .collect(Collectors.joining(", "));
    }

    private record Writer(JsonNode before, ArrayNode conditions, Instant now) {
        void add(String type, boolean holds, String reason, String message) {
            String status = holds ? "True" : "False";
            String since = now.truncatedTo(ChronoUnit.SECONDS).toString();
            for (JsonNode old : before) {
                if (old.path("type").asText().equals(type)
                        && old.path("status").asText().equals(status)) {
                    since = old.path("lastTransitionTime").asText();
                }
            }
            conditions
                    .addObject()
                    .put("type", type)
                    .put("status", status)
                    .put("lastTransitionTime", since)
                    .put("reason", reason)
                    .put("message", message);
        }
    }
}
