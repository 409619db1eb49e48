package com.vpsie.autoscaler.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.it.stage.Groups;
import com.vpsie.autoscaler.it.stage.Judge;
import com.vpsie.autoscaler.it.stage.Setup;
import com.vpsie.autoscaler.it.stage.Stage;
import com.vpsie.autoscaler.sandbox.kube.real.ChosenKubernetes;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever strikes three replicas, no two act side by side and no work is lost: see {@link Kind} for what strikes, {@link
 * Judge} and {@link Play} for what must hold. Not part of an ordinary build: {@code ./mvnw verify -Pfaults}.
 */
@Tag("faults")
class FaultsIT {
    private static final Setup SETUP = Setup.of("faults", 3, "faults-race", Bounds.LEASE);

    private static final Duration GONE = Duration.ofSeconds(90);

    private final Schedule schedule = Schedule.from(System.getProperties(), ChosenKubernetes.isReal());
    private final Report report = new Report();

    @Test
    void noTwoLeadersAndNoLostWork() throws Exception {
        System.out.println(schedule);
        if (ChosenKubernetes.isReal()) {
            Stream.of(Kind.values())
                    .filter(kind -> !kind.worksOnReal())
                    .forEach(kind -> System.out.println("NOT RUN on a real API server: " + kind.words()));
        }
        try (Stage stage = Stage.set(SETUP)) {
            System.out.println("three replicas on the " + stage.apiName());
            try {
                play(stage);
            } finally {
                write("lease.log", stage.history().commits());
                write("cloud.log", stage.cloud().log().entries());
            }
        }
        assertThat(report.bad()).as("faults with something wrong after them").isEmpty();
    }

    private void play(Stage stage) throws Exception {
        stage.awaitReady(3);
        Groups groups = new Groups(stage.cluster().admin(), stage.cloud().world());
        groups.create();
        try (Demand demand = new Demand(groups, schedule.seed(), Duration.ofSeconds(1))) {
            Play play = new Play(stage, groups, demand, Bounds.of(SETUP));
            play.awaitSettled();
            System.out.println(Row.head());
            for (Schedule.Planned plan : schedule.faults()) {
                Row row = play.play(plan);
                report.add(row);
                System.out.println(row);
                if (!row.isGood()) {
                    write("objects-after-" + plan.number() + ".yaml", groups.describe());
                }
            }
        }
        groups.delete();
        try {
            Await.answer(
                    GONE,
                    Duration.ofMillis(200),
                    "nothing left",
                    () -> groups.remains().toString(),
                    () -> Optional.of(groups.remains()).filter(List::isEmpty));
        } finally {
            write("objects-left.yaml", groups.describe());
        }
        assertThat(stage.cloud().log().forbidden()).as("forbidden calls").isEmpty();
    }

    private static void write(String file, List<?> lines) throws IOException {
        Files.write(
                SETUP.work().resolve(file), lines.stream().map(Object::toString).toList());
    }

    @AfterEach
    void tell() {
        System.out.println(report.table());
        System.out.println("logs: " + SETUP.work() + "; again: " + schedule.command(ChosenKubernetes.isReal()));
    }
}
