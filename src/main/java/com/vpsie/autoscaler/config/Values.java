package com.vpsie.autoscaler.config;

import com.vpsie.autoscaler.config.Settings.Address;
import com.vpsie.autoscaler.leader.core.Durations;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a value of each kind must look like. Every method throws {@link IllegalArgumentException} with the end of a
 * sentence whose beginning is the flag and its value.
 */
public final class Values {
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]\\s]*):(\\d{1,5})");
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_SUBDOMAIN = 253;
    private static final int HIGHEST_PORT = 65535;

    private Values() {}

    /** Reads and forgets: only whether the value is well formed for the flag. */
    static void check(Flag flag, String value) {
        switch (flag.kind()) {
            case TEXT, FILE -> text(value);
            case BOOL -> bool(value);
            case COUNT -> count(value);
            case RATE -> rate(value);
            case DURATION, POSITIVE_DURATION -> duration(flag, value);
            case ADDRESS -> address(value);
            case NAMESPACE -> name(LABEL, LONGEST_LABEL, value);
            case NAME -> name(SUBDOMAIN, LONGEST_SUBDOMAIN, value);
            case URL -> url(value);
            case CHOICE -> choice(flag, value);
            case LIST -> list(value);
        }
    }

    /** Go's spellings of true and false. */
    public static boolean bool(String value) {
        if (!TRUE.contains(value) && !FALSE.contains(value)) {
            throw new IllegalArgumentException("is neither true nor false");
        }
        return TRUE.contains(value);
    }

    static int count(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a whole number from 0 to " + Integer.MAX_VALUE, e);
        }
        throw new IllegalArgumentException("is below 0");
    }

    static Duration duration(Flag flag, String value) {
        Duration duration = Durations.parse(value)
                .orElseThrow(() -> new IllegalArgumentException(
                        "is not a duration of 0 or more; write it as 15s, 1m30s or PT15S"));
        if (duration.isZero() && flag.kind() == Flag.Kind.POSITIVE_DURATION) {
            throw new IllegalArgumentException("must be more than 0");
        }
        return duration;
    }

    /** Go's {@code host:port}; an empty host and {@code *} mean every interface and come back empty. */
    static Address address(String value) {
        Matcher parts = ADDRESS.matcher(value);
        if (!parts.matches()) {
            throw new IllegalArgumentException("is not an address; write it as :8080, 127.0.0.1:8080 or [::1]:8080");
        }
        int port = Integer.parseInt(parts.group(2));
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("has no port from 1 to " + HIGHEST_PORT);
        }
        String host = parts.group(1).replaceAll("[\\[\\]]", "");
        return new Address(host.equals("*") ? "" : host, port);
    }

    static URI url(String value) {
        try {
            URI url = new URI(value);
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (!web || url.getHost() == null) {
                throw new IllegalArgumentException("is not an https URL with a host");
            }
            if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
                throw new IllegalArgumentException("may have no user, query or fragment");
            }
            return url;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL: " + e.getReason(), e);
        }
    }

    static String choice(Flag flag, String value) {
        if (!flag.choices().contains(value)) {
            throw new IllegalArgumentException("is not one of " + String.join(", ", flag.choices()));
        }
        return value;
    }

    static Optional<String> optional(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static void rate(String value) {
        double rate;
        try {
            rate = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a number from 0 to 1", e);
        }
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("is not a number from 0 to 1");
        }
    }

    private static void name(Pattern pattern, int longest, String value) {
        if (value.length() > longest || !pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("is not a Kubernetes name: lower case letters, digits"
                    + (longest == LONGEST_LABEL ? "" : ", dots") + " and dashes, at most " + longest);
        }
    }

    private static void list(String value) {
        text(value);
        for (String part : value.split(",", -1)) {
            if (part.isBlank()) {
                throw new IllegalArgumentException("has an empty entry");
            }
        }
    }

    /** The server takes its settings one to a line. */
    private static void text(String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("has a control character in it");
        }
    }
}
