package com.vpsie.autoscaler.leader.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything an election is configured by, read and checked in one place for the launcher and the running bean.
 *
 * @param enabled false: this replica always leads and no Lease is touched
 * @param id name of the Lease
 * @param namespace namespace of the Lease
 * @param releaseOnShutdown give the Lease back on a clean stop
 * @param debug log every attempt, verdict and transition
 * @param rivals other Lease names under which a product for the same work may lead; whoever does is warned of
 */
public record ElectionSettings(
        boolean enabled,
        String id,
        String namespace,
        ElectionTiming timing,
        boolean releaseOnShutdown,
        boolean debug,
        List<String> rivals) {
    public ElectionSettings {
        rivals = List.copyOf(rivals);
    }

    /** Prefix of every property. */
    public static final String PREFIX = "leader-election.";

    /** The Lease name of the Go program, and ours. */
    public static final String DEFAULT_ID = "vpsie-autoscaler-leader";

    /** Where the Go controller keeps its Lease, so that both race for one. */
    public static final String DEFAULT_NAMESPACE = "kube-system";

    /**
     * Reads every {@code leader-election.*} property.
     *
     * @param property looks a property up by its full name; empty when it is not set
     */
    public static Checked<ElectionSettings> read(Function<String, Optional<String>> property) {
        return new Reader(property).read();
    }

    private static final class Reader {
        private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
        private static final Pattern SUBDOMAIN =
                Pattern.compile("(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

        private final Function<String, Optional<String>> property;
        private final List<Violation> violations = new ArrayList<>();

        Reader(Function<String, Optional<String>> property) {
            this.property = property;
        }

        Checked<ElectionSettings> read() {
            boolean enabled = bool("enabled", "--leader-election", true);
            String id = name("id", DEFAULT_ID, SUBDOMAIN, "a DNS-1123 subdomain");
            String namespace = name("namespace", DEFAULT_NAMESPACE, LABEL, "a DNS-1123 label");
            boolean release = bool("release-on-shutdown", flag("release-on-shutdown"), true);
            boolean debug = bool("debug", flag("debug"), false);
            TimingRules.Given given = new TimingRules.Given(
                    duration("lease-duration"),
                    duration("renew-deadline"),
                    duration("retry-period"),
                    duration("renew-interval"),
                    duration("request-timeout"),
                    integer("expected-replicas"));
            Checked<ElectionTiming> timing = TimingRules.derive(given);
            if (timing instanceof Checked.Invalid<ElectionTiming> invalid) {
                violations.addAll(invalid.violations());
            }
            return violations.isEmpty() && timing instanceof Checked.Valid<ElectionTiming> valid
                    ? new Checked.Valid<>(
                            new ElectionSettings(enabled, id, namespace, valid.value(), release, debug, rivals(id)))
                    : new Checked.Invalid<>(violations);
        }

        private static String flag(String name) {
            return "--leader-election-" + name;
        }

        private Optional<String> text(String name) {
            return property.apply(PREFIX + name).map(String::strip).filter(value -> !value.isEmpty());
        }

        private boolean bool(String name, String flag, boolean otherwise) {
            String value = text(name).orElse(String.valueOf(otherwise));
            if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
                violations.add(new Violation(flag, value, "must be true or false", ""));
            }
            return value.equalsIgnoreCase("true");
        }

        private String name(String name, String otherwise, Pattern form, String words) {
            String value = text(name).orElse(otherwise);
            if (!form.matcher(value).matches()) {
                violations.add(new Violation(flag(name), value, "must be " + words, ""));
            }
            return value;
        }

        private List<String> rivals(String own) {
            return Stream.of(text("rivals").orElse("").split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty() && !name.equals(own))
                    .toList();
        }

        private @Nullable Duration duration(String name) {
            Optional<String> value = text(name);
            if (value.isEmpty()) {
                return null;
            }
            Optional<Duration> parsed = Durations.parse(value.get());
            if (parsed.isEmpty()) {
                violations.add(
                        new Violation(flag(name), value.get(), "must be a duration such as 15s, 1m30s or PT15S", ""));
            }
            return parsed.orElse(null);
        }

        private @Nullable Integer integer(String name) {
            Optional<String> value = text(name);
            if (value.isEmpty()) {
                return null;
            }
            try {
                return Integer.valueOf(value.get());
            } catch (NumberFormatException notANumber) {
                violations.add(new Violation(flag(name), value.get(), "must be a whole number", ""));
                return null;
            }
        }
    }
}
