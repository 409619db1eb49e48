package com.vpsie.autoscaler.sandbox.vpsie;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who may come in: static tokens without an end, and access tokens given for client id and secret, which expire. A
 * token may come as {@code Authorization: Bearer …} or as {@code Vpsie-Auth: …}. Thread-safe.
 */
public final class Access {
    /** The static token at the start. */
    public static final String TOKEN = "sandbox-token";

    /** The client at the start. */
    public static final String CLIENT_ID = "sandbox-client";

    /** Its secret. */
    public static final String CLIENT_SECRET = "sandbox-secret";

    private static final String BEARER = "Bearer ";

    private final InstantSource time;
    private final Map<String, Instant> tokens = new HashMap<>(Map.of(TOKEN, Instant.MAX));
    private final Map<String, String> clients = new HashMap<>(Map.of(CLIENT_ID, CLIENT_SECRET));
    private Duration lifetime = Duration.ofHours(1);

    Access(InstantSource time) {
        this.time = time;
    }

    /** An access token and the instant of its end. */
    public record Issued(String token, Instant expires) {}

    /** Lets a static token in. */
    public synchronized void allow(String token) {
        tokens.put(token, Instant.MAX);
    }

    /** Lets a client fetch tokens, or changes its secret. */
    public synchronized void allowClient(String clientId, String secret) {
        clients.put(clientId, secret);
    }

    /** How long access tokens issued from now on are good. */
    public synchronized void setTokenLifetime(Duration time) {
        lifetime = time;
    }

    /** A token is good no more. */
    public synchronized void revoke(String token) {
        tokens.remove(token);
    }

    /** Every access token that was issued is good no more; static ones stay. */
    public synchronized void revokeIssued() {
        tokens.values().removeIf(end -> !end.equals(Instant.MAX));
    }

    /** An access token, if the secret is the client's. */
    synchronized Optional<Issued> issue(String clientId, String secret) {
        if (!secret.equals(clients.get(clientId))) {
            return Optional.empty();
        }
        Issued issued = new Issued("access-" + UUID.randomUUID(), time.instant().plus(lifetime));
        tokens.put(issued.token(), issued.expires());
        return Optional.of(issued);
    }

    /** Whether either header carries a good token. */
    synchronized boolean admits(Optional<String> authorization, Optional<String> vpsieAuth) {
        return authorization
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()))
                .or(() -> vpsieAuth)
                .map(tokens::get)
                .filter(end -> time.instant().isBefore(end))
                .isPresent();
    }
}
