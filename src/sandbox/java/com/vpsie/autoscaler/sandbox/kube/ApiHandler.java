package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.vpsie.autoscaler.sandbox.kube.Fault.Action;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Every request's way: who, what, which fault, the answer, the log. Safe for any thread. */
final class ApiHandler implements HttpHandler {
    private static final Set<String> HEALTH = Set.of("/readyz", "/livez", "/healthz");
    private static final String REVIEW = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private final ObjectStore store;
    private final Function<String, Optional<String>> userOfToken;
    private final WriteLog writes;
    private final Faults faults;
    private final FaultsEndpoint control;
    private final ResourceEndpoint resources;
    private final Discovery discovery;
    private final OpenApi openApi;

    ApiHandler(ObjectStore store, Function<String, Optional<String>> userOfToken, WriteLog writes, Faults faults) {
        this.store = store;
        this.userOfToken = userOfToken;
        this.writes = writes;
        this.faults = faults;
        this.control = new FaultsEndpoint(faults, writes);
        this.resources = new ResourceEndpoint(store);
        this.discovery = new Discovery(store.kinds());
        this.openApi = new OpenApi(store.kinds());
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            serve(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        if (Call.header(exchange, "Upgrade").equalsIgnoreCase("websocket")) {
            // fabric8 then falls back to the streaming watch; 400 or 404 would make it give up
            send(exchange, Answer.of(ApiException.of(503, "ServiceUnavailable", "no websockets here")));
        } else if (HEALTH.contains(path.replaceFirst("(/[a-z]+)/.*", "$1"))) {
            send(exchange, 200, "text/plain; charset=utf-8", "ok".getBytes(StandardCharsets.UTF_8));
        } else {
            String authorization = Call.header(exchange, "Authorization");
            Optional<String> user = authorization.startsWith("Bearer ")
                    ? userOfToken.apply(
                            authorization.substring("Bearer ".length()).strip())
                    : Optional.empty();
            if (user.isEmpty()) {
                send(exchange, Answer.of(ApiException.of(401, "Unauthorized", "Unauthorized")));
            } else {
                route(exchange, Call.read(exchange, user.get()));
            }
        }
    }

    private void route(HttpExchange exchange, Call call) throws IOException, InterruptedException {
        if (call.path().startsWith(FaultsEndpoint.PATH)) {
            FaultsEndpoint.Reply reply = control.answer(call);
            send(exchange, reply.code(), reply.contentType(), reply.body());
            return;
        }
        Optional<Address> address = Address.parse(store.kinds(), call.path());
        if (address.isPresent()) {
            serveResource(exchange, call, address.get());
            return;
        }
        String resource = call.path().equals(REVIEW) ? "selfsubjectaccessreviews" : "";
        String verb = call.method().equals("GET") ? "get" : "create";
        Optional<Faults.Active> fault = faults.take(call.user(), verb, resource, "");
        Optional<Answer> instead = before(fault);
        Answer answer = instead.isPresent() ? instead.get() : attempt(() -> withoutResource(call));
        after(fault);
        send(exchange, answer, fault);
    }

    private Answer withoutResource(Call call) {
        if (call.path().equals(REVIEW) && call.method().equals("POST")) {
            ObjectNode review = call.object();
            review.putObject("status").put("allowed", true).put("reason", "everybody may do everything here");
            return new Answer(201, review);
        }
        return call.method().equals("GET")
                ? discovery
                        .answer(call.path())
                        .or(() -> openApi.answer(call.path()))
                        .map(Answer::ok)
                        .orElseGet(ApiHandler::nothingThere)
                : nothingThere();
    }

    private static Answer nothingThere() {
        return Answer.of(ApiException.of(404, "NotFound", "the server could not find the requested resource"));
    }

    private void serveResource(HttpExchange exchange, Call call, Address at) throws IOException, InterruptedException {
        String verb = call.verb(at);
        String name = nameOf(call, at);
        Optional<Faults.Active> fault = faults.take(call.user(), verb, at.resource(), name);
        Optional<Answer> instead = before(fault);
        if (verb.equals("watch") && instead.isEmpty()) {
            watch(exchange, call, at);
            return;
        }
        Answer answer = instead.isPresent() ? instead.get() : attempt(() -> resources.answer(call, at));
        if (Fault.WRITES.contains(verb)) {
            log(call, at, verb, name, answer, fault);
        }
        after(fault);
        call.warnings()
                .forEach(text -> exchange.getResponseHeaders()
                        .add("Warning", "299 - \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
        send(exchange, answer, fault);
    }

    private static String nameOf(Call call, Address at) {
        if (!at.name().isEmpty() || !call.method().equals("POST")) {
            return at.name();
        }
        try {
            return Meta.name(call.object());
        } catch (ApiException e) {
            // the request will be refused for the same reason; the log has it without a name
            return "";
        }
    }

    private void watch(HttpExchange exchange, Call call, Address at) throws IOException, InterruptedException {
        try {
            new WatchStream(store, faults, call, at).run(exchange);
        } catch (ApiException e) {
            send(exchange, Answer.of(e));
        }
    }

    private static Answer attempt(Supplier<Answer> action) {
        try {
            return action.get();
        } catch (ApiException e) {
            return Answer.of(e);
        }
    }

    /** What a fault does before the request is carried out, or the answer it gives instead of that. */
    private static Optional<Answer> before(Optional<Faults.Active> fault) throws IOException, InterruptedException {
        if (fault.isEmpty()) {
            return Optional.empty();
        }
        Action action = fault.get().fault().action();
        if (action instanceof Fault.Latency latency) {
            fault.get().pause(latency.time());
        } else if (action instanceof Fault.Hang) {
            fault.get().hang();
            throw new IOException("hung until the fault was removed");
        } else if (action instanceof Fault.Reset) {
            throw new IOException("reset on command");
        } else if (action instanceof Fault.Status status) {
            return Optional.of(Answer.of(ApiException.of(status.code(), Fault.reasonOf(status.code()), "on command")));
        }
        return Optional.empty();
    }

    private static void after(Optional<Faults.Active> fault) throws IOException, InterruptedException {
        if (fault.isPresent()) {
            Action action = fault.get().fault().action();
            if (action instanceof Fault.SlowAnswer slow) {
                fault.get().pause(slow.time());
            } else if (action instanceof Fault.AnswerLost) {
                throw new IOException("answer lost on command");
            }
        }
    }

    private void log(Call call, Address at, String verb, String name, Answer answer, Optional<Faults.Active> fault) {
        String kind = at.kind().qualifiedPlural() + (at.subresource().isEmpty() ? "" : "/" + at.subresource());
        boolean accepted = answer.code() < 300;
        boolean generated = accepted && name.isEmpty() && verb.equals("create");
        writes.append(new WriteLog.Entry(
                Instant.now(),
                call.user(),
                verb,
                kind,
                at.namespace(),
                generated ? Meta.name(answer.body()) : name,
                accepted ? Meta.version(answer.body()) : "",
                answer.code(),
                fault.map(active -> active.fault().action().getClass().getSimpleName())
                        .orElse("")));
    }

    private static void send(HttpExchange exchange, Answer answer, Optional<Faults.Active> fault) throws IOException {
        fault.map(active -> active.fault().action())
                .filter(Fault.Status.class::isInstance)
                .flatMap(action -> ((Fault.Status) action).retryAfter())
                .ifPresent(wait -> exchange.getResponseHeaders().set("Retry-After", Long.toString(wait.toSeconds())));
        send(exchange, answer);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        send(exchange, answer.code(), "application/json", Json.bytes(answer.body()));
    }

    private static void send(HttpExchange exchange, int code, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
