package com.vpsie.autoscaler.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.it.stage.Group;
import com.vpsie.autoscaler.it.stage.Group.Condition;
import com.vpsie.autoscaler.it.stage.Setup;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry;
import com.vpsie.autoscaler.sandbox.vpsie.Operation;
import com.vpsie.autoscaler.sandbox.vpsie.SandboxContent;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** NodeGroups and VPSieNodes are created, changed and deleted by people, and one replica does what they ask for. */
class ReconcileIT {
    private static final String API = "autoscaler.vpsie.com/v1alpha1";
    private static final Setup SETUP = Setup.of("reconcile", 1, "reconcile", Duration.ofSeconds(4));

    @SuppressWarnings("NullAway.Init")
    private static Controller controller;

    @BeforeAll
    static void start() throws Exception {
        controller = Controller.start(SETUP);
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    // ---- the objects

    @Test
    void nodeGroupsAreCreatedReadChangedAndDeleted() throws Exception {
        Group group = controller.group("crud").create(0, 2);
        GenericKubernetesResource read = group.object().orElseThrow();
        assertThat(read.<Integer>get("spec", "minNodes")).isZero();
        assertThat(read.<Integer>get("spec", "scaleDownPolicy", "cooldownSeconds"))
                .as("a default of the schema")
                .isEqualTo(600);
        group.awaitCondition("Ready", "ScalingComplete");

        group.limit(0, 5);
        group.await(
                "the new generation to be seen",
                () -> group.number("observedGeneration")
                        == group.object().orElseThrow().getMetadata().getGeneration());
        assertThat(group.object().orElseThrow().<Integer>get("spec", "maxNodes"))
                .isEqualTo(5);
        assertThat(controller.requests(Operation.ADD_NODE, group))
                .as("a higher maximum alone buys nothing")
                .isEmpty();

        group.delete();
        group.awaitGone();
    }

    @Test
    void vpsieNodesAreCreatedReadChangedAndDeleted() {
        String yaml = """
                apiVersion: autoscaler.vpsie.com/v1alpha1
                kind: VPSieNode
                metadata:
                  name: by-hand
                  namespace: %s
                spec:
                  vpsieInstanceID: 7
                  instanceType: offer-small
                  nodeGroupName: of-nobody
                  datacenterID: %s
                  resourceIdentifier: %s
                  project: sandbox
                  kubernetesVersion: v1.34.1
                """.formatted(Cluster.NAMESPACE, SandboxContent.DATACENTER, SandboxContent.CLUSTER);
        controller
                .kubernetes()
                .resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class))
                .create();
        GenericKubernetesResource node = vpsieNode("by-hand").get();
        assertThat(node.<String>get("spec", "instanceType")).isEqualTo("offer-small");

        node.setAdditionalProperty("status", Map.of("phase", "Pending", "hostname", "somewhere"));
        controller.kubernetes().resource(node).updateStatus();
        assertThat(vpsieNode("by-hand").get().<String>get("status", "hostname")).isEqualTo("somewhere");

