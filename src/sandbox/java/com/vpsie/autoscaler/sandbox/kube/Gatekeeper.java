package com.vpsie.autoscaler.sandbox.kube;

import com.sun.net.httpserver.HttpExchange;
import com.vpsie.autoscaler.sandbox.kube.access.Access;
import com.vpsie.autoscaler.sandbox.kube.access.Attributes;
import com.vpsie.autoscaler.sandbox.kube.access.Impersonation;
import com.vpsie.autoscaler.sandbox.kube.access.User;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Stands between requests and what they want. Safe for any thread. */
final class Gatekeeper {
    private static final Set<String> CHANGING = Set.of("create", "update", "patch");
    private static final Set<String> OF_ROLES = Set.of(BuiltinKinds.CLUSTER_ROLE.plural(), BuiltinKinds.ROLE.plural());

    private final Access access;
    private final AccessLog asked;

    Gatekeeper(Access access, AccessLog asked) {
        this.access = access;
        this.asked = asked;
    }

    /** Somebody, and what they want. */
    record Caller(User user, Attributes wanted) {}

    /** @throws ApiException 401, or 403 for posing as somebody */
    Caller identify(HttpExchange exchange) {
        Attributes wanted = Attributes.of(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                Call.query(exchange.getRequestURI().getRawQuery()));
        Impersonation posing = Impersonation.of(exchange.getRequestHeaders());
        return new Caller(access.authenticate(Call.header(exchange, "Authorization"), posing, wanted), wanted);
    }

    /** @throws ApiException 403 */
    void require(Caller caller) {
        boolean allowed = access.judge(caller.user(), caller.wanted()).allowed();
        asked.note(caller.user().name(), caller.wanted(), allowed);
        if (!allowed) {
            access.require(caller.user(), caller.wanted());
        }
    }

    /** The answer to a review or a request for a token; empty when it is something else. */
    Optional<Answer> review(Caller caller, Call call) {
        return access.review(caller.user(), caller.wanted(), call.method(), call.path(), call::object)
                .map(body -> new Answer(201, body));
    }

    /** Carries out a request on an object; of one that grants rights only what its sender may grant. */
    Answer carryOut(Caller caller, Call call, Address at, Function<Call, Answer> action) {
        boolean changing = CHANGING.contains(caller.wanted().verb());
        if (changing && access.grantsRights(caller.user(), at.kind())) {
            Answer tried = action.apply(call.asDryRun());
            if (tried.code() < 300) {
                access.checkGrant(caller.user(), at.kind(), tried.body());
            }
        }
        Answer answer = action.apply(call);
        if (OF_ROLES.contains(at.kind().plural())
                && answer.code() < 300
                && !caller.wanted().verb().equals("get")) {
            access.written(at.kind());
        }
        return answer;
    }
}
