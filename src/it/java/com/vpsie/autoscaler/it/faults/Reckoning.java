package com.vpsie.autoscaler.it.faults;

import com.vpsie.autoscaler.it.stage.Groups;
import com.vpsie.autoscaler.sandbox.vpsie.Invoice;
import com.vpsie.autoscaler.sandbox.vpsie.Lifetime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds VPSie's invoice against what Kubernetes knew: each machine paid for was a VPSieNode's, of the group that asked
 * for it, and cost what a machine of that group's size costs from its purchase to its end. Keeps book from its creation
 * until {@link #close}. Thread-safe.
 */
final class Reckoning implements AutoCloseable {
    private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(3_600_000);
    private static final BigDecimal ROUNDING = new BigDecimal("0.000001");

    private final Map<String, Set<String>> nodesOfMachine = new ConcurrentHashMap<>();
    private final Groups groups;
    private final AutoCloseable watch;

    Reckoning(Groups groups) {
        this.groups = groups;
        this.watch = groups.onMachine((machine, node) -> nodesOfMachine
                .computeIfAbsent(machine, any -> ConcurrentHashMap.newKeySet())
                .add(node));
    }

    /** What is wrong with the invoice; empty when nothing is. */
    List<String> differences(Invoice invoice, List<Lifetime> lives) {
        Map<String, Lifetime> byMachine = lives.stream().collect(Collectors.toMap(Lifetime::identifier, life -> life));
        Map<String, BigDecimal> prices =
                groups.names().stream().collect(Collectors.toMap(Function.identity(), groups::hourlyPrice));
        List<String> wrong = new ArrayList<>();
        BigDecimal expected = BigDecimal.ZERO;
        for (Invoice.Line line : invoice.lines()) {
            Set<String> nodes = nodesOfMachine.getOrDefault(line.identifier(), Set.of());
            if (nodes.size() != 1) {
                wrong.add("machine " + line.identifier() + " of " + line.groupName() + " belonged to the VPSieNodes "
                        + nodes);
            } else if (!nodes.iterator().next().startsWith(line.groupName() + "-")) {
                wrong.add("machine " + line.identifier() + " of " + line.groupName() + " belonged to " + nodes);
            }
            Lifetime life = byMachine.get(line.identifier());
            if (life == null) {
                wrong.add("machine " + line.identifier() + " was never bought");
            } else {
                expected = expected.add(
                        cost(life, prices.getOrDefault(life.groupName(), BigDecimal.ZERO), invoice.until()));
            }
        }
        Map<String, Set<String>> paid = new HashMap<>(nodesOfMachine);
        invoice.lines().forEach(line -> paid.remove(line.identifier()));
        paid.forEach((machine, nodes) -> wrong.add(nodes + " had machine " + machine + ", which nobody bought"));
        BigDecimal allowed =
                ROUNDING.multiply(BigDecimal.valueOf(invoice.lines().size()));
        if (invoice.total().subtract(expected).abs().compareTo(allowed) > 0) {
            wrong.add("VPSie's invoice is USD " + invoice.total() + ", expected are USD " + expected);
        }
        return wrong;
    }

    private static BigDecimal cost(Lifetime life, BigDecimal hourly, Instant until) {
        Instant end = life.goneAt().filter(gone -> gone.isBefore(until)).orElse(until);
        long millis = Duration.between(life.boughtAt(), end).toMillis();
        return hourly.multiply(BigDecimal.valueOf(millis)).divide(MILLIS_PER_HOUR, 6, RoundingMode.HALF_UP);
    }

    /** How many machines Kubernetes has known. */
    int machines() {
        return nodesOfMachine.size();
    }

    @Override
    public void close() throws Exception {
        watch.close();
    }
}
