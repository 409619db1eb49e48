package com.vpsie.autoscaler.web;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;

/** Health answers as text: MicroProfile's JSON, and the list that Kubernetes components print. */
final class HealthText {
    private HealthText() {}

    /** The name of a check as it stands in a path: lower case, dashes. */
    static String slug(HealthCheckResponse answer) {
        return answer.getName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** As Kubernetes prints it, but with the reason, since whoever reads it has to act on it. */
    static String verbose(String path, List<HealthCheckResponse> answers, Set<String> excluded) {
        StringBuilder text = new StringBuilder("[+]ping ok\n");
        boolean failed = false;
        for (HealthCheckResponse answer : answers) {
            String name = slug(answer);
            if (excluded.contains(name)) {
                text.append("[+]").append(name).append(" excluded: ok\n");
            } else if (answer.getStatus() == Status.UP) {
                text.append("[+]").append(name).append(" ok\n");
            } else {
                failed = true;
                text.append("[-]")
                        .append(name)
                        .append(" failed: ")
                        .append(reason(answer))
                        .append('\n');
            }
        }
        return text.append(path)
                .append(failed ? " check failed\n" : " check passed\n")
                .toString();
    }

    static String json(List<HealthCheckResponse> answers) {
        JsonArrayBuilder checks = Json.createArrayBuilder();
        boolean up = true;
        for (HealthCheckResponse answer : answers) {
            up &= answer.getStatus() == Status.UP;
            JsonObjectBuilder check = Json.createObjectBuilder()
                    .add("name", answer.getName())
                    .add("status", answer.getStatus().name());
            answer.getData().filter(data -> !data.isEmpty()).ifPresent(data -> check.add("data", object(data)));
            checks.add(check);
        }
        return Json.createObjectBuilder()
                .add("status", (up ? Status.UP : Status.DOWN).name())
                .add("checks", checks)
                .build()
                .toString();
    }

    private static String reason(HealthCheckResponse answer) {
        String text = answer.getData()
                .map(data -> data.containsKey("reason") ? String.valueOf(data.get("reason")) : listed(data))
                .orElse("");
        return text.isBlank() ? "down" : text.replace('\n', ' ');
    }

    private static String listed(Map<String, Object> data) {
        return data.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private static JsonObjectBuilder object(Map<String, Object> data) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        data.forEach((key, value) -> {
            if (value instanceof Boolean bool) {
                object.add(key, bool);
            } else if (value instanceof Number number) {
                object.add(key, number.longValue());
            } else {
                object.add(key, String.valueOf(value));
            }
        });
        return object;
    }
}
