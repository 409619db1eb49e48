package com.vpsie.autoscaler.sandbox.kube.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A pod in one row: its phase is told more precisely by its containers and its deletion. */
final class PodColumns {
    private static final String NONE = "<none>";
    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    private PodColumns() {}

    static List<Column> columns() {
        return List.of(
                Column.NAME,
                Column.text("Ready", PodColumns::ready),
                Column.text("Status", PodColumns::status),
                new Column(
                        "Restarts",
                        "string",
                        "",
                        "Restarts of its containers",
                        0,
                        (pod, now) -> TextNode.valueOf(restarts(pod, now))),
                Column.AGE,
                Column.text("IP", PodColumns::address).wide(),
                Column.text("Node", "/spec/nodeName", NONE).wide(),
                Column.text("Nominated Node", "/status/nominatedNodeName", NONE).wide(),
                Column.text("Readiness Gates", PodColumns::gates).wide());
    }

    private static String ready(ObjectNode pod) {
        int all = pod.at("/spec/containers").size();
        int ready = 0;
        for (JsonNode init : pod.at("/spec/initContainers")) {
            all += isSidecar(init) ? 1 : 0;
        }
        for (JsonNode state : pod.at("/status/initContainerStatuses")) {
            ready += isSidecar(pod, state) && state.path("ready").asBoolean() ? 1 : 0;
        }
        for (JsonNode state : pod.at("/status/containerStatuses")) {
            ready += state.path("ready").asBoolean() && state.at("/state").has("running") ? 1 : 0;
        }
        return ready + "/" + all;
    }

    private static boolean isSidecar(JsonNode container) {
        return container.path("restartPolicy").asText().equals("Always");
    }

    private static boolean isSidecar(ObjectNode pod, JsonNode state) {
        for (JsonNode init : pod.at("/spec/initContainers")) {
            if (init.path("name").equals(state.path("name"))) {
                return isSidecar(init);
            }
        }
        return false;
    }

    private static String status(ObjectNode pod) {
        String phase = pod.at("/status/phase").asText();
        String reason = pod.at("/status/reason").asText();
        String text = reason.isEmpty() ? phase : reason;
        for (JsonNode condition : pod.at("/status/conditions")) {
            if (condition.path("type").asText().equals("PodScheduled")
                    && condition.path("reason").asText().equals("SchedulingGated")) {
                text = "SchedulingGated";
            }
        }
        String starting = initialising(pod);
        text = starting.isEmpty() ? ofContainers(pod, text) : starting;
        if (pod.path("metadata").hasNonNull("deletionTimestamp")) {
            return reason.equals("NodeLost") ? "Unknown" : OVER.contains(phase) ? text : "Terminating";
        }
        return text;
    }

    /** Empty when all containers that run before the others are done, or none is. */
    private static String initialising(ObjectNode pod) {
        int index = 0;
        for (JsonNode state : pod.at("/status/initContainerStatuses")) {
            JsonNode ended = state.at("/state/terminated");
            boolean started = isSidecar(pod, state) && state.path("started").asBoolean();
            if (!started && (ended.isMissingNode() || ended.path("exitCode").asInt() != 0)) {
                String waiting = state.at("/state/waiting/reason").asText();
                boolean plain = waiting.isEmpty() || waiting.equals("PodInitializing");
                return "Init:"
                        + (!ended.isMissingNode()
                                ? ending(ended)
                                : plain
                                        ? index + "/"
                                                + pod.at("/spec/initContainers").size()
                                        : waiting);
            }
            index++;
        }
        return "";
    }

    private static String ofContainers(ObjectNode pod, String phase) {
        String text = phase;
        boolean running = false;
        JsonNode states = pod.at("/status/containerStatuses");
        for (int i = states.size() - 1; i >= 0; i--) {
            JsonNode state = states.get(i).path("state");
            String waiting = state.at("/waiting/reason").asText();
            if (!waiting.isEmpty()) {
                text = waiting;
            } else if (state.has("terminated")) {
                text = ending(state.path("terminated"));
            } else {
                running |= states.get(i).path("ready").asBoolean() && state.has("running");
            }
        }
        if (text.equals("Completed") && running) {
            return isReady(pod) ? "Running" : "NotReady";
        }
        return text;
    }

    private static String ending(JsonNode terminated) {
        String reason = terminated.path("reason").asText();
        int signal = terminated.path("signal").asInt();
        return !reason.isEmpty()
                ? reason
                : signal != 0
                        ? "Signal:" + signal
                        : "ExitCode:" + terminated.path("exitCode").asInt();
    }

    private static boolean isReady(ObjectNode pod) {
        for (JsonNode condition : pod.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    private static String restarts(ObjectNode pod, Instant now) {
        long count = 0;
        JsonNode last = pod.path("none");
        for (JsonNode state : pod.at("/status/containerStatuses")) {
            count += state.path("restartCount").asLong();
            JsonNode ended = state.at("/lastState/terminated/finishedAt");
            last = ended.asText().compareTo(last.asText()) > 0 ? ended : last;
        }
        return count == 0 || last.asText().isEmpty()
                ? Long.toString(count)
                : count + " (" + Ages.since(last, now) + " ago)";
    }

    private static String address(ObjectNode pod) {
        String first = pod.at("/status/podIPs/0/ip").asText();
        String only = first.isEmpty() ? pod.at("/status/podIP").asText() : first;
        return only.isEmpty() ? NONE : only;
    }

    private static String gates(ObjectNode pod) {
        JsonNode gates = pod.at("/spec/readinessGates");
        if (gates.isEmpty()) {
            return NONE;
        }
        int met = 0;
        for (JsonNode gate : gates) {
            for (JsonNode condition : pod.at("/status/conditions")) {
                if (condition.path("type").equals(gate.path("conditionType"))) {
                    met += condition.path("status").asText().equals("True") ? 1 : 0;
                }
            }
        }
        return met + "/" + gates.size();
    }
}
