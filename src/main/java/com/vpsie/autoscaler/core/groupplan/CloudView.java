package com.vpsie.autoscaler.core.groupplan;

import com.vpsie.autoscaler.core.intent.CloudGroup;
import com.vpsie.autoscaler.core.intent.Machine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What VPSie listed for a cluster.
 *
 * @param begun when the request of the older list began, on this process's monotonic clock
 */
public record CloudView(Duration begun, List<Machine> machines, List<CloudGroup> groups) {
    /** Copies the lists. */
    public CloudView {
        machines = List.copyOf(machines);
        groups = List.copyOf(groups);
    }

    /** Identifiers of everything listed. */
    public Set<String> identifiers() {
        return machines.stream()
                .map(Machine::identifier)
                .filter(identifier -> !identifier.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
