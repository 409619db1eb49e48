package com.vpsie.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.api.v1alpha1.Copies;
import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A machine goes only after its pods have left, and stays when they cannot. */
class DrainTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final Scene scene = Scene.withGroup(1, 5);
    private final Replica leader = scene.leader();

    @BeforeEach
    void oneNodeRuns() {
        scene.runs(leader, MINUTE);
        scene.assertReady(1);
    }

    @Test
    void podsAreEvictedBeforeTheMachineGoes() {
        scene.cluster.run(node().getMetadata().getName(), pod("web", "ReplicaSet"));
        scene.cluster.run(node().getMetadata().getName(), pod("log-agent", "DaemonSet"));

        scene.deleteGroup();
        scene.runs(leader, MINUTE);

        assertThat(scene.cluster.podsOn(scene.world.everyMachine().get(1).hostname()))
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("log-agent");
        scene.assertNothingLeft();
    }

    @Test
    void aNodeThatTheCachesHaveNotSeenYetIsEmptiedAndGoesToo() {
        String name = node().getMetadata().getName();
        scene.cluster.run(name, pod("web", "ReplicaSet"));
        scene.cluster.unsee(name);

        scene.deleteGroup();
        scene.runs(scene.leader(), MINUTE);

        assertThat(scene.cluster.podsOn(name)).isEmpty();
        scene.assertNothingLeft();
    }

    @Test
    void aProtectedPodKeepsItsMachineAndTheNodeBecomesSchedulableAgain() {
        scene.cluster.run(node().getMetadata().getName(), pod("db", "StatefulSet"));
        scene.cluster.protect("db");
        scene.deleteGroup();

        scene.runs(leader, Duration.ofSeconds(60));
        assertThat(node().getSpec().getUnschedulable()).as("while it drains").isTrue();

        scene.runs(leader, Duration.ofSeconds(75));
        assertThat(scene.workers()).hasSize(1);
        assertThat(node().getSpec().getUnschedulable()).as("given up").isFalse();
        assertThat(scene.nodes().get(0).getStatus().getConditions())
                .anyMatch(condition -> "DrainFailed".equals(condition.getReason()));

        scene.cluster.unprotect("db");
        scene.runs(leader, Duration.ofMinutes(4));
        scene.assertNothingLeft();
    }

    @Test
    void theNextLeaderGoesOnWithTheDrainUnderItsFirstDeadline() {
        scene.cluster.run(node().getMetadata().getName(), pod("db", "StatefulSet"));
        scene.cluster.protect("db");
        scene.deleteGroup();
        scene.runs(leader, Duration.ofSeconds(90));

        scene.runs(scene.leader(), Duration.ofSeconds(45));

        assertThat(node().getSpec().getUnschedulable()).isFalse();
    }

    @Test
    void aPersonCanSayNotToDrain() {
        scene.cluster.run(node().getMetadata().getName(), pod("db", "StatefulSet"));
        scene.cluster.protect("db");
        VPSieNode child = Copies.of(scene.nodes().get(0));
        child.getMetadata().setAnnotations(new HashMap<>(Map.of(Names.ANNOTATION_SKIP_DRAIN, "true")));
        scene.cluster.update(child, (stored, next) -> {});

        scene.deleteGroup();
        scene.runs(leader, MINUTE);

        scene.assertNothingLeft();
    }

    private Node node() {
        return scene.cluster.all(Node.class).get(0);
    }

    private static Pod pod(String name, String owner) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .addNewOwnerReference()
                .withKind(owner)
                .withName(name)
                .endOwnerReference()
                .endMetadata()
                .withNewStatus()
                .withPhase("Running")
                .endStatus()
                .build();
    }
}
