package com.vpsie.autoscaler.vpsie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vpsie.autoscaler.leader.core.NotLeaderException;
import com.vpsie.autoscaler.leader.core.Term;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * The mutations, each sent at most once; once more only after a 401, which is definite, with another token. Order of
 * one request: token, circuit, rate limit, connection, budget of the term, bytes. Thread-safe.
 */
final class HttpVpsieWriter implements VpsieWriter {
    private final AccessSource access;
    private final CallGuard guard;
    private final AtMostOnceExchange exchange;
    private final VpsieLimits limits;
    private final InstantSource clock;
    private final String userAgent;

    HttpVpsieWriter(
            AccessSource access,
            CallGuard guard,
            AtMostOnceExchange exchange,
            VpsieLimits limits,
            InstantSource clock,
            String userAgent) {
        this.access = access;
        this.guard = guard;
        this.exchange = exchange;
        this.limits = limits;
        this.clock = clock;
        this.userAgent = userAgent;
    }

    @Override
    public Outcome<AddedNode> addNode(Term term, String clusterId, long groupId) {
        String path = "/k8s/cluster/byId/" + segment(clusterId) + "/add/slave/group/" + groupId;
        return mutate(term, new Mutation("POST", path, Optional.empty()), this::added);
    }

    @Override
    public Outcome<Boolean> createGroup(Term term, String clusterId, String name, long sizeId) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("clusterIdentifier", clusterId)
                .put("groupName", name)
                .put("KubeSizeID", sizeId)
                .toString();
        return mutate(term, new Mutation("POST", "/k8s/cluster/add/group", Optional.of(body)), root -> confirmed(root));
    }

    @Override
    public Outcome<Boolean> deleteNode(Term term, String clusterId, String identifier) {
        if (!access.dialect().deletesByIdentifier()) {
            return new Outcome.Refused<>(
                    VpsieErrorCode.UNSUPPORTED,
                    "dialect apps-v2 cannot delete a machine by identifier, and never lets VPSie choose the victim",
                    Optional.empty());
        }
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("identifier", identifier)
                .toString();
        String path = "/k8s/cluster/byId/" + segment(clusterId) + "/delete/slave";
        return mutate(term, new Mutation("DELETE", path, Optional.of(body)), HttpVpsieWriter::gone);
    }

    @Override
    public Outcome<Boolean> deleteGroup(Term term, String clusterId, long groupId) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        String body = json.objectNode()
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                        "deleteStatistic",
                        json.objectNode().put("reason", "autoscaler").put("note", "the NodeGroup was deleted"))
                .toString();
        String path = "/k8s/cluster/delete/group/" + groupId;
        return mutate(term, new Mutation("DELETE", path, Optional.of(body)), HttpVpsieWriter::gone);
    }

    private record Mutation(String method, String path, Optional<String> body) {
        String name() {
            return method + " " + path;
        }
    }

    /** What a success answer means; empty means it cannot be read. */
    private Optional<AddedNode> added(JsonNode root) {
        JsonNode data = root.path("data");
        if (data.isBoolean() || data.isTextual()) {
            return data.asBoolean(false)
                    ? Optional.of(new AddedNode(Optional.empty(), Optional.empty()))
                    : Optional.empty();
        }
        String identifier = Listings.text(data, "identifier");
        if (!identifier.isEmpty() || data.path("id").asLong(0) != 0) {
            return Optional.of(new AddedNode(told(identifier), told(Listings.text(data, "hostname"))));
        }
        boolean nothingTold = data.isMissingNode() || data.isNull();
        return nothingTold && access.dialect().answersWithoutData() && root.has("error")
                ? Optional.of(new AddedNode(Optional.empty(), Optional.empty()))
                : Optional.empty();
    }

    private static Optional<Boolean> confirmed(JsonNode root) {
        return root.isObject() && (root.has("error") || root.has("data")) ? Optional.of(true) : Optional.empty();
    }

    /** An empty 2xx is how some DELETEs say yes; repeating one would be harmless anyway. */
    private static Optional<Boolean> gone(JsonNode root) {
        return root.isMissingNode() ? Optional.of(true) : confirmed(root);
    }

    private <T> Outcome<T> mutate(Term term, Mutation mutation, Function<JsonNode, Optional<T>> meaning) {
        try {
            Access first = access.current();
            Outcome<T> outcome = once(term, mutation, first, meaning);
            if (outcome instanceof Outcome.Refused<T> refused && refused.code() == VpsieErrorCode.UNAUTHORIZED) {
                Optional<Access> second = access.renewed(first);
                return second.isPresent() ? once(term, mutation, second.get(), meaning) : outcome;
            }
            return outcome;
        } catch (VpsieException e) { // no token, so nothing was sent, or only what VPSie answered with 401
            return new Outcome.Refused<>(e.code(), mutation.name() + ": " + e.text(), e.retryAfter());
        }
    }

    private <T> Outcome<T> once(Term term, Mutation mutation, Access with, Function<JsonNode, Optional<T>> meaning) {
        HttpUriRequestBase request = request(mutation, with);
        try {
            guard.admit(mutation.method());
        } catch (CallGuard.Rejected e) {
            return new Outcome.Refused<>(e.code(), mutation.name() + " not sent: " + e.text(), e.retryAfter());
        }
        long start = clock.millis();
        try {
            VpsieAnswer answer = exchange.send(request, () -> term.requireBudget(limits.startBudget()));
            Verdict verdict = AnswerParser.judge(answer);
            guard.answered(mutation.method(), answer, verdict, Duration.ofMillis(clock.millis() - start));
            return settled(mutation, with, answer, verdict, meaning);
        } catch (NotLeaderException e) {
            guard.abandoned();
            throw e;
        } catch (AtMostOnceExchange.Broken e) {
            guard.broke(mutation.method(), e.code(), Duration.ofMillis(clock.millis() - start));
            String message = mutation.name() + ": " + e.text();
            return e.sent()
                    ? new Outcome.Unknown<>(e.code(), message)
                    : new Outcome.Refused<>(e.code(), message, Optional.empty());
        }
    }

    private static <T> Outcome<T> settled(
            Mutation mutation,
            Access with,
            VpsieAnswer answer,
            Verdict verdict,
            Function<JsonNode, Optional<T>> meaning) {
        String prefix = mutation.name() + ": HTTP " + answer.status() + ": ";
        if (verdict instanceof Verdict.Failure failure) {
            String message = prefix + with.redact(failure.message());
            return failure.definite()
                    ? new Outcome.Refused<>(failure.code(), message, answer.retryAfter())
                    : new Outcome.Unknown<>(failure.code(), message);
        }
        return meaning.apply(((Verdict.Success) verdict).root())
                .<Outcome<T>>map(Outcome.Done::new)
                .orElseGet(() -> new Outcome.Unknown<>(
                        VpsieErrorCode.UNREADABLE, prefix + "success, but the answer cannot be read"));
    }

    private HttpUriRequestBase request(Mutation mutation, Access with) {
        HttpUriRequestBase request =
                new HttpUriRequestBase(mutation.method(), URI.create(with.base() + mutation.path()));
        request.setHeader(with.dialect().authHeader(), with.authValue());
        request.setHeader("User-Agent", userAgent);
        request.setHeader("Accept", "application/json");
        mutation.body().ifPresent(body -> request.setEntity(AtMostOnceExchange.body(body, "application/json")));
        return request;
    }

    private static Optional<String> told(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Encoded for one path segment. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
