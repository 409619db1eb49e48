package com.vpsie.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.vpsie.autoscaler.act.WriteRefused.Why;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against a real API server; without one, not run, and says why. */
class RealKubernetesObjectsTest extends KubernetesObjectsCases {
    @Override
    KubernetesUnderTest open() {
        Optional<RealKubernetes> real = RealKubernetes.find();
        assumeTrue(real.isPresent(), () -> "writes of acting on a real API: " + RealKubernetes.whyNot());
        return real.orElseThrow();
    }

    @Test
    void theServerItselfRefusesATokenThatGoesDown() {
        NodeGroup group = group();
        group.getStatus().setLeaderToken(9L);
        NodeGroup sealed = objects.putGroupStatus(group);

        sealed.getStatus().setLeaderToken(8L);
        assertRefused(() -> objects.putGroupStatus(sealed), Why.FENCED);
        sealed.getStatus().setLeaderToken(null);
        assertRefused(() -> objects.putGroupStatus(sealed), Why.FENCED);
        assertThat(objects.getGroup(Scene.POOL))
                .hasValueSatisfying(
                        now -> assertThat(now.getStatus().getLeaderToken()).isEqualTo(9));
    }
}
