package com.vpsie.autoscaler.sandbox.kube.kubectl;

import static com.vpsie.autoscaler.sandbox.kube.kubectl.Step.of;

import java.util.List;

/** Nodes, Pods, budgets and Events, as an operator of a cluster meets them. */
final class NodeSteps {
    private static final String NODE = """
            apiVersion: v1
            kind: Node
            metadata:
              name: worker
              labels:
                pool: small
            spec:
              providerID: vpsie://1
            status:
              capacity: {cpu: "2", memory: 4Gi, pods: "110"}
              allocatable: {cpu: "2", memory: 4Gi, pods: "110"}
              nodeInfo: {kubeletVersion: v1.34.1, osImage: Linux, kernelVersion: "6", containerRuntimeVersion: containerd://2,
                architecture: amd64, operatingSystem: linux, bootID: b, machineID: m, systemUUID: s, kubeProxyVersion: ""}
              addresses:
                - {type: InternalIP, address: 10.0.0.5}
              conditions:
                - {type: Ready, status: "True", reason: KubeletReady, message: ready}
            """;
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              namespace: shop
              labels:
                app: web
            spec:
              nodeName: worker
              serviceAccountName: default
              automountServiceAccountToken: false
              containers:
                - name: web
                  image: nginx
                  resources:
                    requests: {cpu: 100m, memory: 64Mi}
            """;
    private static final String BUDGET = """
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata:
              name: web
              namespace: shop
            spec:
              minAvailable: 1
              selector:
                matchLabels:
                  app: web
            """;
    private static final String EVENT = """
            apiVersion: v1
            kind: Event
            metadata:
              name: web.1
              namespace: shop
            involvedObject: {kind: Pod, name: web, namespace: shop, apiVersion: v1}
            reason: Started
            message: the web is up
            type: Normal
            count: 1
            source: {component: script}
            firstTimestamp: 2026-01-01T00:00:00Z
            lastTimestamp: 2026-01-01T00:00:00Z
            """;

    private NodeSteps() {}

    static List<Step> steps() {
        return List.of(
                of("create makes a node", "create -f -").input(NODE).prints("node/worker created"),
                of("get shows a node", "get node worker").prints("worker Ready <none> AGE v1.34.1"),
                of(
                                "patch changes its status",
                                "patch node worker --subresource=status -p"
                                        + " '{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\","
                                        + "\"reason\":\"KubeletReady\",\"message\":\"ready again\"}]}}'")
                        .prints("node/worker patched"),
                of("get -o wide shows a node", "get node worker -o wide")
                        .prints("worker Ready <none>", "v1.34.1 10.0.0.5"),
                of("label gives a node a role", "label node worker node-role.kubernetes.io/worker=")
                        .prints("node/worker labeled"),
                of("get selects nodes by label", "get nodes -l pool=small").prints("worker Ready worker"),
                of("cordon closes a node", "cordon worker").prints("node/worker cordoned"),
                of("get shows a closed node", "get node worker").prints("Ready,SchedulingDisabled"),
                of("uncordon opens it", "uncordon worker").prints("node/worker uncordoned"),
                of("taint adds a taint", "taint node worker dedicated=shop:NoSchedule")
                        .prints("node/worker tainted"),
                of("taint removes it", "taint node worker dedicated-").prints("node/worker untainted"),
                of("wait waits for a node", "wait node/worker --for=condition=Ready --timeout=20s")
                        .prints("node/worker condition met"),
                of("create makes a pod", "create -f -").input(POD).prints("pod/web created"),
                of("get shows a pod", "get pods -n shop").prints("web 0/1 Pending 0"),
                of("get -o wide shows where", "get pods -n shop -o wide").prints("worker <none> <none>"),
                of("get selects pods by node", "get pods -A --field-selector spec.nodeName=worker -o name")
                        .prints("pod/web"),
                of("get selects pods by phase", "get pods -n shop --field-selector status.phase!=Running -o name")
                        .prints("pod/web"),
                of("apply does not move a pod", "apply -f -")
                        .input(POD.replace("nodeName: worker", "nodeName: other"))
                        .fails("pod updates may not change fields other than")
                        .mayDiffer("the real server adds a difference of its inner objects"),
                of(
                                "patch makes it run",
                                "patch pod web -n shop --subresource=status -p"
                                        + " '{\"status\":{\"phase\":\"Running\",\"podIP\":\"10.1.0.1\",\"conditions\":"
                                        + "[{\"type\":\"Ready\",\"status\":\"True\"}],\"containerStatuses\":[{\"name\":\"web\","
                                        + "\"ready\":true,\"started\":true,\"restartCount\":0,\"image\":\"nginx\",\"imageID\":\"\","
                                        + "\"state\":{\"running\":{\"startedAt\":\"2026-01-01T00:00:00Z\"}}}]}}'")
                        .prints("pod/web patched"),
                of("get shows it running", "get pod web -n shop").prints("web 1/1 Running 0"),
                of("wait waits for a pod", "wait pod/web -n shop --for=condition=Ready --timeout=20s")
                        .prints("pod/web condition met"),
                of("set image changes it", "set image pod/web web=nginx:2 -n shop")
                        .prints("pod/web image updated"),
                of("create records an event", "create -f -").input(EVENT).prints("event/web.1 created"),
                of("events lists", "events -n shop").prints("Normal Started Pod/web the web is up"),
                of("events lists those of one object", "events -n shop --for pod/web")
                        .prints("the web is up"),
                of("get lists events", "get events -n shop --field-selector involvedObject.name=web")
                        .prints("Normal Started pod/web the web is up"),
                of("describe shows a pod", "describe pod web -n shop")
                        .prints("Image: nginx:2", "Requests:", "Ready True")
                        .mayDiffer("what a real server adds to a pod: priority, tolerations, class of service"),
                of("describe shows a node with its pods", "describe node worker")
                        .prints("shop web AGE (5%)")
                        .mayDiffer("annotations and taints of the node controller, which is not part of the API"),
                of("create makes a budget", "create -f -")
                        .input(BUDGET)
                        .prints("poddisruptionbudget.policy/web created"),
                of(
                                "wait waits until it is counted",
                                "wait pdb/web -n shop --for=jsonpath={.status.currentHealthy}=1 --timeout=20s")
                        .prints("poddisruptionbudget.policy/web condition met"),
                of("get shows a budget", "get pdb -n shop").prints("web 1 N/A 0 AGE"),
                of("describe shows a budget", "describe pdb web -n shop").prints("Allowed disruptions: 0"),
                of("drain is held up by a budget", "drain worker --force --timeout=3s")
                        .fails("Cannot evict pod as it would violate the pod's disruption budget.")
                        .mayDiffer("how often it is tried in the time"),
                of("delete takes the budget away", "delete pdb web -n shop")
                        .prints("poddisruptionbudget.policy \"web\" deleted"),
                of("logs are refused: there is no kubelet", "logs web -n shop")
                        .fails("Error from server")
                        .mayDiffer("which part of the way to the kubelet is missing"),
                of("exec is refused", "exec web -n shop -- true")
                        .fails()
                        .mayDiffer("the words are kubectl's about a failed upgrade"),
                of("top is refused", "top node").fails("Metrics API not available"),
                of("delete without waiting lets a pod end", "delete pod web -n shop --wait=false")
                        .prints("pod \"web\" deleted"),
                of("get shows it ending", "get pod web -n shop").prints("Terminating"),
                of("delete ends it at once", "delete pod web -n shop --force --grace-period=0")
                        .prints("pod \"web\" force deleted"),
                of("drain empties a node", "drain worker --timeout=20s").prints("node/worker drained"),
                of("delete takes a node away", "delete node worker").prints("node \"worker\" deleted"));
    }
}
