package com.vpsie.autoscaler.leader.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.leader.core.Checked;
import com.vpsie.autoscaler.leader.core.ElectionTiming;
import com.vpsie.autoscaler.leader.core.TimingRules;
import com.vpsie.autoscaler.leader.core.simulation.Scenario.Pod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories in which the product once broke an invariant, as small as they could be made. Each holds now. */
class PastFailuresTest {
    private static final long SECOND = VirtualTime.SECOND;
    private static final long MILLI = VirtualTime.MILLI;

    private static final Pod SLOW = new Pod(0, 210 * MILLI, 1 - World.RHO, 0, false, true, 0);
    private static final Pod FAST = new Pod(1, 500 * MILLI, 1 + World.RHO, 0, false, true, 0);

    /** Shorter than what makes the witnesses disagree; then the wall clock, which alone saw it, is set back. */
    private static final Fault NAP = fault(1, 590, Fault.Kind.SLEEP, 490, 11);

    private static final Fault REFUSED = fault(2, 1_340, Fault.Kind.REFUSED, 9_000, 26);

    private static final List<Pod> THREE = List.of(
            new Pod(0, 1_109 * MILLI, 1, 0, true, true, 0),
            new Pod(1, 2_656 * MILLI, 1 - World.RHO, 111_961 * SECOND, true, false, 0),
            new Pod(2, 2_587 * MILLI, 1 + World.RHO, -253_854 * SECOND, true, true, 0));

    private static Fault fault(int index, long atMillis, Fault.Kind kind, long lengthMillis, int amount) {
        return new Fault(index, atMillis * MILLI, kind, Fault.LEADER, lengthMillis * MILLI, amount);
    }

    private static void holds(long seed, Duration lease, Duration deadline, List<Pod> pods, Fault... faults) {
        TimingRules.Given given = new TimingRules.Given(lease, deadline, null, null, null, pods.size());
        ElectionTiming timing = ((Checked.Valid<ElectionTiming>) TimingRules.derive(given)).value();
        long length = lease.toNanos() * 8 / 5;
        Scenario scenario = new Scenario(seed, timing, Scenario.Before.NOTHING, pods, List.of(faults), length);
        assertThat(Trial.of(scenario, Product.GENUINE).map(Trial::report)).isEmpty();
    }

    @Test
    void aSleepTooShortForDoubtWasForgottenWhenTheClockThatSawItWasSetBack() {
        holds(53_858, Duration.ofSeconds(6), Duration.ofSeconds(4), List.of(SLOW), NAP, REFUSED);
    }

    @Test
    void withTheSmallestMarginThatLetTwoLead() {
        holds(53_858, Duration.ofSeconds(6), Duration.ofMillis(5_400), List.of(SLOW, FAST), NAP, REFUSED);
    }

    @Test
    void aVersionThatARestoredStoreGaveOutTwiceWasTakenForTheFirst() {
        holds(
                179_012,
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                THREE,
                fault(9, 5_224, Fault.Kind.DELETED, 1_919, 47),
                fault(3, 15_213, Fault.Kind.CLIENT_GO, 8_993, 45),
                fault(8, 22_876, Fault.Kind.REWOUND, 1_330, 50));
    }
}
