package com.vpsie.autoscaler.sandbox.kube.kubectl;

import static com.vpsie.autoscaler.sandbox.kube.kubectl.Step.of;

import java.util.List;

/** What goes with what, and a namespace's end. */
final class DeletionSteps {
    private DeletionSteps() {}

    static List<Step> steps() {
        return List.of(
                of(
                                "patch puts a finalizer on an object",
                                "patch ng small -n shop --type=merge -p"
                                        + " '{\"metadata\":{\"finalizers\":[\"shop.example.com/hold\"]}}'")
                        .prints("patched"),
                of("delete does not get past a finalizer", "delete ng small -n shop --timeout=1s")
                        .fails("timed out waiting for the condition"),
                of("get shows since when it is going", "get ng small -n shop -o jsonpath={.metadata.deletionTimestamp}")
                        .prints("TIME"),
                of(
                                "it goes with its finalizer",
                                "patch ng small -n shop --type=merge -p '{\"metadata\":{\"finalizers\":null}}'")
                        .prints("patched"),
                of("wait waits until it is gone", "wait ng/small -n shop --for=delete --timeout=20s"),
                of("delete takes all of a kind", "delete ng --all -n shop").prints("\"served\" deleted"),
                of("delete a namespace with what is in it", "delete namespace shop --timeout=50s")
                        .prints("namespace \"shop\" deleted"),
                of("what was in it is gone", "get configmaps,secrets,ng -n shop")
                        .prints("No resources found"),
                of("nothing is made in a namespace that is not there", "create configmap late -n shop")
                        .fails("namespaces \"shop\" not found"),
                of("delete takes a definition with its objects", "delete crd nodegroups.autoscaler.vpsie.com")
                        .prints("\"nodegroups.autoscaler.vpsie.com\" deleted"),
                of("its kind is no longer served", "get --raw /apis/autoscaler.vpsie.com/v1alpha1/nodegroups")
                        .fails("the server could not find the requested resource"));
    }
}
