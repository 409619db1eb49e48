package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.Fault.Action;
import com.vpsie.autoscaler.sandbox.kube.Fault.Match;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@link Fault} as JSON:
 *
 * <pre>
 * {"user": "replica-0", "verbs": ["update"], "resource": "leases", "name": "", "times": 3, "forMillis": 60000,
 *  "action": "latency", "millis": 500}
 *
 * action: latency, slow-answer   with millis
 *         heavy-tail             with millis (the least), and shape (1.5) and mostMillis (30000) where wanted
 *         status                 with code (500), and retryAfterSeconds where wanted
 *         applied-but-status     with code (500)
 *         hang, reset, answer-lost, watch-silence, down
 * </pre>
 *
 * {@code user}, {@code verbs}, {@code resource}, {@code name}: absent means all. {@code times}: absent or 0 means
 * until it is removed; {@code forMillis} removes it by itself. A field of another name is refused.
 */
final class FaultJson {
    private static final Set<String> FIELDS = Set.of(
            "user",
            "verbs",
            "resource",
            "name",
            "times",
            "forMillis",
            "action",
            "millis",
            "shape",
            "mostMillis",
            "code",
            "retryAfterSeconds");
    private static final double USUAL_SHAPE = 1.5;
    private static final long LONG_MILLIS = 30_000;

    private FaultJson() {}

    /** @throws IllegalArgumentException that says what is wrong */
    static Fault parse(ObjectNode sent) {
        for (Iterator<String> names = sent.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("a fault has no field \"" + name + "\"");
            }
        }
        Set<String> verbs = new HashSet<>();
        sent.path("verbs").forEach(verb -> verbs.add(verb.asText()));
        Match match = new Match(
                sent.path("user").asText(""),
                Set.copyOf(verbs),
                sent.path("resource").asText(""),
                sent.path("name").asText(""));
        return new Fault(match, action(sent), sent.path("times").asInt(0), millis(sent, "forMillis", 0));
    }

    private static Action action(ObjectNode sent) {
        String action = sent.path("action").asText("").toLowerCase(Locale.ROOT);
        Duration time = millis(sent, "millis", 0);
        int code = sent.path("code").asInt(500);
        return switch (action) {
            case "latency" -> new Fault.Latency(time);
            case "heavy-tail" ->
                new Fault.HeavyTail(
                        time, sent.path("shape").asDouble(USUAL_SHAPE), millis(sent, "mostMillis", LONG_MILLIS));
            case "slow-answer" -> new Fault.SlowAnswer(time);
            case "hang" -> new Fault.Hang();
            case "reset" -> new Fault.Reset();
            case "answer-lost" -> new Fault.AnswerLost();
            case "watch-silence" -> new Fault.WatchSilence();
            case "down" -> new Fault.Down();
            case "status" -> new Fault.Status(code, retryAfter(sent));
            case "applied-but-status" -> new Fault.AppliedButStatus(code);
            default ->
                throw new IllegalArgumentException(
                        "action \"" + action + "\" is none of latency, heavy-tail, slow-answer, hang, reset,"
                                + " answer-lost, status, applied-but-status, watch-silence, down");
        };
    }

    private static Duration millis(ObjectNode sent, String field, long otherwise) {
        return Duration.ofMillis(sent.path(field).asLong(otherwise));
    }

    private static Optional<Duration> retryAfter(ObjectNode sent) {
        JsonNode seconds = sent.path("retryAfterSeconds");
        return seconds.isNumber() ? Optional.of(Duration.ofSeconds(seconds.asLong())) : Optional.empty();
    }

    static ObjectNode describe(Faults.Active active) {
        Fault fault = active.fault();
        Match match = fault.match();
        ObjectNode node = Json.object().put("id", active.id());
        node.put("action", fault.action().toString());
        node.put("user", match.user()).put("resource", match.resource()).put("name", match.name());
        ArrayNode verbs = node.putArray("verbs");
        match.verbs().forEach(verbs::add);
        node.put("times", fault.times()).put("used", active.used());
        return node.put("forMillis", fault.lasting().toMillis());
    }
}
