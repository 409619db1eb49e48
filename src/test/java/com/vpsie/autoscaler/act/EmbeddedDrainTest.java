package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;

/** On the embedded API. */
class EmbeddedDrainTest extends DrainCases {
    @Override
    KubernetesUnderTest open() {
        return EmbeddedKubernetes.start(0);
    }
}
