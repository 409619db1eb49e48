package com.vpsie.autoscaler.core.intent;

import com.vpsie.autoscaler.core.intent.GroupMembership.Belongs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What a list of the cloud shows beyond what is known and claimed: how an unknown answer is resolved. */
public sealed interface Difference {
    /** Machines of this group that nobody claims, in a stable order; never empty. */
    record Found(List<Machine> machines) implements Difference {}

    /** No machine that could be ours. */
    record Nothing() implements Difference {}

    /** Machines of which nobody can tell whether they are ours; never empty. */
    record Doubtful(List<Machine> machines) implements Difference {}

    /**
     * Compares a list with what is known.
     *
     * @param claimed true for an identifier that any node group's ledger holds
     * @param known identifiers listed before the request, empty to look for anything unclaimed
     */
    static Difference between(
            List<Machine> machines,
            long groupId,
            List<CloudGroup> groups,
            Predicate<String> claimed,
            Set<String> known) {
        List<Machine> ours = new ArrayList<>();
        List<Machine> doubtful = new ArrayList<>();
        for (Machine machine : machines) {
            if (!machine.identifier().isEmpty()
                    && (known.contains(machine.identifier()) || claimed.test(machine.identifier()))) {
                continue;
            }
            Belongs belongs = GroupMembership.of(machine, groupId, groups);
            if (belongs == Belongs.UNKNOWN
                    || (belongs == Belongs.YES && machine.identifier().isEmpty())) {
                doubtful.add(machine);
            } else if (belongs == Belongs.YES) {
                ours.add(machine);
            }
        }
        if (!ours.isEmpty()) {
            ours.sort(Comparator.comparing(Machine::identifier));
            return new Found(List.copyOf(ours));
        }
        return doubtful.isEmpty() ? new Nothing() : new Doubtful(List.copyOf(doubtful));
    }
}
