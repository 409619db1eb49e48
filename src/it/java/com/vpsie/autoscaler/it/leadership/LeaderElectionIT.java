package com.vpsie.autoscaler.it.leadership;

import com.vpsie.autoscaler.it.stage.Setup;
import com.vpsie.autoscaler.it.stage.TestImage;
import com.vpsie.autoscaler.it.stage.Way;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** {@link LeaderElectionCases} in every way that the machine has. */
class LeaderElectionIT {
    @Nested
    class OfProcesses extends LeaderElectionCases {
        @Override
        Setup setup(String name, int servers, String lease, Duration duration) {
            return Setup.of(name, servers, lease, duration);
        }
    }

    /** On a real control plane where there is one. */
    @Nested
    class OfContainers extends LeaderElectionCases {
        @BeforeAll
        static void requireTheImage() throws InterruptedException {
            TestImage.require();
        }

        @Override
        Setup setup(String name, int servers, String lease, Duration duration) {
            return Setup.of(name + "-containers", servers, lease, duration)
                    .running(Way.CONTAINERS)
                    .onReal(RealKubernetes.whyNot().isEmpty());
        }
    }
}