        vpsieNode("by-hand").delete();
        assertThat(vpsieNode("by-hand").get())
                .as("nobody holds a node without a machine")
                .isNull();
        assertThat(controller.vpsie().where(entry -> entry.groupName().equals("of-nobody")))
                .as("what VPSie was asked for it")
                .isEmpty();
    }

    private static Resource<GenericKubernetesResource> vpsieNode(String name) {
        return controller
                .kubernetes()
                .genericKubernetesResources(API, "VPSieNode")
                .inNamespace(Cluster.NAMESPACE)
                .withName(name);
    }

    // ---- what becomes of them

    @Test
    void aGroupGetsItsMinimumAndSaysSo() throws Exception {
        Group group = controller.group("minimum").create(2, 4);
        group.awaitExactly(2);
        group.awaitCondition("Ready", "ScalingComplete");

        assertThat(controller.vpsie().createdGroups(group.name())).hasSize(1);
        assertThat(controller.requests(Operation.ADD_NODE, group))
                .hasSize(2)
                .allMatch(CloudEntry::executed)
                .allMatch(call -> call.caller().equals(controller.server().name()));
        assertThat(group.number("desiredNodes")).isEqualTo(2);
        assertThat(group.number("currentNodes")).isEqualTo(2);
        assertThat(group.number("readyNodes")).isEqualTo(2);
        assertThat(group.number("vpsieGroupID"))
                .isEqualTo(controller
                        .vpsie()
                        .createdGroups(group.name())
                        .get(0)
                        .groupId()
                        .orElseThrow());
        assertThat(group.<List<Map<String, Object>>>status("nodes").orElseThrow())
                .hasSize(2)
                .allMatch(node -> "Ready".equals(node.get("status")))
                .extracting(node -> node.get("nodeName"))
                .containsExactlyInAnyOrderElementsOf(group.nodes().stream()
                        .map(node -> (Object) node.getMetadata().getName())
                        .toList());
        assertThat(group.condition("Scaling").status()).isEqualTo("False");
        assertThat(group.condition("Error").status()).isEqualTo("False");
        assertThat(group.condition("AtMinCapacity").isTrue()).isTrue();
        assertThat(group.condition("AtMaxCapacity").status()).isEqualTo("False");
    }

    @Test
    void nodesCarryWhatTheirGroupSays() throws Exception {
        Group group = controller.group("labels");
        Map<String, Object> spec = group.spec(1, 1);
        spec.put("labels", Map.of("team", "builders"));
        spec.put("taints", List.of(Map.of("key", "builds", "value", "only", "effect", "NoSchedule")));
        spec.put("preferredInstanceType", "offer-large");
        spec.put("offeringIDs", List.of("offer-small", "offer-large"));
        group.create(spec).awaitExactly(1);

        Node node = group.nodes().get(0);
        assertThat(node.getMetadata().getLabels())
                .containsEntry("team", "builders")
                .containsEntry("autoscaler.vpsie.com/managed", "true")
                .containsEntry("autoscaler.vpsie.com/datacenter", SandboxContent.DATACENTER)
                .containsEntry(
                        "autoscaler.vpsie.com/vpsienode",
                        group.vpsieNodes().get(0).getMetadata().getName());
        assertThat(node.getSpec().getTaints()).contains(new Taint("NoSchedule", "builds", null, "only"));
        assertThat(group.vpsieNodes().get(0).<String>get("spec", "instanceType"))
                .as("the preferred offering")
                .isEqualTo("offer-large");
    }

    @Test
    void fiveGroupsCreatedAtOnceGetANodeEach() throws Exception {
        List<Group> groups = IntStream.range(0, 5)
                .mapToObj(i -> controller.group("concurrent-" + i))
                .toList();
        groups.parallelStream().forEach(group -> group.create(1, 1));
        for (Group group : groups) {
            group.awaitExactly(1);
            assertThat(controller.requests(Operation.ADD_NODE, group)).hasSize(1);
        }
        assertThat(groups.stream().flatMap(group -> group.claimed().stream()))
                .as("machines, none of two groups")
                .doesNotHaveDuplicates()
                .hasSize(5);
    }

    @Test
    void whatIsWrongWithAGroupIsInItsConditions() throws Exception {
        Group ignoring = controller.group("ignoring");
        Map<String, Object> spec = ignoring.spec(0, 1);
        spec.put("notes", "for nobody");
        ignoring.create(spec);
        assertThat(ignoring.awaitCondition("Unsupported", "FieldsWithoutEffect").message())
                .isEqualTo("set, and without effect: spec.notes");

        Group sizeless = controller.group("sizeless");
        spec = sizeless.spec(1, 1);
        spec.remove("kubeSizeID");
        sizeless.create(spec);
        Condition error = sizeless.awaitCondition("Error", "ValidationFailed");
        assertThat(error.message()).isEqualTo("kubeSizeID must be set to create a VPSie group");
        assertThat(sizeless.condition("Ready").status()).isEqualTo("False");
        assertThat(controller.vpsie().where(entry -> entry.groupName().equals(sizeless.name())))
                .as("what VPSie was asked for")
                .isEmpty();

        long free = controller.group("free").spec(0, 1).get("kubeSizeID") instanceof Long size ? size : 0;
        sizeless.patch("{\"spec\":{\"kubeSizeID\":%d}}".formatted(free));
        sizeless.awaitExactly(1);
        sizeless.await("no error any more", () -> !sizeless.condition("Error").isTrue());
    }

    @Test
    void aVpsieNodeThatAPersonDeletesIsReplaced() throws Exception {
        Group group = controller.group("replaced").create(1, 2);
        group.awaitExactly(1);
        String machine = group.machines().iterator().next();

        vpsieNode(group.vpsieNodes().get(0).getMetadata().getName()).delete();

        group.await("another machine", () -> !group.machines().contains(machine) && group.isExactly(1));
        assertThat(controller.vpsie().deleted(group.name()))
                .extracting(CloudEntry::identifier)
                .containsExactly(machine);
        assertThat(controller.requests(Operation.ADD_NODE, group)).hasSize(2);
    }

    @Test
    void aDeletedGroupLeavesNothing() throws Exception {
        Group group = controller.group("leaving").create(3, 3);
        group.awaitExactly(3);
        List<String> nodes =
                group.nodes().stream().map(node -> node.getMetadata().getName()).toList();
        int bystanders = controller.kubernetes().nodes().list().getItems().size() - nodes.size();

        group.delete();

        group.awaitGone();
        assertThat(controller.vpsie().deleted(group.name()))
                .extracting(CloudEntry::identifier)
                .containsExactlyInAnyOrderElementsOf(controller.vpsie().bought(group.name()).stream()
                        .map(CloudEntry::identifier)
                        .toList());
        assertThat(controller.requests(Operation.DELETE_GROUP, group))
                .as("deletions of the VPSie group")
                .hasSize(1)
                .allMatch(CloudEntry::executed);
        assertThat(controller.kubernetes().nodes().list().getItems())
                .as("Kubernetes nodes")
                .hasSize(bystanders)
                .noneMatch(node -> nodes.contains(node.getMetadata().getName()));
        assertThat(controller.vpsie().forbidden()).isEmpty();
    }
}
