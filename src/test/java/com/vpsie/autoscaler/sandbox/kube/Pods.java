package com.vpsie.autoscaler.sandbox.kube;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** Pods as the contract's cases make them. No kubelet looks after them: what one would do is done by the case. */
final class Pods {
    private Pods() {}

    static String path(Contract api) {
        return "/api/v1/namespaces/" + api.namespace() + "/pods";
    }

    static String path(Contract api, String name) {
        return path(api) + "/" + name;
    }

    /** A pod that no scheduler has seen yet. */
    static String unbound(Contract api) {
        return create(api, "'schedulerName': 'nobody', ", "");
    }

    /** A pod on a node that does not exist. */
    static String bound(Contract api, String label) {
        return create(api, "'nodeName': 'contract-node', ", label);
    }

    private static String create(Contract api, String spec, String label) {
        String name = api.unique("pod");
        api.post(
                        path(api),
                        "{'metadata': {'name': '" + name + "', 'labels': {'set': '" + label + "'}}, 'spec': {" + spec
                                + "'containers': [{'name': 'c', 'image': 'example.com/c'}]}}")
                .expect(201);
        return name;
    }

    /** A bound pod that runs and is ready, as its kubelet would say. */
    static String healthy(Contract api, String label) {
        String name = bound(api, label);
        report(api, name, "Running", true);
        return name;
    }

    static Reply report(Contract api, String name, String phase, boolean ready) {
        return api.patch(
                        path(api, name) + "/status",
                        Contract.MERGE,
                        "{'status': {'phase': '" + phase + "', 'conditions': [{'type': 'Ready', 'status': '"
                                + (ready ? "True" : "False") + "'}]}}")
                .expect(200);
    }

    static Reply get(Contract api, String name) {
        return api.get(path(api, name));
    }

    /** Ends it at once, as its kubelet does when its containers have stopped. */
    static Reply end(Contract api, String name) {
        return api.delete(path(api, name), "{'gracePeriodSeconds': 0}").expect(200);
    }

    /** @param options may be empty, else begins with a comma */
    static Reply evict(Contract api, String name, String options) {
        return api.post(
                path(api, name) + "/eviction",
                "{'apiVersion': 'policy/v1', 'kind': 'Eviction', 'metadata': {'name': '" + name + "'}" + options + "}");
    }
}
