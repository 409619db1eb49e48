package com.vpsie.autoscaler.config;

import com.vpsie.autoscaler.leader.core.Checked;
import com.vpsie.autoscaler.leader.core.Durations;
import com.vpsie.autoscaler.leader.core.ElectionTiming;
import com.vpsie.autoscaler.leader.core.TimingRules;
import com.vpsie.autoscaler.leader.core.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The election's own rules on its times, applied to what was given, in the words of who gave it. */
final class ElectionRules {
    private final Map<Flag, String> wellFormed;
    private final Map<Flag, Given> written;

    private ElectionRules(Map<Flag, String> wellFormed, Map<Flag, Given> written) {
        this.wellFormed = wellFormed;
        this.written = written;
    }

    /**
     * One message per violated rule; none while one of the times is not even a duration.
     *
     * @param wellFormed texts by flag, the malformed left out
     * @param written what was given
     */
    static List<String> violations(Map<Flag, String> wellFormed, Map<Flag, Given> written) {
        return new ElectionRules(wellFormed, written).check();
    }

    private List<String> check() {
        List<Flag> timed = List.of(
                Flags.LEASE_DURATION,
                Flags.RENEW_DEADLINE,
                Flags.RETRY_PERIOD,
                Flags.RENEW_INTERVAL,
                Flags.REQUEST_TIMEOUT,
                Flags.EXPECTED_REPLICAS);
        if (!wellFormed.keySet().containsAll(timed)) {
            return List.of();
        }
        Checked<ElectionTiming> timing = TimingRules.derive(new TimingRules.Given(
                duration(Flags.LEASE_DURATION),
                duration(Flags.RENEW_DEADLINE),
                duration(Flags.RETRY_PERIOD),
                duration(Flags.RENEW_INTERVAL),
                duration(Flags.REQUEST_TIMEOUT),
                Values.count(wellFormed.getOrDefault(Flags.EXPECTED_REPLICAS, ""))));
        return timing instanceof Checked.Invalid<ElectionTiming> invalid
                ? invalid.violations().stream().map(this::message).toList()
                : List.of();
    }

    private @Nullable Duration duration(Flag flag) {
        return Durations.parse(wellFormed.getOrDefault(flag, "")).orElse(null);
    }

    private String message(Violation violation) {
        Given given =
                Flags.named(violation.flag().substring(2)).map(written::get).orElse(null);
        String spelled = given == null ? violation.flag() + "=" + violation.value() + " (derived)" : given.toString();
        String sum = violation.arithmetic().isEmpty() ? "" : " (" + violation.arithmetic() + ")";
        return spelled + ": " + violation.rule() + sum;
    }
}
