package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code pods/log} of a cluster without kubelets: a pod on no node has said nothing yet, and for one on a node the server
 * cannot reach who would know.
 */
final class PodLogs {
    private PodLogs() {}

    /** @throws ApiException 404; 400 for no or a wrong container; 500 for a pod on a node */
    static Answer answer(ObjectStore store, Call call, Address at) {
        ObjectNode pod = store.get(at.kind(), at.namespace(), at.name());
        List<String> containers = new ArrayList<>();
        for (String list : List.of("containers", "initContainers")) {
            pod.path("spec")
                    .path(list)
                    .forEach(one -> containers.add(one.path("name").asText()));
        }
        String wanted = call.parameter("container");
        if (wanted.isEmpty() && containers.size() > 1) {
            throw ApiException.badRequest("a container name must be specified for pod " + at.name()
                    + ", choose one of: [" + String.join(" ", containers) + "]");
        } else if (!wanted.isEmpty() && !containers.contains(wanted)) {
            throw ApiException.badRequest("container " + wanted + " is not valid for pod " + at.name());
        }
        String node = pod.path("spec").path("nodeName").asText();
        if (node.isEmpty()) {
            return Answer.nothing();
        }
        String container = wanted.isEmpty() ? String.join("", containers) : wanted;
        throw ApiException.of(
                500,
                "InternalError",
                "Get \"https://" + node + ":10250/containerLogs/" + Meta.namespace(pod) + "/" + at.name() + "/"
                        + container + "\": there are no kubelets, so there are no logs");
    }
}
