package com.vpsie.autoscaler.sandbox.vpsie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The simulator's levers over HTTP, for scripts and for people. With {@code S=http://127.0.0.1:18080/_sim}:
 *
 * <pre>{@code
 * curl $S/log                       # every mutating request, one JSON object a line
 * curl $S/state                     # clusters, groups, machines, timings, waiting faults, request counts
 * curl $S/invoice                   # what all machines have cost until now
 * curl -d '{"operation":"ADD_NODE","fault":"LOSE_ANSWER"}' $S/faults
 * curl -d '{"operation":"ADD_NODE","fault":"EXECUTE_LATE","seconds":5,"caller":"replica-0"}' $S/faults
 * curl -d '{"operation":"GET_CLUSTER","fault":"STATUS","status":429,"retryAfter":2,"times":3}' $S/faults
 * curl -X DELETE $S/faults          # forgets faults and latencies
 * curl -d '{"operation":"GET_CLUSTER","seconds":0.5}' $S/latency      # without operation: of every kind
 * curl -d '{"boot":20,"ready":2,"deletion":3,"listing":0}' $S/timings # seconds, each may be left out
 * curl -d '{"seconds":20}' $S/boot-time
 * curl -d '{"fates":["NEVER_JOINS","NEVER_BOOTS"]}' $S/fates          # of the next machines bought
 * curl -d '{"machines":3,"status":403,"message":"Quota exceeded"}' $S/quota
 * curl -X DELETE $S/quota
 * curl -d '{"quirks":["NAMES_BOUGHT_NODE","ERROR_AS_WORD"],"perPage":2}' $S/dialect
 * curl -d '{"token":"sandbox-token"}' $S/revoke                       # without token: all issued ones
 * curl -d '{"token":"sandbox-token"}' $S/allow
 * curl -d '{"seconds":60}' $S/token-lifetime
 * }</pre>
 *
 * <p>Faults: {@code LOSE_ANSWER}, {@code CLOSE_INSTEAD_OF_ANSWER}, {@code EXECUTE_LATE}, {@code RESET_BEFORE}, {@code DELAY}, {@code SLOW_ANSWER},
 * {@code HANG}, {@code STATUS}, {@code EXECUTED_BUT_STATUS}, {@code OK_WITH_ERROR}, {@code UNREADABLE}; {@code times}
 * is 1 if left out, 0 means always. A wrong command is answered with 400 and the reason.
 */
final class Control {
    /** The path under which everything here lives. */
    static final String PATH = "/_sim/";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final VpsieSimulator simulator;
    private final VpsieWorld world;

    Control(VpsieSimulator simulator) {
        this.simulator = simulator;
        this.world = simulator.world();
    }

