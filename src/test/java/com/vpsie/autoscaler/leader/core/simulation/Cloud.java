package com.vpsie.autoscaler.leader.core.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cloud that machines are bought at. What it was told to do it does, also when nobody waits any more. */
final class Cloud {
    /** The longest it takes to do what it was told, unless an operation says otherwise. */
    static final long LATEST = 5 * VirtualTime.SECOND;

    /** The operation that made each machine. */
    private final Map<String, Operation> machines = new LinkedHashMap<>();

    /**
     * One purchase.
     *
     * @param token of the term that began it
     * @param sentAt the real instant at which its bytes left
     * @param stretched a pause or a delay was longer than anybody reckons with, or a third party let two terms act
     */
    record Operation(Replica by, Group.Intent intent, long sentAt, boolean stretched) {
        long token() {
            return intent.token();
        }
    }

    private final Map<String, Integer> happened = new HashMap<>();
    private int stretched;

    /** Answers with the machine; a name that is known already makes no second one. */
    String create(Operation operation) {
        happened.merge(operation.intent().op(), 1, Integer::sum);
        stretched += operation.stretched() ? 1 : 0;
        if (operation.intent().named()) {
            Optional<String> present = named(operation.intent().op());
            if (present.isPresent()) {
                return present.get();
            }
        }
        String machine = "vm-" + (machines.size() + 1);
        machines.put(machine, operation);
        return machine;
    }

    /** How often an operation was carried out. */
    int times(String op) {
        return happened.getOrDefault(op, 0);
    }

    /** How many operations were held up on their way. */
    int stretched() {
        return stretched;
    }

    List<String> list() {
        return List.copyOf(machines.keySet());
    }

    Optional<String> named(String op) {
        return machines.entrySet().stream()
                .filter(entry -> entry.getValue().intent().op().equals(op)
                        && entry.getValue().intent().named())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Bought, and in nobody's books. */
    List<Operation> unclaimed(List<String> claims) {
        List<Operation> rest = new ArrayList<>();
        machines.forEach((machine, operation) -> {
            if (!claims.contains(machine)) {
                rest.add(operation);
            }
        });
        return rest;
    }
}
