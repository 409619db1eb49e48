package com.vpsie.autoscaler.sandbox.kube;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.vpsie.autoscaler.sandbox.kube.Gatekeeper.Caller;
import com.vpsie.autoscaler.sandbox.kube.access.Access;
import com.vpsie.autoscaler.sandbox.kube.access.Attributes;
import com.vpsie.autoscaler.sandbox.kube.access.User;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.openapi.OpenApi;
import com.vpsie.autoscaler.sandbox.kube.print.Presenter;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Every request's way: who, what, which fault, the answer, the log. Safe for any thread. */
final class ApiHandler implements HttpHandler {
    private static final Logger LOG = Logger.getLogger(ApiHandler.class.getName());
    private static final Set<String> HEALTH = Set.of("/readyz", "/livez", "/healthz");

    private final ObjectStore store;
    private final Gatekeeper gate;
    private final WriteLog writes;
    private final Faults faults;
    private final FaultsEndpoint control;
    private final ResourceEndpoint resources;
    private final Discovery discovery;
    private final OpenApi openApi;

    ApiHandler(ObjectStore store, Access access, AccessLog asked, WriteLog writes, Faults faults) {
        this.store = store;
        this.gate = new Gatekeeper(access, asked);
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
            return;
        }
        Caller caller;
        try {
            caller = gate.identify(exchange);
            if (HEALTH.contains(path.replaceFirst("(/[a-z]+)/.*", "$1"))) {
                gate.require(caller);
                send(exchange, 200, "text/plain; charset=utf-8", "ok".getBytes(StandardCharsets.UTF_8));
                return;
            }
        } catch (ApiException e) {
            send(exchange, Answer.of(e));
            return;
        }
        route(exchange, caller, Call.read(exchange, caller.user().name()));
    }

    private void route(HttpExchange exchange, Caller caller, Call call) throws IOException, InterruptedException {
        if (call.path().startsWith(FaultsEndpoint.PATH) && !caller.user().equals(User.ANONYMOUS)) {
            control.answer(call).send(exchange);
            return;
        }
        Optional<Address> address = Address.parse(store.kinds(), call.path());
        Attributes wanted = caller.wanted();
        if (address.isPresent() && !wanted.fullResource().equals("serviceaccounts/token")) {
            serveResource(exchange, caller, call, address.get());
            return;
        }
        Mishap mishap = faults.take(call, wanted.verb(), wanted.fullResource(), wanted.name());
        Optional<Answer> instead = mishap.before();
        Answer answer = instead.isPresent() ? instead.get() : attempt(() -> withoutResource(caller, call));
        send(exchange, mishap.after(answer), mishap);
    }

    private Answer withoutResource(Caller caller, Call call) {
        gate.require(caller);
        Optional<Answer> review = gate.review(caller, call);
        if (review.isPresent()) {
            return review.get();
        }
        return call.method().equals("GET")
                ? discovery
                        .answer(call.path(), call.accept())
                        .or(() -> openApi.answer(call.path()))
                        .map(Answer::ok)
                        .orElseGet(ApiHandler::nothingThere)
                : nothingThere();
    }

    private static Answer nothingThere() {
        return Answer.of(ApiException.of(404, "NotFound", "the server could not find the requested resource"));
    }

    private void serveResource(HttpExchange exchange, Caller caller, Call call, Address at)
            throws IOException, InterruptedException {
        String verb = call.verb(at);
        String name = nameOf(call, at);
        Mishap mishap = faults.take(call, verb, at.resource(), name);
        Optional<Answer> instead = mishap.before();
        if (verb.equals("watch") && instead.isEmpty()) {
            watch(exchange, caller, call, at);
            return;
        }
        Answer answer = instead.isPresent() ? instead.get() : attempt(() -> carryOut(caller, call, at));
        if (Fault.WRITES.contains(verb)) {
            log(call, at, verb, name, answer, mishap);
        }
        Answer told = mishap.after(presented(call, at, answer));
        call.warnings()
                .forEach(text -> exchange.getResponseHeaders()
                        .add("Warning", "299 - \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
        send(exchange, told, mishap);
    }

    private Answer carryOut(Caller caller, Call call, Address at) {
        gate.require(caller);
        // an answer in a form that is not served is refused before anything is done
        call.representation();
        return gate.carryOut(caller, call, at, asked -> resources.answer(asked, at));
    }

    private Answer presented(Call call, Address at, Answer answer) {
        String kind = answer.body().path("kind").asText();
        boolean ours = kind.equals(at.kind().kind()) || kind.equals(at.kind().kind() + "List");
        if (answer.code() >= 300 || !ours) {
            return answer;
        }
        Presenter presenter = new Presenter(store.kinds(), at.kind(), call.representation(), InstantSource.system());
        return new Answer(answer.code(), presenter.present(answer.body()));
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

    private void watch(HttpExchange exchange, Caller caller, Call call, Address at)
            throws IOException, InterruptedException {
        try {
            gate.require(caller);
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
        } catch (RuntimeException | LinkageError | StackOverflowError bug) {
            // unanswered, the request would hang: the JDK's server drops it without closing the connection
            LOG.log(Level.WARNING, "a bug in the embedded Kubernetes API", bug);
            return Answer.of(ApiException.of(500, "InternalError", "a bug in the embedded API: " + bug));
        }
    }

    private void log(Call call, Address at, String verb, String name, Answer answer, Mishap mishap) {
        String kind = at.kind().qualifiedPlural() + (at.subresource().isEmpty() ? "" : "/" + at.subresource());
        boolean accepted = answer.code() < 300;
        boolean generated = accepted && name.isEmpty() && verb.equals("create");
        writes.append(new WriteLog.Entry(
                call.received(),
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
        send(exchange, answer.code(), answer.contentType(), answer.bytes());
    }

    private static void send(HttpExchange exchange, int code, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