    void handle(HttpExchange exchange) throws IOException {
        int status = 200;
        String answer;
        try {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            JsonNode command = body.isBlank() ? MAPPER.createObjectNode() : MAPPER.readTree(body);
            String what = exchange.getRequestURI().getPath().substring(PATH.length());
            answer = answer(exchange.getRequestMethod() + " " + what, command);
        } catch (IllegalArgumentException | IOException wrong) {
            status = 400;
            answer = wrong.getMessage() + "\n";
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String answer(String what, JsonNode command) {
        return switch (what) {
            case "GET log" ->
                world.log().entries().stream()
                        .map(entry -> StateJson.entry(entry) + "\n")
                        .collect(Collectors.joining());
            case "GET state" -> StateJson.state(simulator) + "\n";
            case "GET invoice" -> StateJson.invoice(world.log().invoice(world.now())) + "\n";
            default -> {
                change(what, command);
                yield "ok\n";
            }
        };
    }

    private void change(String what, JsonNode command) {
        switch (what) {
            case "POST faults" -> addFault(command);
            case "DELETE faults" -> simulator.faults().clear();
            case "POST latency" -> setLatency(command);
            case "POST timings" -> setTimings(command);
            case "POST boot-time" ->
                simulator.setBootTime(seconds(command, "seconds").orElseThrow(() -> missing("seconds")));
            case "POST fates" -> command.path("fates").forEach(fate -> world.nextFates(Fate.valueOf(fate.asText())));
            case "POST quota" -> setQuota(command);
            case "DELETE quota" -> world.setQuota(Optional.empty());
            case "POST dialect" -> setDialect(command);
            case "POST revoke" ->
                text(command, "token").ifPresentOrElse(simulator.access()::revoke, simulator.access()::revokeIssued);
            case "POST allow" -> simulator.access().allow(text(command, "token").orElseThrow(() -> missing("token")));
            case "POST token-lifetime" ->
                simulator.access().setTokenLifetime(seconds(command, "seconds").orElseThrow(() -> missing("seconds")));
            default -> throw new IllegalArgumentException("unknown command: " + what);
        }
    }

    private void addFault(JsonNode command) {
        Operation operation = Operation.valueOf(text(command, "operation").orElseThrow(() -> missing("operation")));
        int times = command.path("times").asInt(1);
        Optional<String> caller = text(command, "caller");
        simulator
                .faults()
                .add(
                        operation,
                        times == 0 ? VpsieFaults.ALWAYS : times,
                        who -> caller.filter(wanted -> !wanted.equals(who)).isEmpty(),
                        fault(command));
    }

    private static Fault fault(JsonNode command) {
        String kind = text(command, "fault").orElseThrow(() -> missing("fault"));
        Duration time = seconds(command, "seconds").orElse(Duration.ZERO);
        int status = command.path("status").asInt(500);
        String message = text(command, "message").orElse("a fault on command");
        return switch (kind) {
            case "LOSE_ANSWER" -> Fault.loseAnswer();
            case "CLOSE_INSTEAD_OF_ANSWER" -> Fault.closeInsteadOfAnswer();
            case "EXECUTE_LATE" -> Fault.executeLate(time);
            case "RESET_BEFORE" -> Fault.resetBefore();
            case "DELAY" -> Fault.delay(time);
            case "SLOW_ANSWER" -> Fault.slowAnswer(time);
            case "HANG" -> Fault.hang(time);
            case "STATUS" ->
                seconds(command, "retryAfter")
                        .map(wait -> Fault.status(status, message, wait))
                        .orElseGet(() -> Fault.status(status, message));
            case "EXECUTED_BUT_STATUS" -> Fault.executedButStatus(status, message);
            case "OK_WITH_ERROR" -> Fault.okWithError(status, message);
            case "UNREADABLE" -> Fault.unreadable();
            default -> throw new IllegalArgumentException("unknown fault: " + kind);
        };
    }

    private void setLatency(JsonNode command) {
        Duration latency = seconds(command, "seconds").orElseThrow(() -> missing("seconds"));
        text(command, "operation")
                .map(Operation::valueOf)
                .ifPresentOrElse(
                        operation -> simulator.faults().latency(operation, latency),
                        () -> simulator.faults().latency(latency));
    }

    private void setTimings(JsonNode command) {
        world.setTimings(old -> new Timings(
                seconds(command, "boot").orElse(old.boot()),
                seconds(command, "ready").orElse(old.ready()),
                seconds(command, "deletion").orElse(old.deletion()),
                seconds(command, "listing").orElse(old.listing())));
    }

    private void setQuota(JsonNode command) {
        world.setQuota(Optional.of(new Quota(
                command.path("machines").asInt(),
                command.path("status").asInt(403),
                text(command, "message").orElse(Quota.WORDINGS.get(0)))));
    }

    private void setDialect(JsonNode command) {
        EnumSet<Quirk> quirks = EnumSet.noneOf(Quirk.class);
        command.path("quirks").forEach(quirk -> quirks.add(Quirk.valueOf(quirk.asText())));
        simulator.speak(quirks.toArray(new Quirk[0]));
        simulator.setPerPage(command.path("perPage").asInt(0));
    }

    private static Optional<String> text(JsonNode command, String field) {
        return Optional.of(command.path(field).asText("")).filter(text -> !text.isEmpty());
    }

    private static Optional<Duration> seconds(JsonNode command, String field) {
        return command.path(field).isNumber()
                ? Optional.of(Duration.ofMillis(Math.round(command.path(field).asDouble() * 1000)))
                : Optional.empty();
    }

    private static IllegalArgumentException missing(String field) {
        return new IllegalArgumentException("the command needs " + field);
    }
}
