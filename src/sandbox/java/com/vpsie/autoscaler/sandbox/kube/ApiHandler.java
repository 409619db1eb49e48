package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
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
        this.control = FaultsEndpoint.besideTheApi(faults, writes);
        this.resources = new ResourceEndpoint(store);
        this.discovery = new Discovery(store.kinds());
        this.openApi = new OpenApi(store.kinds());
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            serve(exchange);
        } catch (Mishap.ConnectionReset e) {
            faults.reset(exchange.getRemoteAddress());
            throw e;
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
            control.answer(call).send(exchange);
            return;
        }
        Optional<Address> address = Address.parse(store.kinds(), call.path());
        if (address.isPresent()) {
            serveResource(exchange, call, address.get());
            return;
        }
        String resource = call.path().equals(REVIEW) ? "selfsubjectaccessreviews" : "";
        String verb = call.method().equals("GET") ? "get" : "create";
        Mishap mishap = faults.take(call, verb, resource, "");
        Optional<Answer> instead = mishap.before();
        Answer answer = instead.isPresent() ? instead.get() : attempt(() -> withoutResource(call));
        send(exchange, mishap.after(answer), mishap);
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
        Mishap mishap = faults.take(call, verb, at.resource(), name);
        Optional<Answer> instead = mishap.before();
        if (verb.equals("watch") && instead.isEmpty()) {
            watch(exchange, call, at);
            return;
        }
        Answer answer = instead.isPresent() ? instead.get() : attempt(() -> resources.answer(call, at));
        if (Fault.WRITES.contains(verb)) {
            log(call, at, verb, name, answer, mishap);
        }
        Answer told = mishap.after(answer);
        call.warnings()
                .forEach(text -> exchange.getResponseHeaders()
                        .add("Warning", "299 - \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
        send(exchange, told, mishap);
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

    private void log(Call call, Address at, String verb, String name, Answer answer, Mishap mishap) {
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
                mishap.name()));
    }

    private static void send(HttpExchange exchange, Answer answer, Mishap mishap) throws IOException {
        mishap.retryAfter()
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
