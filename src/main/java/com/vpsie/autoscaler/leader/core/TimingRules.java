package com.vpsie.autoscaler.leader.core;

import static com.vpsie.autoscaler.leader.core.Durations.format;
import static com.vpsie.autoscaler.leader.core.ElectionTiming.min;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Derives what was not given from the lease duration L and the renew deadline D, and checks every rule. Every pair with
 * D ≤ 0.9·L is valid when nothing else is given.
 */
public final class TimingRules {
    /** Flag of L. */
    public static final String LEASE_DURATION = "--leader-election-lease-duration";
    /** Flag of D. */
    public static final String RENEW_DEADLINE = "--leader-election-renew-deadline";
    /** Flag of R. */
    public static final String RETRY_PERIOD = "--leader-election-retry-period";
    /** Flag of I. */
    public static final String RENEW_INTERVAL = "--leader-election-renew-interval";
    /** Flag of T. */
    public static final String REQUEST_TIMEOUT = "--leader-election-request-timeout";
    /** Flag of N. */
    public static final String EXPECTED_REPLICAS = "--leader-election-expected-replicas";

    private static final Duration DEFAULT_LEASE_DURATION = Duration.ofSeconds(15);
    private static final int DEFAULT_REPLICAS = 3;

    private final Given given;
    private final ElectionTiming timing;
    private final List<Violation> violations = new ArrayList<>();

    /** What a user set; null where nothing was set. */
    public record Given(
            @Nullable Duration leaseDuration,
            @Nullable Duration renewDeadline,
            @Nullable Duration retryPeriod,
            @Nullable Duration renewInterval,
            @Nullable Duration requestTimeout,
            @Nullable Integer expectedReplicas) {

        /** Nothing set: every default. */
        public static Given nothing() {
            return new Given(null, null, null, null, null, null);
        }

        /** L and D alone; the rest is derived. */
        public static Given of(Duration leaseDuration, Duration renewDeadline) {
            return new Given(leaseDuration, renewDeadline, null, null, null, null);
        }
    }

    private TimingRules(Given given) {
        this.given = given;
        Duration l = orElse(given.leaseDuration(), DEFAULT_LEASE_DURATION);
        Duration d = orElse(given.renewDeadline(), l.multipliedBy(2).dividedBy(3));
        Duration twoFifteenths = l.multipliedBy(2).dividedBy(15);
        Integer replicas = given.expectedReplicas();
        this.timing = new ElectionTiming(
                l,
                d,
                orElse(given.retryPeriod(), min(twoFifteenths, d.dividedBy(3))),
                orElse(given.renewInterval(), min(l.dividedBy(3), d.dividedBy(2))),
                orElse(given.requestTimeout(), min(Duration.ofSeconds(2), min(twoFifteenths, d.dividedBy(5)))),
                replicas == null ? DEFAULT_REPLICAS : replicas);
    }

    /** The timing, or one violation for each broken rule. */
    public static Checked<ElectionTiming> derive(Given given) {
        TimingRules rules = new TimingRules(given);
        rules.check();
        return rules.violations.isEmpty() ? new Checked.Valid<>(rules.timing) : new Checked.Invalid<>(rules.violations);
    }

    private void check() {
        Duration l = timing.leaseDuration();
        if (l.getNano() != 0 || l.getSeconds() < 1 || l.getSeconds() > Integer.MAX_VALUE) {
            violations.add(
                    new Violation(LEASE_DURATION, format(l), "must be a whole number of seconds, at least 1s", ""));
            return; // every other rule is arithmetic on L
        }
        Duration d = timing.renewDeadline();
        atMost(RENEW_DEADLINE, d, l.multipliedBy(9).dividedBy(10), "0.9 × lease duration", "0.9 × " + format(l));
        atMost(RETRY_PERIOD, timing.retryPeriod(), d.dividedBy(3), "renew deadline / 3", format(d) + " / 3");
        atMost(RENEW_INTERVAL, timing.renewInterval(), l.dividedBy(2), "lease duration / 2", format(l) + " / 2");
        positive(REQUEST_TIMEOUT, timing.requestTimeout());
        twoMoreTries(d);
        if (timing.expectedReplicas() < 1) {
            violations.add(new Violation(
                    EXPECTED_REPLICAS, String.valueOf(timing.expectedReplicas()), "must be at least 1", ""));
        }
    }

    /** D &gt; I + 2·T: a renewal that fails leaves time for two more requests. */
    private void twoMoreTries(Duration d) {
        Duration i = timing.renewInterval();
        Duration t = timing.requestTimeout();
        Duration needed = timing.jeopardyAfter();
        if (d.compareTo(needed) > 0) {
            return;
        }
        String arithmetic =
                "%s + 2 × %s = %s, and the deadline is %s".formatted(format(i), format(t), format(needed), format(d));
        String rule = "renew interval + 2 × request timeout must be below the renew deadline";
        if (given.requestTimeout() != null || given.renewInterval() == null) {
            violations.add(new Violation(REQUEST_TIMEOUT, format(t), rule, arithmetic));
        } else {
            violations.add(new Violation(RENEW_INTERVAL, format(i), rule, arithmetic));
        }
    }

    private void atMost(String flag, Duration value, Duration limit, String words, String sum) {
        positive(flag, value);
        if (value.compareTo(limit) > 0) {
            String arithmetic = "%s = %s, and %s is more".formatted(sum, format(limit), format(value));
            violations.add(new Violation(flag, format(value), "must be at most " + words, arithmetic));
        }
    }

    private void positive(String flag, Duration value) {
        if (value.isZero() || value.isNegative()) {
            violations.add(new Violation(flag, format(value), "must be above zero", ""));
        }
    }

    private static Duration orElse(@Nullable Duration value, Duration otherwise) {
        return value == null ? otherwise : value;
    }
}
