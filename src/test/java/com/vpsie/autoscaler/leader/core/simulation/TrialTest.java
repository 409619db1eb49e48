package com.vpsie.autoscaler.leader.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A failure is made small, told, and can be played again by the command it names. */
class TrialTest {
    private static final Mutant BROKEN = Mutant.MONOTONIC_ONLY;

    private final Scenario whole = Scenario.drawn(BROKEN.seed());
    private final Trial trial = Trial.of(whole, BROKEN).orElseThrow();

    @Test
    void whatIsLeftStillBreaksTheSameAndNothingMoreCanGo() {
        assertThat(trial.invariant()).isEqualTo(BROKEN.breaks());
        assertThat(breaks(trial.least())).isTrue();
        assertThat(trial.least().faults()).hasSizeLessThan(whole.faults().size());
        assertThat(trial.least().faults())
                .noneMatch(fault -> breaks(trial.least().without(fault)));
        assertThat(trial.least().pods()).noneMatch(pod -> breaks(trial.least().without(pod)));
    }

    private static boolean breaks(Scenario scenario) {
        return Trial.violation(scenario, BROKEN, Story.untold())
                .filter(violation -> violation.number() == BROKEN.breaks())
                .isPresent();
    }

    @Test
    void theReportTellsWhatHappened() {
        assertThat(trial.report())
                .contains("seed " + BROKEN.seed() + " breaks invariant " + BROKEN.breaks())
                .contains("shrunk from " + whole.pods().size() + " replicas and "
                        + whole.faults().size() + " faults")
                .contains(trial.least().faults().get(0).toString())
                .contains("leads with token")
                .contains(trial.command());
    }

    @Test
    void theCommandPlaysWhatIsLeft() {
        assertThat(trial.command()).startsWith("./mvnw test -Dtest=ElectionSimulationTest ");
        Map<String, String> properties = Arrays.stream(trial.command().split(" "))
                .filter(word -> word.startsWith("-D"))
                .map(word -> word.substring(2).split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        Choice choice = Choice.of(properties::get);
        assertThat(choice.product()).isEqualTo(BROKEN);
        assertThat(choice.scenario()).isEqualTo(trial.least());
    }

    @Test
    void withoutAChoiceTheProductItselfIsPlayedManyTimes() {
        Choice choice = Choice.of(name -> "");
        assertThat(choice.seeds()).isEqualTo(10_000);
        assertThat(choice.seed()).isEmpty();
        assertThat(choice.product()).isEqualTo(Product.GENUINE);
    }
}
