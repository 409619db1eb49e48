package com.vpsie.autoscaler.vpsie;

import com.vpsie.autoscaler.config.Settings.SecretName;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The rules of the Secret's keys: {@code token}, or {@code clientId} with {@code clientSecret}, and {@code url}. With
 * both kinds {@code token} wins, as in the Go controller. Other keys are left alone: discovery keeps its own there.
 */
final class CredentialRules {
    private final SecretName secret;
    private final boolean allowHttp;

    CredentialRules(SecretName secret, boolean allowHttp) {
        this.secret = secret;
        this.allowHttp = allowHttp;
    }

    /** @throws Broken with one message that names the Secret, the key and the rule, never a value */
    VpsieCredentials read(Map<String, String> data) throws Broken {
        Optional<URI> url = url(data);
        if (has(data, "token")) {
            return new VpsieCredentials.Token(value(data, "token"), url);
        }
        boolean id = has(data, "clientId");
        boolean pass = has(data, "clientSecret");
        if (id && pass) {
            return new VpsieCredentials.ClientPair(value(data, "clientId"), value(data, "clientSecret"), url);
        }
        if (id || pass) {
            throw broken("key " + (id ? "clientSecret" : "clientId") + " is missing or empty: "
                    + "clientId and clientSecret are needed together");
        }
        if (data.containsKey("token")) {
            throw broken("key token is empty: it must hold VPSie's API token");
        }
        throw broken("has neither key token nor the keys clientId and clientSecret; its keys are: "
                + (data.isEmpty() ? "none" : String.join(", ", new TreeSet<>(data.keySet()))));
    }

    /** The message for a Secret that cannot be read at all. */
    String message(String rule) {
        return "Secret " + secret.namespace() + "/" + secret.name() + ": " + rule;
    }

    private Optional<URI> url(Map<String, String> data) throws Broken {
        String text = data.getOrDefault("url", "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(BaseUrl.checked(text, allowHttp));
        } catch (IllegalArgumentException e) {
            throw broken("key url " + e.getMessage());
        }
    }

    private static boolean has(Map<String, String> data, String key) {
        return !data.getOrDefault(key, "").isBlank();
    }

    /** Files end with a newline, so Secrets made from files do: the ends are stripped, the inside must be clean. */
    private String value(Map<String, String> data, String key) throws Broken {
        String value = data.getOrDefault(key, "").strip();
        if (value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw broken("key " + key + " has a blank, a control character or a letter outside ASCII inside");
        }
        return value;
    }

    private Broken broken(String rule) {
        return new Broken(message(rule));
    }

    /** The Secret breaks a rule. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }

        /** {@link #getMessage} that is never null. */
        String text() {
            return String.valueOf(getMessage());
        }
    }
}
