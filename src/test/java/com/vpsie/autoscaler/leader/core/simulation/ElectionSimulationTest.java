package com.vpsie.autoscaler.leader.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Plays many histories of one to nine replicas on bad machines over a bad network, and checks all {@link Invariants} at
 * each of their events. More of them: {@code ./mvnw test -Dtest=ElectionSimulationTest -Dseeds=100000}; one of them,
 * whatever it does: {@code -Dseed=42}. A failure says how the least that fails is played again.
 */
class ElectionSimulationTest {
    private static final long ENOUGH_FOR_EVERYTHING = 1_000;
    private static final Choice CHOICE = Choice.of(System::getProperty);

    @Test
    void everyInvariantHoldsAtEveryEvent() {
        if (CHOICE.seed().isPresent()) {
            one(CHOICE.scenario());
        } else {
            all(CHOICE.seeds());
        }
    }

    private static void one(Scenario scenario) {
        Optional<Trial> failed = Trial.of(scenario, CHOICE.product());
        failed.ifPresent(trial -> fail(trial.report()));
        Story story = Story.told();
        World world = new World(scenario, CHOICE.product(), story).play();
        System.out.printf(
                "%s%n%s%nseed %d holds: %d events, %d holders, %d faults%n",
                String.join(System.lineSeparator(), scenario.lines()),
                story,
                scenario.seed(),
                world.events(),
                world.holders(),
                world.course.faults());
    }

    private static void all(long seeds) {
        Campaign campaign = new Campaign(CHOICE.product());
        Optional<Long> failed = campaign.play(seeds);
        failed.flatMap(seed -> Trial.of(Scenario.drawn(seed), CHOICE.product()))
                .ifPresent(trial -> fail(trial.report()));
        assertThat(failed).as("a seed whose history came to no end").isEmpty();
        System.out.println(campaign);
        assertThat(campaign.events()).as("events in a history").isGreaterThanOrEqualTo(200);
        assertThat(campaign.holders() - 1).as("changes of holder in a history").isGreaterThanOrEqualTo(2);
        assertThat(campaign.faults()).as("faults in a history").isGreaterThanOrEqualTo(3);
        if (seeds >= ENOUGH_FOR_EVERYTHING) {
            assertThat(campaign.kinds()).as("what went wrong").containsOnly(Fault.Kind.values());
        }
    }
}
