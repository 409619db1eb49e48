package com.vpsie.autoscaler.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The rules on the timing of the election, applied to what was given. */
final class ElectionRules {
    private ElectionRules() {}

    /**
     * One message per violated rule.
     *
     * @param values well-formed texts by flag
     * @param spelled how flag and value were written
     */
    static List<String> violations(Map<Flag, String> values, BiFunction<Flag, String, String> spelled) {
        List<String> problems = new ArrayList<>();
        String lease = values.getOrDefault(Flags.LEASE_DURATION, "");
        if (!lease.isEmpty() && GoDuration.parse(lease).toNanosPart() != 0) {
            problems.add(spelled.apply(Flags.LEASE_DURATION, lease) + ": a Lease counts whole seconds");
        }
        String replicas = values.getOrDefault(Flags.EXPECTED_REPLICAS, "");
        if (!replicas.isEmpty() && Values.count(replicas) < 1) {
            problems.add(spelled.apply(Flags.EXPECTED_REPLICAS, replicas) + ": must be at least 1");
        }
        if (!lease.isEmpty() && GoDuration.parse(lease).compareTo(Duration.ofSeconds(1)) < 0) {
            problems.add(spelled.apply(Flags.LEASE_DURATION, lease) + ": must be at least 1s");
        }
        return problems;
    }
}
