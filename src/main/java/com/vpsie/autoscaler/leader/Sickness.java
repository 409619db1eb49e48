package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.ElectionTiming;
import com.vpsie.autoscaler.leader.core.ElectorStatus;
import java.time.Duration;
import java.util.Optional;

/** Why a process should be killed for its election's sake. Being a follower, or cut off, is no reason. */
final class Sickness {
    private Sickness() {}

    /**
     * A reason for people; empty while there is none.
     *
     * @param commitAge of the last committed write of the term, zero without one
     * @param stalled time since the election moved last
     */
    static Optional<String> of(ElectorStatus status, Duration commitAge, Duration stalled, ElectionTiming timing) {
        Duration oldest = timing.renewDeadline().plus(timing.requestTimeout().multipliedBy(2));
        if (status.drainBroken()) {
            return Optional.of("the work of a lost term did not come to rest in time");
        } else if (status.leads() && commitAge.compareTo(oldest) > 0) {
            return Optional.of("leading, and the last commit is " + commitAge.toSeconds() + " s old");
        } else if (stalled.compareTo(timing.leaseDuration()) > 0) {
            return Optional.of("the election has not moved for " + stalled.toSeconds() + " s");
        }
        return Optional.empty();
    }
}
