package com.vpsie.autoscaler.vpsie;

import java.net.URI;
import java.util.Optional;

/**
 * What the Secret holds, already checked: a fixed token, or a pair that buys short-lived ones. Immutable. {@code
 * toString} of every kind leaves the secret parts out, so a value may stand in a message or an event by mistake.
 */
public sealed interface VpsieCredentials {
    /** The API's address as the Secret gives it, with or without the dialect's base path. */
    Optional<URI> url();

    /** A token that never expires by itself. */
    record Token(String token, Optional<URI> url) implements VpsieCredentials {
        @Override
        public String toString() {
            return "Token[***, url=" + url.map(URI::toString).orElse("default") + "]";
        }
    }

    /** A client that logs in at {@code POST {base}/auth/from/api}. */
    record ClientPair(String clientId, String clientSecret, Optional<URI> url) implements VpsieCredentials {
        @Override
        public String toString() {
            return "ClientPair[***, url=" + url.map(URI::toString).orElse("default") + "]";
        }
    }
}
