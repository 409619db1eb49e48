package com.vpsie.autoscaler.permission;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import java.util.Optional;

/** Against a real API server of our own; without one, not run, and says why. */
class RealPermissionCheckTest extends PermissionCases {
    @Override
    KubernetesUnderTest open() {
        Optional<RealKubernetes> real = RealKubernetes.find();
        assumeTrue(real.isPresent(), () -> "rights on a real API: " + RealKubernetes.whyNot());
        RealKubernetes found = real.orElseThrow();
        if (!found.isOwn()) {
            // rights cannot be taken from the one user that the tests act with
            found.close();
            abort("rights on a real API: NOT RUN, the cluster of KUBECONFIG has one user for all");
        }
        return found;
    }
}
