package com.vpsie.autoscaler.sandbox.kube.kubectl;

import static com.vpsie.autoscaler.sandbox.kube.kubectl.Step.of;

import java.util.List;

/** The product's own kinds. */
final class CustomSteps {
    private static final String GROUP = """
            apiVersion: autoscaler.vpsie.com/v1alpha1
            kind: NodeGroup
            metadata:
              name: small
              namespace: shop
            spec:
              minNodes: 1
              maxNodes: 3
              datacenterID: dc
              resourceIdentifier: cluster
              project: project
              offeringIDs:
                - offer-small
              kubeSizeID: 1
              kubernetesVersion: v1.34.1
            """;

    private CustomSteps() {}

    static List<Step> steps() {
        return List.of(
                of("apply installs custom kinds", "apply -f kube/crds")
                        .prints(
                                "customresourcedefinition.apiextensions.k8s.io/nodegroups.autoscaler.vpsie.com created"),
                of("wait waits until they are served", "wait --for=condition=Established crd --all --timeout=20s")
                        .prints("nodegroups.autoscaler.vpsie.com condition met"),
                of("apply installs them again without a change", "apply -f kube/crds")
                        .prints("unchanged"),
                of("get lists definitions", "get crds -o name")
                        .prints("customresourcedefinition.apiextensions.k8s.io/vpsienodes.autoscaler.vpsie.com"),
                of("apply creates a node group", "apply -f -")
                        .input(GROUP)
                        .prints("nodegroup.autoscaler.vpsie.com/small created"),
                of("get shows the columns of the kind", "get nodegroups -n shop")
                        .prints("NAME MIN MAX DESIRED CURRENT READY AGE"),
                of("get knows short names", "get ng small -n shop -o wide").prints("small 1 3"),
                of("get fills in defaults", "get nodegroup small -n shop -o yaml")
                        .prints("allowMixedInstances: true"),
                of("describe shows a node group", "describe nodegroup small -n shop")
                        .prints("Max Nodes: 3"),
                of("apply changes a node group", "apply -f -")
                        .input(GROUP.replace("maxNodes: 3", "maxNodes: 4"))
                        .prints("nodegroup.autoscaler.vpsie.com/small configured"),
                of("apply refuses a field of the wrong type", "apply -f -")
                        .input(GROUP.replace("maxNodes: 3", "maxNodes: many"))
                        .fails("spec.maxNodes", "integer"),
                of("apply refuses an unknown field", "apply -f -")
                        .input(GROUP.replace("maxNodes:", "maxNode:"))
                        .fails("unknown field \"spec.maxNode\"")
                        .mayDiffer("the message repeats the whole object"),
                of("apply warns of an unknown field when asked so", "apply --validate=warn --dry-run=server -f -")
                        .input(GROUP + "  colour: blue\n")
                        .prints("Warning: unknown field \"spec.colour\""),
                of("apply refuses a number that is too small", "apply -f -")
                        .input(GROUP.replace("minNodes: 1", "minNodes: -1"))
                        .fails("spec.minNodes"),
                of(
                                "patch refuses what the schema refuses",
                                "patch ng small -n shop --type=merge -p '{\"spec\":{\"minNodes\":\"x\"}}'")
                        .fails("spec.minNodes"),
                of(
                                "patch changes a custom object",
                                "patch ng small -n shop --type=merge -p '{\"spec\":{\"maxNodes\":5}}'")
                        .prints("nodegroup.autoscaler.vpsie.com/small patched"),
                of(
                                "patch changes its status",
                                "patch ng small -n shop --subresource=status --type=merge -p"
                                        + " '{\"status\":{\"desiredNodes\":2,\"currentNodes\":1,\"readyNodes\":1}}'")
                        .prints("nodegroup.autoscaler.vpsie.com/small patched"),
                of("get shows what is in the status", "get ng -n shop").prints("small 1 5 2 1 1"),
                of("get reads the status alone", "get ng small -n shop --subresource=status")
                        .prints("small 1 5 2 1 1"),
                of(
                                "wait waits for a value in the status",
                                "wait ng/small -n shop --for=jsonpath={.status.readyNodes}=1")
                        .prints("nodegroup.autoscaler.vpsie.com/small condition met"),
                of("apply on the server's side", "apply --server-side --field-manager=tool -f -")
                        .input(GROUP.replace("small", "served"))
                        .prints("nodegroup.autoscaler.vpsie.com/served serverside-applied"),
                of("apply there takes away what is no longer said", "apply --server-side --field-manager=tool -f -")
                        .input(GROUP.replace("small", "served").replace("    - offer-small\n", "    - offer-served\n"))
                        .prints("nodegroup.autoscaler.vpsie.com/served serverside-applied"),
                of("the last said is there", "get ng served -n shop -o jsonpath={.spec.offeringIDs}")
                        .prints("[\"offer-served\"]"),
                of("scale is refused", "scale ng/small -n shop --replicas=3").fails("Error from server (NotFound)"),
                of("autoscale is refused", "autoscale ng/small -n shop --max=3").fails("autoscale"),
                of("rollout is refused", "rollout status ng/small -n shop")
                        .fails("no kind \"NodeGroup\" is registered"),
                of("get of an unknown kind", "get unicorns -n shop")
                        .fails("error: the server doesn't have a resource type \"unicorns\""));
    }
}
