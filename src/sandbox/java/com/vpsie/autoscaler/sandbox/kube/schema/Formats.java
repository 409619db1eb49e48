package com.vpsie.autoscaler.sandbox.kube.schema;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The formats of texts that the API server checks; every other format is a remark for readers. The names and their
 * meaning are those of {@code k8s.io/kube-openapi/pkg/validation/strfmt}.
 */
final class Formats {
    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-(0[1-9]|1[0-2])-\\d{2}[Tt ]([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?"
                    + "([Zz]|[+-]\\d{2}:\\d{2})");
    /** Go's {@code time.ParseDuration}. */
    private static final Pattern GO_DURATION =
            Pattern.compile("[+-]?(0|((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))+)");
    /** One number with a unit in words, which the format knows besides. */
    private static final Pattern WORDY_DURATION = Pattern.compile(
            "\\d+\\s*(n|ns|nano|nanosecond|nanoseconds|µs|us|μs|micro|microsecond|microseconds|ms|milli|millisecond|"
                    + "milliseconds|s|sec|secs|second|seconds|m|min|mins|minute|minutes|h|hr|hour|hours|d|day|days|w|"
                    + "wk|week|weeks)",
            Pattern.CASE_INSENSITIVE);

    private static final String HEX = "[0-9a-fA-F]";
    private static final String UUID = HEX + "{8}-?" + HEX + "{4}-?%s" + HEX + "{3}-?%s" + HEX + "{3}-?" + HEX + "{12}";
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
    private static final String LABEL = "[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?";

    private static final Map<String, Predicate<String>> KNOWN = Map.ofEntries(
            Map.entry("date-time", whole(DATE_TIME).or(String::isEmpty)),
            Map.entry("datetime", whole(DATE_TIME).or(String::isEmpty)),
            Map.entry("date", Formats::date),
            Map.entry("duration", whole(GO_DURATION).or(whole(WORDY_DURATION))),
            Map.entry("byte", whole("([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")),
            Map.entry("ipv4", whole(IPV4)),
            Map.entry("ipv6", Formats::ipv6),
            Map.entry("cidr", Formats::cidr),
            Map.entry("mac", whole(HEX + "{2}([:-]" + HEX + "{2}){5}")),
            Map.entry("uuid", whole(UUID.formatted(HEX, HEX))),
            Map.entry("uuid3", whole(UUID.formatted("3", HEX))),
            Map.entry("uuid4", whole(UUID.formatted("4", "[89abAB]"))),
            Map.entry("uuid5", whole(UUID.formatted("5", "[89abAB]"))),
            Map.entry("email", whole("[^@\\s<>()\\[\\],;:\"]+@[^@\\s<>()\\[\\],;:\"]+")),
            Map.entry("hostname", whole("(?=.{1,255}$)" + LABEL + "(\\." + LABEL + ")*\\.?")),
            Map.entry("uri", Formats::uri),
            Map.entry("hexcolor", whole("#?(" + HEX + "{3}|" + HEX + "{6})")),
            Map.entry("bsonobjectid", whole(HEX + "{24}")));

    private Formats() {}

    /** True for a format that nothing is known of. */
    static boolean matches(String format, String text) {
        return KNOWN.getOrDefault(format, any -> true).test(text);
    }

    private static Predicate<String> whole(Pattern pattern) {
        return text -> pattern.matcher(text).matches();
    }

    private static Predicate<String> whole(String regex) {
        return whole(Pattern.compile(regex));
    }

    private static boolean date(String text) {
        try {
            LocalDate.parse(text, DateTimeFormatter.ISO_LOCAL_DATE);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean ipv6(String text) {
        boolean shortened = text.contains("::");
        String[] parts = text.split(":", -1);
        int groups = 0;
        for (int i = 0; i < parts.length; i++) {
            if (i == parts.length - 1 && IPV4.matcher(parts[i]).matches()) {
                groups += 2;
            } else if (parts[i].matches(HEX + "{1,4}")) {
                groups++;
            } else if (!parts[i].isEmpty() || !shortened) {
                return false;
            }
        }
        return text.contains(":")
                && text.indexOf("::") == text.lastIndexOf("::")
                && !text.contains(":::")
                && (shortened ? groups < 8 : groups == 8);
    }

    private static boolean cidr(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
            return false;
        }
        String address = text.substring(0, slash);
        int bits = Integer.parseInt(text.substring(slash + 1));
        return IPV4.matcher(address).matches() ? bits <= 32 : ipv6(address) && bits <= 128;
    }

    private static boolean uri(String text) {
        try {
            return new URI(text).isAbsolute() || text.startsWith("/");
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
