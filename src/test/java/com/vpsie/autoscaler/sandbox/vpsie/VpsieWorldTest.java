package com.vpsie.autoscaler.sandbox.vpsie;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The model without HTTP, on a clock of the test's own. */
class VpsieWorldTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    private Instant now = START;
    private final VpsieWorld world = world(7);

    private VpsieWorld world(long seed) {
        return VpsieWorld.sandbox(() -> now, () -> Duration.between(START, now).toNanos(), seed);
    }

    @Test
    void equalSeedsGiveEqualHistories() {
        VpsieWorld other = world(7);

        assertThat(buy(other, group(other))).isEqualTo(buy(world, group(world)));
        assertThat(other.log().entries()).isEqualTo(world.log().entries());
        assertThat(world(8).everyMachine()).isNotEqualTo(world(7).everyMachine());
    }

    @Test
    void aMachineBootsRunsLeavesAndIsGone() {
        world.setTimings(old ->
                new Timings(Duration.ofSeconds(20), Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(2)));
        Machine machine = buy(world, group(world));

        assertThat(machine.listedAt(now)).isFalse();
        after(2);
        assertThat(machine.listedAt(now)).isTrue();
        assertThat(machine.stateAt(now)).isEqualTo(MachineState.PROVISIONING);
        after(18);
        assertThat(machine.stateAt(now)).isEqualTo(MachineState.RUNNING);
        Machine leaving = delete(machine);
        assertThat(leaving.stateAt(now)).isEqualTo(MachineState.DELETING);
        after(5);
        assertThat(leaving.stateAt(now)).isEqualTo(MachineState.GONE);
        assertThat(world.listed(SandboxContent.CLUSTER)).allMatch(Machine::controlPlane);
        assertThat(world.deleteNode(call(), SandboxContent.CLUSTER, machine.identifier()))
                .isInstanceOf(Verdict.Denied.class);
    }

    @Test
    void machinesMayNeverBootOrNeverJoin() {
        world.nextFates(Fate.NEVER_BOOTS, Fate.NEVER_JOINS);
        Group group = group(world);

        Machine stuck = buy(world, group);
        Machine aloof = buy(world, group);
        after(3600);

        assertThat(stuck.stateAt(now)).isEqualTo(MachineState.PROVISIONING);
        assertThat(aloof.stateAt(now)).isEqualTo(MachineState.RUNNING);
        assertThat(aloof.fate()).isEqualTo(Fate.NEVER_JOINS);
        assertThat(buy(world, group).fate()).isEqualTo(Fate.JOINS);
    }

    @Test
    void theInvoiceCountsFromPurchaseUntilGone() {
        world.setTimings(old -> old.withDeletion(Duration.ofMinutes(6)));
        Group group = group(world);
        Machine first = buy(world, group);
        after(1800);
        buy(world, group);
        delete(first);
        after(1800);

        Invoice invoice = world.log().invoice(now);

        // size 2 at 0.030 an hour: 36 minutes and 30 minutes
        assertThat(invoice.lines())
                .extracting(Invoice.Line::paid)
                .containsExactly(Duration.ofMinutes(36), Duration.ofMinutes(30));
        assertThat(invoice.total()).isEqualByComparingTo("0.033");
        assertThat(world.log().invoice(START).total()).isEqualByComparingTo("0");
    }

    @Test
    void theLogAnswersWhoLivedWhen() {
        Group group = group(world);
        Machine first = buy(world, group);
        after(10);
        Machine second = buy(world, group);
        after(10);
        delete(first);

        assertThat(world.log().living(group.name()))
                .extracting(Lifetime::identifier)
                .containsExactly(second.identifier());
        List<Lifetime> lives = world.log().intervals(group.name());
        assertThat(lives).hasSize(2);
        assertThat(lives.get(0).existsAt(START)).isTrue();
        assertThat(lives.get(1).existsAt(START)).isFalse();
        assertThat(lives.get(0).existsAt(now)).isTrue();
        assertThat(lives.get(0).existsAt(now.plusSeconds(2))).isFalse();
        assertThat(world.log().entries()).extracting(CloudEntry::number).containsExactly(0L, 1L, 2L, 3L);
        assertThat(world.log().entries().get(3).nanos())
                .isEqualTo(Duration.ofSeconds(20).toNanos());
    }

    @Test
    void theLogKeepsTheOrderOfManyThreads() {
        Group group = group(world);

        IntStream.range(0, 500).parallel().forEach(i -> buy(world, group));

        List<CloudEntry> entries = world.log().entries();
        assertThat(entries).hasSize(501);
        assertThat(IntStream.range(0, 501)).allMatch(i -> entries.get(i).number() == i);
        assertThat(world.log().living(group.name())).hasSize(500);
        assertThat(world.machinesOf(group)).hasSize(500);
    }

    private void after(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private Call call() {
        return new Call("test", now);
    }

    private Group group(VpsieWorld where) {
        return value(where.createGroup(call(), SandboxContent.CLUSTER, "workers", 2));
    }

    private Machine buy(VpsieWorld where, Group group) {
        return value(where.addNode(call(), SandboxContent.CLUSTER, group.id()));
    }

    private Machine delete(Machine machine) {
        return value(world.deleteNode(call(), SandboxContent.CLUSTER, machine.identifier()));
    }

    private static <T> T value(Verdict<T> verdict) {
        if (verdict instanceof Verdict.Granted<T> granted) {
            return granted.value();
        }
        throw new AssertionError("refused: " + verdict);
    }
}
