package com.vpsie.autoscaler.sandbox.vpsie;

import com.sun.net.httpserver.HttpExchange;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry.Answer;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry.Effect;
import com.vpsie.autoscaler.sandbox.vpsie.Fault.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTTP side: reads a request to its end, checks the token, plays the fault that is due, and sends the answer. A
 * delay parks no thread. Thread-safe.
 */
final class Front {
    private static final Logger LOG = Logger.getLogger(Front.class.getName());
    private static final Pattern COMMENT = Pattern.compile("\\(([^()]*)\\)\\s*$");
    private static final Pattern PAGE = Pattern.compile("(?:^|&)page=(\\d{1,6})(?:&|$)");

    private final VpsieWorld world;
    private final Access access;
    private final VpsieFaults faults;
    private final Desk desk;
    private final ScheduledExecutorService timer;
    private final RequestCounts counts;
    private final Gate gate;
    private volatile Writing writing = new Writing(Set.of(), 0);

    Front(
            VpsieWorld world,
            Access access,
            VpsieFaults faults,
            RequestCounts counts,
            ScheduledExecutorService timer,
            Gate gate) {
        this.world = world;
        this.access = access;
        this.faults = faults;
        this.counts = counts;
        this.timer = timer;
        this.gate = gate;
        this.desk = new Desk(world, access);
    }

    Writing writing() {
        return writing;
    }

    void speak(Set<Quirk> quirks, int perPage) {
        EnumSet<Quirk> copy = EnumSet.noneOf(Quirk.class);
        copy.addAll(quirks);
        writing = new Writing(copy, perPage);
    }

    void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Optional<Route> route =
                Route.of(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
        if (route.isEmpty()) {
            send(exchange, writing.error(404, 404, "no such endpoint"), Answer.SENT);
            return;
        }
        Call call = new Call(caller(exchange), world.now());
        Request request = new Request(route.get(), call, body, page(exchange));
        counts.count(request.operation(), call.caller());
        if (request.operation() != Operation.AUTH && !admitted(exchange)) {
            send(
                    exchange,
                    turnAway(request, Effect.REFUSED, writing.error(401, 401, "token is not valid")),
                    Answer.SENT);
            return;
        }
        play(exchange, request, faults.take(request.operation(), call.caller()));
    }

    private void play(HttpExchange exchange, Request request, Fault fault) {
        if (fault.connection().first()) {
            breakOff(exchange, fault.connection());
        }
        Duration wait = fault.executeAfter().plus(faults.latency(request.operation()));
        after(wait, exchange, () -> {
            Reply truth = fault.executes()
                    ? desk.serve(request, writing)
                    : turnAway(request, Effect.NOT_EXECUTED, writing.error(0, 0, "a fault came first"));
            after(fault.answerAfter(), exchange, () -> end(exchange, fault, truth));
        });
    }

    private void end(HttpExchange exchange, Fault fault, Reply truth) {
        if (fault.connection() != Connection.ANSWERED) {
            // before the client can see it, so that whoever sees it finds it in the log
            mark(truth.entry(), Answer.LOST);
            breakOff(exchange, fault.connection());
        } else if (fault.instead().isPresent()) {
            send(exchange, bent(fault.instead().get(), truth), fault.executes() ? Answer.BENT : Answer.SENT);
        } else {
            send(exchange, truth, Answer.SENT);
        }
    }

    private Reply bent(Fault.Instead instead, Reply truth) {
        Reply error = writing.error(instead.status(), instead.code(), instead.message());
        return new Reply(error.status(), error.body(), instead.retryAfter(), truth.entry(), instead.readable());
    }

    private Reply turnAway(Request request, Effect effect, Reply reply) {
        if (!request.operation().mutates()) {
            return reply;
        }
        String why = reply.body().path("message").asText();
        return reply.about(world.turnedAway(
                request.call(), request.operation(), desk.subject(request), effect, reply.status(), why));
    }

    private void send(HttpExchange exchange, Reply reply, Answer answer) {
        byte[] bytes = (reply.readable() ? reply.body().toString() : "<html><body>gateway</bo")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", reply.readable() ? "application/json; charset=utf-8" : "text/html");
        reply.retryAfter()
                .ifPresent(time -> exchange.getResponseHeaders().set("Retry-After", Long.toString(time.toSeconds())));
        mark(reply.entry(), gate.abandoned(exchange.getRemoteAddress()) ? Answer.LOST : answer);
        try (exchange) {
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException gone) {
            LOG.log(Level.FINE, "the client had gone before its answer", gone);
            mark(reply.entry(), Answer.LOST);
        }
    }

    private void breakOff(HttpExchange exchange, Connection how) {
        if (how.reset()) {
            gate.reset(exchange.getRemoteAddress());
        }
        exchange.close();
    }

    private void mark(OptionalLong entry, Answer answer) {
        entry.ifPresent(number -> world.log().answered(number, answer));
    }

    private void after(Duration wait, HttpExchange exchange, Runnable step) {
        if (wait.isZero()) {
            guarded(exchange, step);
        } else {
            timer.schedule(() -> guarded(exchange, step), wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static void guarded(HttpExchange exchange, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException defect) {
            LOG.log(Level.SEVERE, "the simulator failed at " + exchange.getRequestURI(), defect);
            exchange.close();
        }
    }

    private boolean admitted(HttpExchange exchange) {
        return access.admits(
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Vpsie-Auth")));
    }

    private static String caller(HttpExchange exchange) {
        String agent = Optional.ofNullable(exchange.getRequestHeaders().getFirst("User-Agent"))
                .orElse("");
        Matcher comment = COMMENT.matcher(agent);
        return comment.find() ? comment.group(1) : agent;
    }

    private static int page(HttpExchange exchange) {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        Matcher matcher = PAGE.matcher(query);
        return matcher.find() ? Math.max(1, Integer.parseInt(matcher.group(1))) : 1;
    }
}
