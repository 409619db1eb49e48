package com.vpsie.autoscaler.sandbox.kube.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who sends a request, and whether they may. The roles are those in the store, with the ones every cluster starts with;
 * tokens end with this object. Safe for any thread.
 */
public final class Access {
    private static final String BEARER = "Bearer ";

    private final Tokens tokens = new Tokens();
    private final AccountTokens accountTokens;
    private final Rbac rbac;
    private final Reviews reviews;
    private final TokenRequests tokenRequests;
    private final Escalation escalation;
    private final Aggregation aggregation;

    /** Puts the first roles and bindings into the store where they are missing. */
    public Access(ObjectStore store, InstantSource clock) {
        Bootstrap.into(store);
        this.accountTokens = new AccountTokens(store, clock);
        this.rbac = new Rbac(store);
        this.reviews = new Reviews(rbac, this::known);
        this.tokenRequests = new TokenRequests(store, accountTokens, clock);
        this.escalation = new Escalation(store, rbac);
        this.aggregation = new Aggregation(store);
        aggregation.refresh();
    }

    /** The bearer token of a user in these groups, the same until it expires. */
    public String token(String name, List<String> groups) {
        return tokens.of(name, groups);
    }

    /** Ends {@link #token} of a user in these groups; watches that were opened with it go on. */
    public void expire(String name, List<String> groups) {
        tokens.expire(name, groups);
    }

    /** @throws ApiException 401 for credentials that are none of ours */
    private AccountTokens.Known known(String token, List<String> audiences) {
        Optional<AccountTokens.Known> plain = audiences.contains(AccountTokens.ISSUER)
                ? tokens.user(token).map(user -> new AccountTokens.Known(user, List.of(AccountTokens.ISSUER)))
                : Optional.empty();
        return plain.or(() -> accountTokens.check(token, audiences))
                .orElseThrow(() -> ApiException.of(401, "Unauthorized", "Unauthorized"));
    }

    /**
     * Who sent a request.
     *
     * @param authorization the header, empty when there was none
     * @param wanted what the request wants, which decides whom its sender may pose as
     * @throws ApiException 401 for credentials that are none of ours; 403 for posing as somebody without the right
     */
    public User authenticate(String authorization, Impersonation posing, Attributes wanted) {
        User user = authorization.startsWith(BEARER)
                ? known(authorization.substring(BEARER.length()).strip(), List.of(AccountTokens.ISSUER))
                        .user()
                : User.ANONYMOUS;
        return posing.by(user, rbac, wanted);
    }

    /** @throws ApiException 403 when the user may not */
    public void require(User user, Attributes wanted) {
        rbac.require(user, wanted);
    }

    /** Whether the user may, and why. */
    public Verdict judge(User user, Attributes wanted) {
        return rbac.judge(user, wanted);
    }

    /**
     * Answers a review or a request for a token; empty when the path is neither. Whether the user may ask is looked at
     * before.
     *
     * @param body read only when it is one
     */
    public Optional<ObjectNode> review(
            User user, Attributes wanted, String method, String path, Supplier<ObjectNode> body) {
        boolean token = wanted.group().isEmpty() && wanted.fullResource().equals("serviceaccounts/token");
        Optional<ReviewKind> kind = ReviewKind.find(wanted, path);
        if (!token && kind.isEmpty()) {
            return Optional.empty();
        }
        if (!token && !wanted.name().isEmpty()) {
            throw ApiException.of(
                    HttpURLConnection.HTTP_NOT_FOUND, "NotFound", "the server could not find the requested resource");
        }
        if (!method.equals("POST")) {
            throw ApiException.of(
                    HttpURLConnection.HTTP_BAD_METHOD,
                    "MethodNotAllowed",
                    "the server does not allow this method on the requested resource");
        }
        return Optional.of(
                token
                        ? tokenRequests.answer(wanted.namespace(), wanted.name(), body.get())
                        : reviews.answer(kind.orElseThrow(), user, wanted.namespace(), body.get()));
    }

    /** Whether a write of a user must be tried with {@link #checkGrant} before it is carried out. */
    public boolean grantsRights(User user, ResourceKind kind) {
        return !user.isMaster() && kind.group().equals("rbac.authorization.k8s.io");
    }

    /**
     * @param object as it would be stored
     * @throws ApiException 403 when it gives away what the user does not have
     */
    public void checkGrant(User user, ResourceKind kind, ObjectNode object) {
        escalation.check(user, kind, object);
    }

    /** To be called after every write: aggregated roles follow those they are made of. */
    public void written(ResourceKind kind) {
        if (kind.kind().equals("ClusterRole")) {
            aggregation.refresh();
        }
    }
}
