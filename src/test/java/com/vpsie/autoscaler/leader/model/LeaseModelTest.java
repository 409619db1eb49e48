package com.vpsie.autoscaler.leader.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the model of the election in {@code docs/tla}; README.md there says what each configuration shows. */
class LeaseModelTest {
    private static final int SAFETY_VIOLATED = 12;

    @TempDir
    Path scratch;

    /** Exactly so many states: a model that has lost behaviours proves less, and is told apart here. */
    @ParameterizedTest
    @CsvSource({
        "Lease, 21790",
        "LongLag, 18178",
        "ThreeElectors, 8179",
        "NoLeaseYet, 31797",
        "DeletedLease, 32352",
    })
    void noTwoMayActAsLongAsEveryRuleIsKept(String configuration, int states) throws Exception {
        ModelRun run = run("holds", configuration);
        System.out.printf("%s: %d states, no error%n", configuration, run.states());
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.left()).isZero();
        assertThat(run.states()).isEqualTo(states);
    }

    /** Two act at the same instant, or under a gate that is superseded, after so many steps. */
    @ParameterizedTest
    @CsvSource({
        "DeadlineAboveBound, 11",
        "AnchorAtAnswer, 11",
        "TimerClosesGate, 11",
        "MonotonicClockAlone, 11",
        "PatienceHalved, 10",
        "WaitFromFirstSight, 15",
        "NoCompareAndSet, 9",
        "DurationInherited, 10",
        "ReleaseBeforeClose, 11",
        "AbsentMeansFree, 10",
        "DeletedWhileYoung, 10",
        "DeletedTwice, 13",
    })
    void twoActWhenOneRuleIsBroken(String configuration, int steps) throws Exception {
        ModelRun run = run("fails", configuration);
        System.out.printf("%s: violated in %d steps, %d states%n", configuration, run.steps(), run.states());
        assertThat(run.exit()).as(run.output()).isEqualTo(SAFETY_VIOLATED);
        assertThat(run.violated()).contains("ActExclusion");
        assertThat(run.steps()).isEqualTo(steps);
    }

    @Test
    void everyConfigurationIsChecked() throws IOException {
        assertThat(configurations("holds")).hasSize(5);
        assertThat(configurations("fails")).hasSize(12);
    }

    private ModelRun run(String folder, String configuration) throws Exception {
        return ModelRun.of(ModelRun.MODELS.resolve(folder).resolve(configuration + ".cfg"), scratch);
    }

    private static List<Path> configurations(String folder) throws IOException {
        try (Stream<Path> files = Files.list(ModelRun.MODELS.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".cfg")).toList();
        }
    }
}
