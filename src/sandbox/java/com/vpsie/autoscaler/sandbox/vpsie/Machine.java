package com.vpsie.autoscaler.sandbox.vpsie;

import java.time.Instant;
import java.util.Optional;

/**
 * A machine, worker or master. Immutable; its state is a function of the time.
 *
 * @param id numeric id
 * @param identifier UUID, the handle of deletion
 * @param group empty for a master
 * @param listedFrom from when on the lists name it
 * @param runningFrom when it has booted; {@link Instant#MAX} for one that never does
 * @param deletingFrom empty while nobody deleted it
 * @param goneFrom when VPSie forgets it; present together with {@code deletingFrom}
 */
public record Machine(
        long id,
        String identifier,
        String hostname,
        String ip,
        String clusterId,
        Optional<Group> group,
        Size size,
        Fate fate,
        Instant boughtAt,
        Instant listedFrom,
        Instant runningFrom,
        Optional<Instant> deletingFrom,
        Optional<Instant> goneFrom) {

    /** True for a master. */
    public boolean controlPlane() {
        return group.isEmpty();
    }

    /** Its state at an instant. */
    public MachineState stateAt(Instant now) {
        if (goneFrom.filter(gone -> !now.isBefore(gone)).isPresent()) {
            return MachineState.GONE;
        }
        if (deletingFrom.filter(from -> !now.isBefore(from)).isPresent()) {
            return MachineState.DELETING;
        }
        return now.isBefore(runningFrom) ? MachineState.PROVISIONING : MachineState.RUNNING;
    }

    /** True when VPSie's lists name it at an instant. */
    public boolean listedAt(Instant now) {
        return !now.isBefore(listedFrom) && stateAt(now) != MachineState.GONE;
    }

    Machine withFate(Fate other, Instant listed) {
        return new Machine(
                id,
                identifier,
                hostname,
                ip,
                clusterId,
                group,
                size,
                other,
                boughtAt,
                listed,
                runningFrom,
                deletingFrom,
                goneFrom);
    }

    Machine withDeletion(Instant from, Instant gone) {
        return new Machine(
                id,
                identifier,
                hostname,
                ip,
                clusterId,
                group,
                size,
                fate,
                boughtAt,
                listedFrom,
                runningFrom,
                Optional.of(from),
                Optional.of(gone));
    }
}
