package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.Fault.Action;
import com.vpsie.autoscaler.sandbox.kube.Fault.Match;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@link Faults} over HTTP, beside the API and with any user's token:
 *
 * <pre>
 * POST   /_faults                    adds one, answers {"id": 1, …}
 *   {"user": "replica-0", "verbs": ["update"], "resource": "leases", "name": "", "times": 3,
 *    "action": "latency", "millis": 500}
 *   action: latency | slow-answer (with millis), hang, reset, answer-lost, watch-silence,
 *           status (with code, and retryAfterSeconds where wanted)
 *   user, verbs, resource, name: absent means all; times: absent or 0 means until it is removed
 * GET    /_faults                    lists those that act
 * DELETE /_faults                    removes all, DELETE /_faults/{id} one
 * POST   /_faults/cut-watches?user=  closes the open watches of a user (absent: of all), answers {"cut": n}
 * GET    /_faults/watches            users of the open watches
 * GET    /_faults/writes?from=0      the {@link WriteLog} as JSON lines
 * </pre>
 */
final class FaultsEndpoint {
    static final String PATH = "/_faults";

    private final Faults faults;
    private final WriteLog writes;

    FaultsEndpoint(Faults faults, WriteLog writes) {
        this.faults = faults;
        this.writes = writes;
    }

    record Reply(int code, String contentType, byte[] body) {
        static Reply json(int code, JsonNode body) {
            return new Reply(code, "application/json", Json.bytes(body));
        }
    }

    Reply answer(Call call) {
        try {
            String below = call.path().substring(PATH.length());
            return switch (call.method() + " " + below) {
                case "GET " -> Reply.json(200, list());
                case "POST " -> Reply.json(201, describe(faults.add(parse(call.object()))));
                case "DELETE " -> clear();
                case "POST /cut-watches" ->
                    Reply.json(200, Json.object().put("cut", faults.cutWatches(call.parameter("user"))));
                case "GET /watches" -> Reply.json(200, watches());
                case "GET /writes" -> new Reply(200, "application/jsonl", lines((int) call.number("from")));
                default -> other(call, below);
            };
        } catch (ApiException e) {
            return Reply.json(e.code(), e.toStatus());
        }
    }

    private Reply other(Call call, String below) {
        if (call.method().equals("DELETE") && below.matches("/\\d{1,9}")) {
            faults.remove(Integer.parseInt(below.substring(1)));
            return Reply.json(200, list());
        }
        throw ApiException.of(404, "NotFound", "no such command: " + call.method() + " " + call.path());
    }

    private Reply clear() {
        faults.clear();
        return Reply.json(200, list());
    }

    private ArrayNode list() {
        ArrayNode list = Json.object().putArray("faults");
        faults.list().forEach(active -> list.add(describe(active)));
        return list;
    }

    private ArrayNode watches() {
        ArrayNode list = Json.object().putArray("watches");
        faults.openWatches().forEach(list::add);
        return list;
    }

    private static ObjectNode describe(Faults.Active active) {
        Match match = active.fault().match();
        ObjectNode node = Json.object().put("id", active.id());
        node.put("action", active.fault().action().toString());
        node.put("user", match.user()).put("resource", match.resource()).put("name", match.name());
        ArrayNode verbs = node.putArray("verbs");
        match.verbs().forEach(verbs::add);
        return node.put("times", active.fault().times()).put("used", active.used());
    }

    private static Fault parse(ObjectNode sent) {
        Set<String> verbs = new HashSet<>();
        sent.path("verbs").forEach(verb -> verbs.add(verb.asText()));
        Match match = new Match(
                sent.path("user").asText(""),
                Set.copyOf(verbs),
                sent.path("resource").asText(""),
                sent.path("name").asText(""));
        return new Fault(match, action(sent), sent.path("times").asInt(0));
    }

    private static Action action(ObjectNode sent) {
        Duration time = Duration.ofMillis(sent.path("millis").asLong());
        String action = sent.path("action").asText("").toLowerCase(Locale.ROOT);
        return switch (action) {
            case "latency" -> new Fault.Latency(time);
            case "slow-answer" -> new Fault.SlowAnswer(time);
            case "hang" -> new Fault.Hang();
            case "reset" -> new Fault.Reset();
            case "answer-lost" -> new Fault.AnswerLost();
            case "watch-silence" -> new Fault.WatchSilence();
            case "status" -> new Fault.Status(sent.path("code").asInt(500), retryAfter(sent));
            default ->
                throw ApiException.badRequest("action \"" + action
                        + "\" is none of latency, slow-answer, hang, reset, answer-lost, watch-silence, status");
        };
    }

    private static Optional<Duration> retryAfter(ObjectNode sent) {
        return sent.has("retryAfterSeconds")
                ? Optional.of(Duration.ofSeconds(sent.get("retryAfterSeconds").asLong()))
                : Optional.empty();
    }

    private byte[] lines(int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (WriteLog.Entry entry : writes.entriesFrom(from)) {
            ObjectNode line = Json.object().put("time", entry.time().toString());
            line.put("user", entry.user()).put("verb", entry.verb()).put("kind", entry.kind());
            line.put("namespace", entry.namespace()).put("name", entry.name());
            line.put("resourceVersion", entry.resourceVersion()).put("status", entry.status());
            line.put("fault", entry.fault());
            out.writeBytes(Json.bytes(line));
            out.write('\n');
        }
        return out.toByteArray();
    }
}
