package com.vpsie.autoscaler.sandbox.kube.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The kinds that make pods, in one row each. */
final class WorkloadColumns {
    private static final String NONE = "<none>";
    private static final Column CONTAINERS =
            Column.text("Containers", object -> ofContainers(object, "name")).wide();
    private static final Column IMAGES =
            Column.text("Images", object -> ofContainers(object, "image")).wide();
    private static final Column SELECTOR = Column.text("Selector", object -> selector(object.at("/spec/selector")))
            .wide();

    private WorkloadColumns() {}

    static List<Column> deployments() {
        return withTemplate(
                SELECTOR,
                Column.text("Ready", WorkloadColumns::readyOfWanted),
                Column.number("Up-to-date", "/status/updatedReplicas").typed("string"),
                Column.number("Available", "/status/availableReplicas").typed("string"),
                Column.AGE);
    }

    static List<Column> replicaSets() {
        return withTemplate(
                SELECTOR,
                Column.number("Desired", object -> wanted(object)),
                Column.number("Current", "/status/replicas"),
                Column.number("Ready", "/status/readyReplicas"),
                Column.AGE);
    }

    static List<Column> statefulSets() {
        List<Column> all = withTemplate(SELECTOR, Column.text("Ready", WorkloadColumns::readyOfWanted), Column.AGE);
        return all.subList(0, all.size() - 1);
    }

    static List<Column> daemonSets() {
        return withTemplate(
                SELECTOR,
                Column.number("Desired", "/status/desiredNumberScheduled"),
                Column.number("Current", "/status/currentNumberScheduled"),
                Column.number("Ready", "/status/numberReady"),
                Column.number("Up-to-date", "/status/updatedNumberScheduled"),
                Column.number("Available", "/status/numberAvailable"),
                Column.text("Node Selector", set -> pairs(set.at("/spec/template/spec/nodeSelector"))),
                Column.AGE);
    }

    static List<Column> jobs() {
        return withTemplate(
                SELECTOR,
                Column.text("Status", WorkloadColumns::jobStatus),
                Column.text("Completions", WorkloadColumns::completions),
                new Column(
                        "Duration",
                        "string",
                        "",
                        "Time from start to completion",
                        0,
                        (job, now) -> TextNode.valueOf(duration(job, now))),
                Column.AGE);
    }

    private static List<Column> withTemplate(Column selector, Column... own) {
        return Stream.of(Stream.of(Column.NAME), Stream.of(own), Stream.of(CONTAINERS, IMAGES, selector))
                .flatMap(columns -> columns)
                .toList();
    }

    private static long wanted(ObjectNode object) {
        return object.at("/spec/replicas").asLong(1);
    }

    private static String readyOfWanted(ObjectNode object) {
        return object.at("/status/readyReplicas").asLong() + "/" + wanted(object);
    }

    private static String ofContainers(ObjectNode object, String field) {
        List<String> found = new ArrayList<>();
        object.at("/spec/template/spec/containers")
                .forEach(container -> found.add(container.path(field).asText()));
        return String.join(",", found);
    }

    /** A label selector, of either form, as kubectl writes it. */
    static String selector(JsonNode selector) {
        if (!selector.has("matchLabels") && !selector.has("matchExpressions")) {
            return pairs(selector);
        }
        List<String> parts = new ArrayList<>();
        selector.path("matchLabels")
                .properties()
                .forEach(label ->
                        parts.add(label.getKey() + "=" + label.getValue().asText()));
        Collections.sort(parts);
        for (JsonNode expression : selector.path("matchExpressions")) {
            String key = expression.path("key").asText();
            List<String> values = new ArrayList<>();
            expression.path("values").forEach(value -> values.add(value.asText()));
            Collections.sort(values);
            parts.add(
                    switch (expression.path("operator").asText()) {
                        case "Exists" -> key;
                        case "DoesNotExist" -> "!" + key;
                        case "NotIn" -> key + " notin (" + String.join(",", values) + ")";
                        default -> key + " in (" + String.join(",", values) + ")";
                    });
        }
        return parts.isEmpty() ? NONE : String.join(",", parts);
    }

    static String pairs(JsonNode labels) {
        List<String> parts = new ArrayList<>();
        labels.properties()
                .forEach(label ->
                        parts.add(label.getKey() + "=" + label.getValue().asText()));
        Collections.sort(parts);
        return parts.isEmpty() ? NONE : String.join(",", parts);
    }

    private static String jobStatus(ObjectNode job) {
        for (String type : List.of("Complete", "Failed", "Suspended", "FailureTarget", "SuccessCriteriaMet")) {
            for (JsonNode condition : job.at("/status/conditions")) {
                if (condition.path("type").asText().equals(type)
                        && condition.path("status").asText().equals("True")) {
                    return type;
                }
            }
        }
        return job.path("metadata").hasNonNull("deletionTimestamp") ? "Terminating" : "Running";
    }

    private static String completions(ObjectNode job) {
        long done = job.at("/status/succeeded").asLong();
        if (job.at("/spec").has("completions")) {
            return done + "/" + job.at("/spec/completions").asLong();
        }
        long parallel = job.at("/spec/parallelism").asLong();
        return parallel > 1 ? done + "/1 of " + parallel : done + "/1";
    }

    private static String duration(ObjectNode job, Instant now) {
        String start = job.at("/status/startTime").asText();
        if (start.isEmpty()) {
            return "";
        }
        String end = job.at("/status/completionTime").asText();
        Instant until = end.isEmpty() ? now : OffsetDateTime.parse(end).toInstant();
        return Ages.human(Duration.between(OffsetDateTime.parse(start).toInstant(), until));
    }
}
