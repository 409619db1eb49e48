package com.vpsie.autoscaler.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.it.stage.Groups;
import com.vpsie.autoscaler.it.stage.Setup;
import com.vpsie.autoscaler.it.stage.Stage;
import com.vpsie.autoscaler.sandbox.kube.real.ChosenKubernetes;
import com.vpsie.autoscaler.sandbox.vpsie.Fault;
import com.vpsie.autoscaler.sandbox.vpsie.Invoice;
import com.vpsie.autoscaler.sandbox.vpsie.Operation;
import com.vpsie.autoscaler.sandbox.vpsie.SandboxContent;
import com.vpsie.autoscaler.sandbox.vpsie.Size;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieFaults;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Half an hour of faults over five replicas and twenty NodeGroups whose sizes change all the time, while VPSie itself
 * answers badly now and then; in the end what is desired was bought and has joined, and VPSie's invoice is what it must
 * be. {@code ./mvnw verify -Psoak}; {@code -Dsoak.minutes} makes it shorter, {@code -Dsoak.seed} repeats its faults.
 */
@Tag("soak")
class SoakIT {
    private static final int REPLICAS = 5;
    private static final int GROUPS = 20;
    /** So many changes fit into the rate limit of VPSie's API. */
    private static final Duration PACE = Duration.ofSeconds(3);

    private static final Duration TIME = Duration.ofMinutes(Long.parseLong(property("soak.minutes", "30")));
    private static final Setup SETUP = Setup.of("soak", REPLICAS, "soak-race", Bounds.LEASE);
    /** Which a replica repeats by itself, or looks again after. */
    private static final List<Operation> TROUBLED =
            List.of(Operation.GET_CLUSTER, Operation.LIST_GROUPS, Operation.DELETE_NODE);

    private final long seed = Long.parseLong(property("soak.seed", Long.toString(System.nanoTime() & 0xFFFFFFL)));
    private final Random random = new Random(seed);
    private final Report report = new Report();

    private static String property(String name, String otherwise) {
        String value = System.getProperty(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    @Test
    void booksBalanceAfterHalfAnHourOfFaults() throws Exception {
        System.out.println("soak of " + TIME.toMinutes() + " minutes, seed " + seed);
        try (Stage stage = Stage.set(SETUP)) {
            stage.cloud().world().addOffers(SandboxContent.DATACENTER, sizes());
            Groups groups = new Groups(stage.cluster().admin(), stage.cloud().world(), names());
            try (Reckoning reckoning = new Reckoning(groups)) {
                play(stage, groups);
                reckon(stage, reckoning);
            } finally {
                Files.writeString(SETUP.work().resolve("report.txt"), report.table());
                Files.write(SETUP.work().resolve("objects.yaml"), groups.describe());
                System.out.println(report.table());
            }
        }
        assertThat(report.bad()).as("faults with something wrong after them").isEmpty();
    }

    private void play(Stage stage, Groups groups) throws Exception {
        Instant end = Instant.now().plus(TIME);
        stage.awaitReady(REPLICAS);
        groups.create();
        try (Demand demand = new Demand(groups, seed, PACE)) {
            Play play = new Play(stage, groups, demand, Bounds.of(SETUP).forManyGroups());
            play.awaitSettled();
            System.out.println(Row.head());
            for (Schedule.Planned plan :
                    Schedule.endless(seed, ChosenKubernetes.isReal()).faults()) {
                if (Instant.now().isAfter(end)) {
                    return;
                }
                trouble(stage.cloud().faults());
                Row row = play.play(plan);
                report.add(row);
                System.out.println(row);
            }
        }
    }

    /** What the cloud does wrong by itself until it is told to be well again. */
    private void trouble(VpsieFaults cloud) {
        for (int i = random.nextInt(4); i > 0; i--) {
            Operation operation = TROUBLED.get(random.nextInt(TROUBLED.size()));
            cloud.add(
                    operation,
                    1 + random.nextInt(2),
                    switch (random.nextInt(4)) {
                        case 0 -> Fault.status(500, "internal error");
                        case 1 -> Fault.status(429, "too many requests", Duration.ofSeconds(1));
                        case 2 -> Fault.loseAnswer();
                        default -> Fault.slowAnswer(Duration.ofMillis(random.nextInt(3_000)));
                    });
        }
    }

    private static void reckon(Stage stage, Reckoning reckoning) {
        Invoice invoice = stage.cloud().log().invoice(stage.cloud().world().now());
        assertThat(reckoning.differences(invoice, stage.cloud().log().lifetimes()))
                .as("VPSie's invoice")
                .isEmpty();
        assertThat(stage.cloud().log().forbidden()).as("forbidden calls").isEmpty();
        System.out.println("machines: " + reckoning.machines() + ", invoice: USD " + invoice.total());
    }

    private static List<String> names() {
        return IntStream.rangeClosed(1, GROUPS)
                .mapToObj(i -> String.format(Locale.ROOT, "pool-%02d", i))
                .toList();
    }

    /**
     * One for each group: by its shape a machine is told to be of a group, and a price of its own shows a machine of
     * another group's size.
     */
    private static List<Size> sizes() {
        return IntStream.rangeClosed(1, GROUPS)
                .mapToObj(i -> Size.of(
                        i, "size-" + i, i, 1024 * i, 20 * i, i + ".00", String.format(Locale.ROOT, "0.%03d", 10 + i)))
                .toList();
    }
}
