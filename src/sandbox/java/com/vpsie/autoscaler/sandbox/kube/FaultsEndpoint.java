package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * {@link Faults} over HTTP: on a port of its own, and beside the API with any user's token.
 *
 * <pre>
 * POST   /_faults                    adds one, answers {"id": 1, …}; for its fields see {@link FaultJson}
 * GET    /_faults                    lists them
 * DELETE /_faults                    removes all, DELETE /_faults/{id} one
 * POST   /_faults/cut-watches?user=  closes the open watches of a user (absent: of all), answers {"cut": n}
 * POST   /_faults/compact            forgets the history
 * POST   /_faults/rewind             {"resourceVersion": "42"}: the store as it was then
 * GET    /_faults/version            the store's newest version
 * GET    /_faults/watches            users of the open watches
 * GET    /_faults/writes?from=0      the {@link WriteLog} as JSON lines
 * </pre>
 */
final class FaultsEndpoint {
    static final String PATH = "/_faults";
    private static final String VERSION = "resourceVersion";

    private final Faults faults;
    private final WriteLog writes;
    private final boolean apart;

    private FaultsEndpoint(Faults faults, WriteLog writes, boolean apart) {
        this.faults = faults;
        this.writes = writes;
        this.apart = apart;
    }

    /** On the API's own connections: a command that would end the connection it comes on is refused. */
    static FaultsEndpoint besideTheApi(Faults faults, WriteLog writes) {
        return new FaultsEndpoint(faults, writes, false);
    }

    /** On connections of its own. */
    static FaultsEndpoint apart(Faults faults, WriteLog writes) {
        return new FaultsEndpoint(faults, writes, true);
    }

    record Reply(int code, String contentType, byte[] body) {
        static Reply json(int code, JsonNode body) {
            return new Reply(code, "application/json", Json.bytes(body));
        }

        void send(HttpExchange exchange) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    Reply answer(Call call) {
        try {
            String below = call.path().substring(PATH.length());
            return switch (call.method() + " " + below) {
                case "GET " -> Reply.json(200, list());
                case "POST " -> add(call.anyObject());
                case "DELETE " -> clear();
                case "POST /cut-watches" ->
                    Reply.json(200, Json.object().put("cut", faults.cutWatches(call.parameter("user"))));
                case "POST /compact" -> compact();
                case "POST /rewind" -> rewind(call.anyObject());
                case "GET /version" -> version();
                case "GET /watches" -> Reply.json(200, watches());
                case "GET /writes" -> new Reply(200, "application/jsonl", lines((int) call.number("from")));
                default -> other(call, below);
            };
        } catch (ApiException e) {
            return Reply.json(e.code(), e.toStatus());
        } catch (IllegalArgumentException e) {
            return Reply.json(
                    400, ApiException.badRequest(String.valueOf(e.getMessage())).toStatus());
        }
    }

    private Reply other(Call call, String below) {
        if (call.method().equals("DELETE") && below.matches("/\\d{1,9}")) {
            faults.remove(Integer.parseInt(below.substring(1)));
            return Reply.json(200, list());
        }
        throw ApiException.of(404, "NotFound", "no such command: " + call.method() + " " + call.path());
    }

    private Reply add(ObjectNode sent) {
        Fault fault = FaultJson.parse(sent);
        if (!apart && fault.action() instanceof Fault.Down && fault.match().equals(Fault.Match.ANY)) {
            throw ApiException.badRequest("down for everybody is taken on the port for faults only:"
                    + " on this one there would be no way back");
        }
        return Reply.json(201, FaultJson.describe(faults.add(fault)));
    }

    private Reply clear() {
        faults.clear();
        return Reply.json(200, list());
    }

    private Reply compact() {
        faults.compact();
        return version();
    }

    private Reply rewind(ObjectNode sent) {
        if (!sent.hasNonNull(VERSION)) {
            throw ApiException.badRequest("the command needs " + VERSION);
        }
        faults.rewind(Long.parseLong(sent.get(VERSION).asText()));
        return version();
    }

    private Reply version() {
        return Reply.json(200, Json.object().put(VERSION, Long.toString(faults.version())));
    }

    private ArrayNode list() {
        ArrayNode list = Json.object().putArray("faults");
        faults.list().forEach(active -> list.add(FaultJson.describe(active)));
        return list;
    }

    private ArrayNode watches() {
        ArrayNode list = Json.object().putArray("watches");
        faults.openWatches().forEach(list::add);
        return list;
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
