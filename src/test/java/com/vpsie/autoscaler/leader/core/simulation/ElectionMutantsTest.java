package com.vpsie.autoscaler.leader.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The simulation finds each {@link Mutant}, by the invariant that it is to break. The seed that finds it is kept with it
 * and tried first; only when that has stopped doing so, after a change of the simulation, is another looked for.
 */
class ElectionMutantsTest {
    private static final long ENOUGH = 5_000;

    @Test
    void everyMutantIsCaught() {
        StringBuilder table = new StringBuilder();
        int caught = 0;
        for (Mutant mutant : Mutant.values()) {
            OptionalLong seed = seed(mutant);
            caught += seed.isPresent() ? 1 : 0;
            table.append("%-30s %-66s %s%n"
                    .formatted(
                            mutant,
                            mutant.words(),
                            seed.isPresent()
                                    ? "invariant " + mutant.breaks() + ", within " + seed.getAsLong() + " seeds"
                                    : "not within " + ENOUGH + " seeds"));
        }
        table.append("mutants caught: ").append(caught).append(" of ").append(Mutant.values().length);
        System.out.println(table);
        assertThat(caught).as(table.toString()).isEqualTo(Mutant.values().length);
        assertThat(Mutant.values()).hasSize(19);
    }

    /** Most invariants break before gates overlap. Those that let two lead are found by their overlap alone too. */
    @Test
    void whatLetsTwoLeadIsFoundByTheFirstInvariantAlone() {
        assertThat(twoLead(Mutant.ANCHOR_AT_THE_RESPONSE, 4_218)).isTrue();
        assertThat(twoLead(Mutant.WALL_CLOCK_ONLY, 750)).isTrue();
        assertThat(twoLead(Mutant.MONOTONIC_ONLY, 99)).isTrue();
        assertThat(twoLead(Mutant.IDENTITY_WITHOUT_RANDOM_PART, 6)).isTrue();
        assertThat(twoLead(Mutant.TIMER_ONLY_GATE, 91)).isTrue();
        assertThat(twoLead(Mutant.FOLLOWER_WAITS_BY_THE_WALL, 730)).isTrue();
        assertThat(twoLead(Mutant.NO_OP_IS_A_COMMIT, 9)).isTrue();
        assertThat(twoLead(Mutant.DURATION_INHERITED, 3)).isTrue();
    }

    private static boolean twoLead(Mutant mutant, long kept) {
        return found(mutant, "two lead", kept, seed -> {
                    World world = new World(Scenario.drawn(seed), mutant, Story.untold(), number -> number == 1);
                    return Trial.violation(world).isPresent();
                })
                .isPresent();
    }

    /** What catches them must not be in the seeds themselves. */
    @Test
    void theProductSurvivesTheSameSeeds() {
        for (Mutant mutant : Mutant.values()) {
            assertThat(Trial.violation(Scenario.drawn(mutant.seed()), Product.GENUINE, Story.untold()))
                    .as("seed " + mutant.seed())
                    .isEmpty();
        }
    }

    private static OptionalLong seed(Mutant mutant) {
        return found(mutant, "it is found", mutant.seed(), seed -> breaks(mutant, seed));
    }

    private static OptionalLong found(Mutant mutant, String what, long kept, LongPredicate finds) {
        if (finds.test(kept)) {
            return OptionalLong.of(kept);
        }
        OptionalLong lowest = LongStream.rangeClosed(1, ENOUGH).filter(finds).findFirst();
        lowest.ifPresent(
                seed -> System.out.println(mutant + ": " + what + " in seed " + seed + ", no longer in " + kept));
        return lowest;
    }

    private static boolean breaks(Mutant mutant, long seed) {
        return Trial.violation(Scenario.drawn(seed), mutant, Story.untold())
                .filter(violation -> violation.number() == mutant.breaks())
                .isPresent();
    }
}
