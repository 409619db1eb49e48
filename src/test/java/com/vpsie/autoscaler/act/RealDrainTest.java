package com.vpsie.autoscaler.act;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import java.util.Optional;

/** On a real API server with its controllers; without them, not run, and says why. */
class RealDrainTest extends DrainCases {
    @Override
    KubernetesUnderTest open() {
        Optional<RealKubernetes> found = RealKubernetes.find();
        assumeTrue(found.isPresent(), () -> "a drain on a real API: " + RealKubernetes.whyNot());
        RealKubernetes real = found.orElseThrow();
        boolean controllers = real.startControllers();
        if (!controllers) {
            real.close();
        }
        assumeTrue(controllers, "a drain on a real API: there is no kube-controller-manager");
        return real;
    }
}
