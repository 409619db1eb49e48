package com.vpsie.autoscaler.config;

import com.vpsie.autoscaler.config.Settings.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every rule on flags, the same for the launcher and for the server. One message per violated rule, all of them at
 * once; a rule about two flags is left out while one of them is not even well formed. An empty value counts as not
 * given, as in the Go controller and in MicroProfile Config.
 */
public final class Validation {
    private static final Set<String> LOOPBACK = Set.of("localhost", "::1");

    private final Map<Flag, Given> given = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private Validation() {}

    /** Where values come from. */
    @FunctionalInterface
    public interface Source {
        /** What was set for a flag, empty when nothing was. */
        Optional<Given> find(Flag flag);
    }

    /** What came out. */
    public sealed interface Result {
        /** The settings may be used; each warning is for the log. */
        record Valid(Settings settings, List<String> warnings) implements Result {}

        /** They may not; each problem is one message that names flag, value and rule. */
        record Invalid(List<String> problems) implements Result {}
    }

    /** Checks everything and builds the settings; never throws for bad input. */
    public static Result check(Source source) {
        return new Validation().run(source);
    }

    private Result run(Source source) {
        for (Flag flag : Flags.ALL) {
            source.find(flag).filter(g -> !g.value().isBlank()).ifPresent(g -> given.put(flag, g));
        }
        Map<Flag, String> good = new LinkedHashMap<>();
        for (Flag flag : Flags.ALL) {
            String value =
                    Optional.ofNullable(given.get(flag)).map(Given::value).orElse(flag.defaultValue());
            if (value.isEmpty() || wellFormed(flag, value)) {
                good.put(flag, value);
            }
        }
        addressesDiffer(good);
        problems.addAll(ElectionRules.violations(good, given));
        tlsUnlessAllowed(good);
        refuseWebhook(good);
        if (!problems.isEmpty()) {
            return new Result.Invalid(List.copyOf(problems));
        }
        warnAboutManagement(good);
        List<String> unsupported = warnAboutWithoutEffect();
        return new Result.Valid(SettingsBuilder.build(good, unsupported), List.copyOf(warnings));
    }

    private boolean wellFormed(Flag flag, String value) {
        try {
            Values.check(flag, value);
            return true;
        } catch (IllegalArgumentException e) {
            problems.add(spelled(flag, value) + ": " + e.getMessage());
            return false;
        }
    }

    /** Ports, not addresses, must differ: the server tells its listeners apart by port. */
    private void addressesDiffer(Map<Flag, String> good) {
        Map<Integer, Flag> taken = new LinkedHashMap<>();
        for (Flag flag : List.of(Flags.METRICS_ADDR, Flags.HEALTH_ADDR, Flags.MANAGEMENT_ADDR, Flags.ADMIN_ADDR)) {
            if (!good.containsKey(flag)) {
                continue;
            }
            int port = Values.address(value(good, flag)).port();
            Flag other = taken.putIfAbsent(port, flag);
            if (other != null) {
                problems.add(spelled(flag, value(good, flag)) + ": has the port of "
                        + spelled(other, value(good, other)) + "; every address needs its own");
            }
        }
    }

    private void tlsUnlessAllowed(Map<Flag, String> good) {
        String url = value(good, Flags.VPSIE_URL);
        if (url.startsWith("http:")
                && good.containsKey(Flags.VPSIE_ALLOW_HTTP)
                && !Values.bool(value(good, Flags.VPSIE_ALLOW_HTTP))) {
            problems.add(spelled(Flags.VPSIE_URL, url)
                    + ": is not https; credentials would travel in clear (--vpsie-allow-http allows it for tests)");
        }
    }

    private void refuseWebhook(Map<Flag, String> good) {
        if (good.containsKey(Flags.ENABLE_WEBHOOK) && Values.bool(value(good, Flags.ENABLE_WEBHOOK))) {
            problems.add(spelled(Flags.ENABLE_WEBHOOK, value(good, Flags.ENABLE_WEBHOOK))
                    + ": there is no webhook; the validation rules in the CRDs replace it");
        }
    }

    private void warnAboutManagement(Map<Flag, String> good) {
        Address management = Values.address(value(good, Flags.MANAGEMENT_ADDR));
        if (!LOOPBACK.contains(management.host()) && !management.host().startsWith("127.")) {
            warnings.add(spelled(Flags.MANAGEMENT_ADDR, value(good, Flags.MANAGEMENT_ADDR))
                    + ": whoever reaches this port can make the leader step down; it is meant for loopback");
        }
    }

    private List<String> warnAboutWithoutEffect() {
        List<String> names = new ArrayList<>();
        given.forEach((flag, value) -> {
            boolean isDefault = value.value().equals(flag.defaultValue());
            if (flag.effect() != Flag.Effect.ACTS && !isDefault && flag != Flags.ENABLE_WEBHOOK) {
                names.add("--" + flag.name());
                warnings.add(value.origin() + " has no effect here; " + flag.meaning());
            }
        });
        return List.copyOf(names);
    }

    /** The flag and its value as they were written, or as its default reads. */
    private String spelled(Flag flag, String value) {
        Given written = given.get(flag);
        return written == null ? "--" + flag.name() + "=" + value + " (default)" : written.toString();
    }

    private static String value(Map<Flag, String> good, Flag flag) {
        return good.getOrDefault(flag, "");
    }
}
