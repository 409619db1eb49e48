package com.vpsie.autoscaler.sandbox.kube.access;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Random tokens of users that were asked for by name and groups. Safe for any thread. */
final class Tokens {
    private static final int BYTES = 16;

    private final Map<User, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, User> users = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    String of(String name, List<String> groups) {
        return tokens.computeIfAbsent(User.of(name, groups), user -> {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            String token = HexFormat.of().formatHex(bytes);
            users.put(token, user);
            return token;
        });
    }

    /** The token is good no more; the next one is another. */
    void expire(String name, List<String> groups) {
        String token = tokens.remove(User.of(name, groups));
        if (token != null) {
            users.remove(token);
        }
    }

    Optional<User> user(String token) {
        return Optional.ofNullable(users.get(token));
    }
}
