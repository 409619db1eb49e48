package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;

/** Against the embedded API. */
class KubernetesObjectsTest extends KubernetesObjectsCases {
    @Override
    KubernetesUnderTest open() {
        return EmbeddedKubernetes.start(0);
    }
}
