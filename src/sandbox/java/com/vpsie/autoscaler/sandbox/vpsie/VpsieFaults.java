package com.vpsie.autoscaler.sandbox.vpsie;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The faults to come. A request takes the oldest rule that is about it; a rule is used up after its number of times.
 * Latencies stay until changed and come on top. Thread-safe.
 */
public final class VpsieFaults {
    /** A number of times that is never used up. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    private final List<Rule> rules = new ArrayList<>();
    private final Map<Operation, Duration> latencies =
            Collections.synchronizedMap(new EnumMap<Operation, Duration>(Operation.class));

    /** A rule that was added; tells how often it has struck. */
    public final class Rule {
        private final Operation operation;
        private final int times;
        private final Predicate<String> caller;
        private final Fault fault;
        private int struck;

        private Rule(Operation operation, int times, Predicate<String> caller, Fault fault) {
            this.operation = operation;
            this.times = times;
            this.caller = caller;
            this.fault = fault;
        }

        /** How many requests it has hit. */
        public int struck() {
            synchronized (rules) {
                return struck;
            }
        }
    }

    /** The next request of a kind. */
    public Rule next(Operation operation, Fault fault) {
        return add(operation, 1, caller -> true, fault);
    }

    /** The next requests of a kind, whoever makes them. */
    public Rule add(Operation operation, int times, Fault fault) {
        return add(operation, times, caller -> true, fault);
    }

    /** The next requests of a kind by callers that meet a condition; {@code times} ≥ 1. */
    public Rule add(Operation operation, int times, Predicate<String> caller, Fault fault) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1, not " + times);
        }
        Rule rule = new Rule(operation, times, caller, fault);
        synchronized (rules) {
            rules.add(rule);
        }
        return rule;
    }

    /** Every request of a kind takes longer before it is executed, until told otherwise. */
    public void latency(Operation operation, Duration latency) {
        latencies.put(operation, latency);
    }

    /** The same for every kind. */
    public void latency(Duration latency) {
        List.of(Operation.values()).forEach(operation -> latency(operation, latency));
    }

    /** Forgets all rules and latencies. */
    public void clear() {
        synchronized (rules) {
            rules.clear();
        }
        latencies.clear();
    }

    /** The kinds of request for which rules wait, one for each rule. */
    public Collection<Operation> waiting() {
        synchronized (rules) {
            return rules.stream().map(rule -> rule.operation).toList();
        }
    }

    Fault take(Operation operation, String caller) {
        synchronized (rules) {
            for (Rule rule : rules) {
                if (rule.operation == operation && rule.caller.test(caller)) {
                    rule.struck++;
                    if (rule.times != ALWAYS && rule.struck == rule.times) {
                        rules.remove(rule);
                    }
                    return rule.fault;
                }
            }
        }
        return Fault.none();
    }

    Duration latency(Operation operation) {
        return latencies.getOrDefault(operation, Duration.ZERO);
    }
}
