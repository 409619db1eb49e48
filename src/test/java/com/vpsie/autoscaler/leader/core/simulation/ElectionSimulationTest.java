package com.vpsie.autoscaler.leader.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.leader.core.Checked;
import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.ElectionRules;
import com.vpsie.autoscaler.leader.core.ElectionTiming;
import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.TimingRules;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Plays many histories. One of them again: {@code ./mvnw test -Dtest=ElectionSimulationTest -Delection.seed=42}; more of
 * them: {@code -Delection.seeds=100000}.
 */
class ElectionSimulationTest {
    private static final int SEEDS = Integer.getInteger("election.seeds", 3_000);
    private static final long ONE = Long.getLong("election.seed", -1);

    @Test
    void noTwoGatesAreEverOpenWhateverTheNetworkAndTheClocksDo() {
        long events = 0;
        long holders = 0;
        long faults = 0;
        long first = ONE >= 0 ? ONE : 1;
        long last = ONE >= 0 ? ONE : SEEDS;
        for (long seed = first; seed <= last; seed++) {
            World world = play(seed, false);
            events += world.events;
            holders += world.holders;
            faults += world.faults;
        }
        long count = last - first + 1;
        System.out.printf(
                "%d histories: on average %d events, %.1f holders, %.1f mishaps%n",
                count, events / count, holders / (double) count, faults / (double) count);
        if (ONE < 0) {
            assertThat(events / count).isGreaterThan(200);
            assertThat(holders / (double) count).isGreaterThan(2);
            assertThat(faults / (double) count).isGreaterThan(3);
        }
    }

    @Test
    void tokensGrowAndALeaderIsFoundAlsoWhenTheLeaseIsDeletedByHand() {
        for (long seed = ONE >= 0 ? ONE : 1; seed <= (ONE >= 0 ? ONE : SEEDS / 3); seed++) {
            play(seed, true);
        }
    }

    /** A world that cannot see a broken rule proves nothing: each of these must be found. */
    @Test
    void aBrokenRuleIsFound() {
        assertThat(foundBy(AnchoredAtTheAnswer::new)).as("anchor at the answer").isPositive();
        assertThat(foundBy(Impatient::new))
                .as("wait half of the record's duration")
                .isPositive();
        assertThat(foundBy(WithoutFloor::new)).as("token without the floor").isPositive();
    }

    /** The first seed that finds it, or -1. */
    private static long foundBy(RulesMaker maker) {
        for (long seed = 1; seed <= 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed * 31 + 7);
            World world =
                    new World(seed, timing(random), (w, identity) -> maker.make(w.timing, identity, w.random.split()));
            try {
                world.play(1 + random.nextInt(5), Duration.ofSeconds(60 + random.nextInt(60)), true);
            } catch (AssertionError found) {
                return seed;
            }
        }
        return -1;
    }

    private interface RulesMaker {
        ElectionRules make(ElectionTiming timing, String identity, RandomGenerator random);
    }

    private static World play(long seed, boolean thirdParty) {
        SplittableRandom random = new SplittableRandom(seed * 31 + 7);
        World world = new World(seed, timing(random));
        world.play(1 + random.nextInt(thirdParty ? 3 : 5), Duration.ofSeconds(60 + random.nextInt(60)), thirdParty);
        return world;
    }

    private static final class AnchoredAtTheAnswer extends ElectionRules {
        AnchoredAtTheAnswer(ElectionTiming timing, String identity, RandomGenerator random) {
            super(timing, identity, random);
        }

        @Override
        protected ClockReading anchor(ClockReading started, ClockReading answered) {
            return answered;
        }
    }

    private static final class Impatient extends ElectionRules {
        Impatient(ElectionTiming timing, String identity, RandomGenerator random) {
            super(timing, identity, random);
        }

        @Override
        protected long patience(LeaseRecord seen) {
            return super.patience(seen) / 2;
        }
    }

    private static final class WithoutFloor extends ElectionRules {
        WithoutFloor(ElectionTiming timing, String identity, RandomGenerator random) {
            super(timing, identity, random);
        }

        @Override
        protected long token(long acquiringVersion, long floor) {
            return acquiringVersion;
        }
    }

    /** The default, or one with the smallest margin that the rules allow. */
    private static ElectionTiming timing(SplittableRandom random) {
        Duration lease = Duration.ofSeconds(new int[] {15, 15, 6, 30}[random.nextInt(4)]);
        Duration deadline = random.nextBoolean()
                ? lease.multipliedBy(9).dividedBy(10)
                : lease.multipliedBy(2).dividedBy(3);
        return ((Checked.Valid<ElectionTiming>) TimingRules.derive(TimingRules.Given.of(lease, deadline))).value();
    }
}
