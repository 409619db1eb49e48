package com.vpsie.autoscaler.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.it.stage.Group;
import com.vpsie.autoscaler.it.stage.Setup;
import com.vpsie.autoscaler.sandbox.vpsie.Call;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry.Effect;
import com.vpsie.autoscaler.sandbox.vpsie.Fault;
import com.vpsie.autoscaler.sandbox.vpsie.Fault.Connection;
import com.vpsie.autoscaler.sandbox.vpsie.Operation;
import com.vpsie.autoscaler.sandbox.vpsie.SandboxContent;
import com.vpsie.autoscaler.sandbox.vpsie.Verdict;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieFaults;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieWorld;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The only replica is ended by SIGKILL in the middle of its work, and another process goes on from what stands in the
 * objects: nothing is bought twice, nothing forgotten, nothing left half done.
 */
class CrashIT {
    private static final Setup SETUP =
            Setup.of("crash", 1, "crash", Duration.ofSeconds(3)).with("settle-window", "5s");

    /** Longer than anything lasts here. */
    private static final Duration NEVER = Duration.ofMinutes(10);

    private static final Duration SLOW_STOP = Duration.ofSeconds(15);

    @SuppressWarnings("NullAway.Init")
    private static Controller controller;

    @BeforeAll
    static void start() throws Exception {
        controller = Controller.start(SETUP);
    }

