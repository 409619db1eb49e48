package com.vpsie.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.act.CloudDouble.Mishap;
import com.vpsie.autoscaler.api.v1alpha1.Condition;
import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import com.vpsie.autoscaler.sandbox.vpsie.Call;
import com.vpsie.autoscaler.sandbox.vpsie.Operation;
import com.vpsie.autoscaler.sandbox.vpsie.Quota;
import com.vpsie.autoscaler.sandbox.vpsie.SandboxContent;
import com.vpsie.autoscaler.sandbox.vpsie.Verdict;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The life of a group from its creation to its end, and what goes wrong on the way. */
class NodeGroupLifeTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final Scene scene = Scene.withGroup(2, 5);

    @Test
    void aGroupGetsItsMinimumAndSaysSo() {
        Replica leader = scene.leader();

        scene.runs(leader, MINUTE);

        scene.assertReady(2);
        assertThat(scene.bought()).isEqualTo(2);
        assertThat(scene.status().getDesiredNodes()).isEqualTo(2);
        assertThat(scene.status().getCurrentNodes()).isEqualTo(2);
        assertThat(scene.status().getLeaderToken()).isEqualTo(7);
        assertThat(scene.status().isGroupCreatedByUs()).isTrue();
        assertThat(scene.condition("Ready")).map(Condition::getStatus).contains("True");
        assertThat(scene.condition("AtMinCapacity")).map(Condition::getStatus).contains("True");
        assertThat(scene.condition("Error")).map(Condition::getStatus).contains("False");
        assertThat(leader.metrics.groups).last().isEqualTo("autoscaling/pool 2/2/2");
        assertThat(leader.metrics.transitions)
                .contains(
                        "Pending->Provisioning", "Provisioning->Provisioned", "Provisioned->Joining", "Joining->Ready");
    }

    @Test
    void aJoinedNodeCarriesTheNamesOfItsGroup() {
        scene.runs(scene.leader(), MINUTE);

        assertThat(scene.cluster.all(Node.class))
                .hasSize(2)
                .allSatisfy(node -> assertThat(node.getMetadata().getLabels())
                        .containsEntry(Names.LABEL_MANAGED, "true")
                        .containsEntry(Names.LABEL_NODE_GROUP, "pool")
                        .containsEntry(Names.LABEL_NODE_GROUP_NAMESPACE, "autoscaling")
                        .containsEntry(Names.LABEL_DATACENTER, "dc-sandbox")
                        .containsKey(Names.LABEL_VPSIE_NODE));
    }

    @Test
    void nothingIsWrittenWhenNothingChanges() {
        Replica leader = scene.leader();
        scene.runs(leader, MINUTE);
        int effects = leader.fatality.effects();

        scene.runs(leader, MINUTE);

        assertThat(leader.fatality.effects()).isEqualTo(effects);
    }

    @Test
    void aLostAnswerCostsOneMachineNotTwo() {
        scene.cloud.next(Mishap.ANSWER_LOST);
        Replica leader = scene.leader();

        scene.runs(leader, MINUTE);
        assertThat(scene.bought())
                .as("nothing is bought while an answer is unknown")
                .isEqualTo(1);
        assertThat(scene.status().getOperation()).isNotNull();

        scene.runs(leader, Duration.ofMinutes(3));
        scene.assertReady(2);
        assertThat(scene.bought()).isEqualTo(2);
    }

    @Test
    void aLostRequestIsRepeatedAfterTheSettleWindow() {
        scene.cloud.next(Mishap.REQUEST_LOST);

        scene.runs(scene.leader(), Duration.ofMinutes(4));

        scene.assertReady(2);
        assertThat(scene.bought()).isEqualTo(2);
    }

    @Test
    void whatIsCarriedOutLateCostsAtMostOneForEachUnknownAnswer() {
        scene.cloud.next(Mishap.LATE);
        Replica leader = scene.leader();
        scene.runs(leader, Duration.ofMinutes(4));
        scene.assertReady(2);

        scene.cloud.carryOutLate();
        scene.runs(leader, Duration.ofMinutes(4));

        assertThat(scene.bought()).as("one surplus for one unknown answer").isEqualTo(3);
        scene.edit(group -> group.getSpec().setMinNodes(3));
        scene.runs(leader, MINUTE);
        scene.assertReady(3);
        assertThat(scene.bought())
                .as("the surplus is adopted before one is bought")
                .isEqualTo(3);
    }

    @Test
    void aYesWithoutIdentityIsAwaitedAndNotRepeated() {
        scene.world.setTimings(timings -> timings.withListing(Duration.ofMinutes(5)));
        scene.cloud.next(Mishap.JUST_TRUE, Mishap.JUST_TRUE);
        Replica leader = scene.leader();

        scene.runs(leader, Duration.ofMinutes(4));
        assertThat(scene.bought()).isEqualTo(2);

        scene.runs(leader, Duration.ofMinutes(3));
        scene.assertReady(2);
        assertThat(scene.bought()).isEqualTo(2);
    }

    @Test
    void threeUnansweredRequestsFreezeTheGroupUntilSomebodySpeaks() {
        scene.cloud.next(Mishap.REQUEST_LOST, Mishap.REQUEST_LOST, Mishap.REQUEST_LOST);
        Replica leader = scene.leader();

        scene.runs(leader, Duration.ofMinutes(30));
        assertThat(scene.condition("Frozen")).map(Condition::getStatus).contains("True");
        assertThat(scene.status().getOperation())
                .extracting(operation -> operation == null ? 0 : operation.getAttempts())
                .isEqualTo(3);
        assertThat(scene.bought()).isZero();

        scene.runs(scene.leader(), Duration.ofMinutes(30));
        assertThat(scene.bought()).as("the next leader keeps it frozen").isZero();

        scene.edit(group -> group.getMetadata().setAnnotations(new HashMap<>(Map.of(Names.ANNOTATION_RETRY, "1"))));
        scene.runs(scene.leader(), Duration.ofMinutes(5));
        assertThat(scene.condition("Frozen")).map(Condition::getStatus).contains("False");
        assertThat(scene.status().getReadyNodes()).isEqualTo(2);
        assertThat(scene.bought()).isEqualTo(2);
        assertThat(scene.status().getRetried()).as("the same value thaws once").isEqualTo("1");
    }

    @Test
    void aFrozenGroupTakesWhatIsThereBeforeItBuys() {
        scene.cloud.next(Mishap.LATE, Mishap.REQUEST_LOST, Mishap.REQUEST_LOST);
        Replica leader = scene.leader();
        scene.runs(leader, Duration.ofMinutes(30));

        scene.cloud.carryOutLate();
        scene.edit(group -> group.getSpec().setMaxNodes(6));
        scene.runs(leader, Duration.ofMinutes(5));

        assertThat(scene.status().getReadyNodes()).isEqualTo(2);
        assertThat(scene.bought()).isEqualTo(2);
    }

    @Test
    void aQuotaHoldsPurchasesBackInsteadOfHammering() {
        scene.world.setQuota(Optional.of(new Quota(1, 403, "quota reached")));
        Replica leader = scene.leader();

        scene.runs(leader, Duration.ofMinutes(10));

        assertThat(scene.bought()).isEqualTo(1);
        assertThat(scene.condition("Error")).map(Condition::getReason).contains("ClusterCapacityLimitReached");
        assertThat(scene.world.log().requests(Operation.ADD_NODE))
                .as("requests in ten minutes")
                .hasSizeLessThan(7);
    }

    @Test
    void lessDesiredMeansTheNewestGoes() {
        Replica leader = scene.leader();
        scene.edit(group -> group.getSpec().setMinNodes(3));
        scene.runs(leader, MINUTE);
        scene.assertReady(3);

        scene.edit(group -> {
            group.getSpec().setMinNodes(1);
            group.getSpec().setMaxNodes(2);
        });
        scene.runs(leader, MINUTE);

        scene.assertReady(2);
        assertThat(scene.workers()).hasSize(2);
        assertThat(scene.cluster.all(Node.class)).hasSize(2);
    }

    @Test
    void aDeletedGroupTakesItsMachinesItsVpsieGroupAndItselfAway() {
        Replica leader = scene.leader();
        scene.runs(leader, MINUTE);

        scene.deleteGroup();
        scene.runs(leader, MINUTE);

        scene.assertNothingLeft();
    }

    @Test
    void aGroupWithoutItsLabelCanStillBeDeleted() {
        Replica leader = scene.leader();
        scene.runs(leader, MINUTE);

        scene.edit(group -> group.getMetadata().setLabels(Map.of()));
        scene.deleteGroup();
        scene.runs(leader, MINUTE);

        scene.assertNothingLeft();
    }

    @Test
    void aVpsieGroupThatWasThereStays() {
        scene.world.createGroup(new Call("person", scene.clock.now()), SandboxContent.CLUSTER, "pool", 1);
        Replica leader = scene.leader();
        scene.runs(leader, MINUTE);
        scene.assertReady(2);
        assertThat(scene.status().isGroupCreatedByUs()).isFalse();

        scene.deleteGroup();
        scene.runs(leader, MINUTE);

        assertThat(scene.cluster.group(Scene.POOL)).isEmpty();
        assertThat(scene.world.group(SandboxContent.CLUSTER, "pool"))
                .hasValueSatisfying(group -> assertThat(group.deleted()).isFalse());
    }

    @Test
    void notFoundAloneDoesNotLetAMachineGo() {
        Replica leader = scene.leader();
        scene.runs(leader, MINUTE);
        scene.deleteGroup();

        // the cluster cannot be listed: every deletion is answered, and nothing is proven
        scene.cloud.listingFails(true);
        scene.runs(leader, Duration.ofMinutes(5));

        assertThat(scene.nodes())
                .as("finalizers hold")
                .hasSize(2)
                .allSatisfy(node -> assertThat(node.getStatus().getConditions())
                        .anyMatch(condition -> "VPSGoneUnproven".equals(condition.getReason())));
        scene.cloud.listingFails(false);
        scene.runs(leader, MINUTE);
        scene.assertNothingLeft();
    }

    @Test
    void theSecondGroupOfTheNameBuysNothing() {
        GroupKey twin = new GroupKey("other", "pool");
        scene.clock.pass(Duration.ofSeconds(1));
        scene.cluster.create(Scene.group(twin, 1, 3));

        scene.runs(scene.leader(), MINUTE);

        scene.assertReady(2);
        assertThat(scene.bought()).isEqualTo(2);
        assertThat(scene.cluster.group(twin).orElseThrow().getStatus().getConditions())
                .anySatisfy(condition -> {
                    assertThat(condition.getType()).isEqualTo("Error");
                    assertThat(condition.getReason()).isEqualTo("VPSieGroupTaken");
                });
    }

    @Test
    void fieldsWithoutEffectAreNamed() {
        scene.edit(group -> group.getSpec().setTags(List.of("blue")));

        scene.runs(scene.leader(), MINUTE);

        assertThat(scene.condition("Unsupported")).hasValueSatisfying(condition -> {
            assertThat(condition.getStatus()).isEqualTo("True");
            assertThat(condition.getMessage()).contains("spec.tags");
        });
    }

    @Test
    void theGoControllersNodesAreTakenOver() {
        VPSieNode known = imported("pool-known", "");
        scene.world.createGroup(new Call("person", scene.clock.now()), SandboxContent.CLUSTER, "pool", 1);
        var machine = scene.world.addNode(new Call("go", scene.clock.now()), SandboxContent.CLUSTER, 101);
        assertThat(machine).isInstanceOf(Verdict.Granted.class);
        known.getSpec().setVpsieNodeIdentifier(scene.workers().get(0).identifier());
        scene.cluster.create(known);
        scene.cluster.create(imported("pool-awaited", ""));

        scene.runs(scene.leader(), Duration.ofMinutes(5));
        assertThat(scene.bought()).as("an awaited node is not bought again").isEqualTo(1);

        scene.runs(scene.leader(), Duration.ofMinutes(20));
        assertThat(scene.bought()).as("until it is given up").isEqualTo(2);
        assertThat(scene.status().getReadyNodes()).isEqualTo(2);
    }

    private VPSieNode imported(String name, String identifier) {
        VPSieNode node = new VPSieNode();
        node.setMetadata(new ObjectMetaBuilder()
                .withNamespace(Scene.POOL.namespace())
                .withName(name)
                .withLabels(new HashMap<>(Map.of(Names.LABEL_NODE_GROUP, "pool")))
                .build());
        node.getSpec().setNodeGroupName("pool");
        node.getSpec().setResourceIdentifier(SandboxContent.CLUSTER);
        node.getSpec().setVpsieNodeIdentifier(identifier.isEmpty() ? null : identifier);
        node.getStatus().setPhase("Provisioning");
        return node;
    }

    @Test
    void aDryRunBuysNothingAndSaysWhatItWould() {
        Replica leader = new Replica(7, scene.cluster, scene.cloud, scene.clock, Fatality.none(), Replica.policy(true));

        scene.runs(leader, MINUTE);

        assertThat(leader.fatality.effects()).isZero();
        assertThat(scene.world.log().entries()).isEmpty();
        assertThat(leader.events).isNotEmpty();
    }
}