    @AfterEach
    void heal() throws Exception {
        controller.faults().clear();
        controller.start();
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    /**
     * Two purchases are under way when it dies. VPSie has carried out the one, and answers nobody. It carries out the
     * other only after the next process is there, so a process that did not know of it would have bought once more.
     */
    @Test
    void aPurchaseWithoutAnAnswerIsNeitherRepeatedNorForgotten() throws Exception {
        Group paid = controller.group("paid");
        VpsieFaults.Rule silent = controller.faults().next(Operation.ADD_NODE, Fault.slowAnswer(NEVER));
        paid.create(1, 1);
        Controller.awaitStruck(silent, paid);
        Group late = controller.group("late");
        VpsieFaults.Rule stuck = controller.faults().next(Operation.ADD_NODE, notYet());
        late.create(1, 1);
        Controller.awaitStruck(stuck, late);
        for (Group group : List.of(paid, late)) {
            assertThat(group.<Map<String, Object>>status("operation"))
                    .as("what stands in " + group.name() + " while VPSie has the request")
                    .hasValueSatisfying(intent -> assertThat(intent).containsEntry("kind", "CreateNode"));
        }

        controller.kill();
        assertThat(controller.vpsie().bought(paid.name())).hasSize(1);
        assertThat(controller.vpsie().bought(late.name())).isEmpty();
        controller.start();

        late.await(
                "a word of the request, or another one",
                () -> late.condition("Scaling").message().contains("is unknown")
                        || controller.requests(Operation.ADD_NODE, late).size() > 1);
        assertThat(controller.requests(Operation.ADD_NODE, late))
                .as("requests before VPSie carries out the first")
                .hasSize(1);
        carryOut(late);
        paid.awaitExactly(1);
        late.awaitExactly(1);
        assertThat(controller.requests(Operation.ADD_NODE, paid)).hasSize(1);
        assertThat(controller.requests(Operation.ADD_NODE, late))
                .extracting(CloudEntry::effect)
                .as("one request, and what VPSie did about it")
                .containsExactly(Effect.NOT_EXECUTED, Effect.EXECUTED);
    }

    /** Read, and held. */
    private static Fault notYet() {
        return new Fault(false, Duration.ZERO, Connection.ANSWERED, NEVER, Optional.empty());
    }

    private static void carryOut(Group group) {
        VpsieWorld world = controller.stage().cloud().world();
        long id =
                world.group(SandboxContent.CLUSTER, group.name()).orElseThrow().id();
        Call call = new Call(controller.server().name(), world.now());
        assertThat(world.addNode(call, SandboxContent.CLUSTER, id)).isInstanceOf(Verdict.Granted.class);
    }

    /** Two removals are under way when it dies: one before VPSie is told, its pod still stopping; one told already. */
    @Test
    void aRemovalIsFinishedByTheNext() throws Exception {
        Group told = controller.group("told").create(2, 2);
        Group draining = controller.group("draining").create(2, 2);
        told.awaitExactly(2);
        draining.awaitExactly(2);
        Tenant tenant = new Tenant(controller.kubernetes(), "crash-tenant");
        for (Node node : draining.nodes()) {
            tenant.run(node.getMetadata().getName(), SLOW_STOP);
        }
        VpsieFaults.Rule silent = controller.faults().next(Operation.DELETE_NODE, Fault.slowAnswer(NEVER));
        told.limit(1, 1);
        Controller.awaitStruck(silent, told);
        draining.limit(1, 1);
        draining.await(
                "a pod that stops, or a machine told to go",
                () -> !tenant.stopping().isEmpty()
                        || !controller.requests(Operation.DELETE_NODE, draining).isEmpty());
        assertThat(tenant.stopping()).as("pods that stop").hasSize(1);
        String leaving = tenant.stopping().get(0);

        controller.kill();
        assertThat(controller.requests(Operation.DELETE_NODE, draining)).isEmpty();
        assertThat(controller.vpsie().deleted(told.name())).hasSize(1);
        controller.start();

        tenant.awaitGone(
                leaving,
                "deletion(s) of machines",
                () -> controller.requests(Operation.DELETE_NODE, draining).size());
        for (Group group : List.of(told, draining)) {
            group.awaitExactly(1);
            assertThat(controller.vpsie().deleted(group.name()))
                    .as("machines of " + group.name() + " that went")
                    .hasSize(1);
            assertThat(controller.requests(Operation.ADD_NODE, group))
                    .as("none was bought in its place")
                    .hasSize(2);
            assertThat(group.nodes())
                    .as("the node of " + group.name() + " that stays takes pods")
                    .singleElement()
                    .satisfies(node ->
                            assertThat(node.getSpec().getUnschedulable()).isNotEqualTo(true));
        }
        assertThat(tenant.pods())
                .extracting(pod -> pod.getMetadata().getName())
                .as("the pod on the node that stays")
                .containsExactly(Tenant.on(draining.nodes().get(0).getMetadata().getName()));
    }

    /** Each time at another point of a purchase: intent stored, paid for, on its way into the cluster. */
    @Test
    void threeKillsWhileAGroupGrowsRepeatNothing() throws Exception {
        Group steady = controller.group("steady").create(1, 1);
        steady.awaitExactly(1);
        int before = requestsAbout(steady);
        Group growing = controller.group("growing").create(0, 3);
        growing.awaitCondition("Ready", "ScalingComplete");

        growing.limit(1, 3);
        growing.await(
                "an intent or more",
                () -> growing.status("operation").isPresent()
                        || !controller.requests(Operation.ADD_NODE, growing).isEmpty());
        killAndStart();
        growing.limit(2, 3);
        growing.await("a second machine", () -> growing.machines().size() == 2);
        killAndStart();
        growing.limit(3, 3);
        growing.await("a third machine that joins", () -> growing.count().joined() == 3);
        killAndStart();

        growing.awaitExactly(3);
        steady.awaitExactly(1);
        assertThat(controller.vpsie().bought(growing.name()))
                .as("bought in all")
                .hasSize(3);
        assertThat(controller.vpsie().deleted(growing.name())).isEmpty();
        assertThat(requestsAbout(steady))
                .as("what VPSie was asked about a group that was as it should be")
                .isEqualTo(before);
    }

    private static void killAndStart() throws Exception {
        controller.kill();
        controller.start();
    }

    private static int requestsAbout(Group group) {
        return controller
                .vpsie()
                .where(entry -> entry.groupName().equals(group.name()))
                .size();
    }
}
