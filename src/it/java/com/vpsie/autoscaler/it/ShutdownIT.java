package com.vpsie.autoscaler.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.it.stage.Setup;
import com.vpsie.autoscaler.it.stage.TestImage;
import com.vpsie.autoscaler.it.stage.Way;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@link ShutdownCases} in every way that the machine has. */
class ShutdownIT {
    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final int KILLED = 128 + 9;

    @Nested
    class OfProcesses extends ShutdownCases {
        @Override
        Setup setup(String name) {
            return Setup.of(name, 1, name, LEASE);
        }

        /** The launcher is what a service manager watches: it must not outlive the server, nor hide how that ended. */
        @Test
        void theLauncherEndsWithItsServer() throws Exception {
            ProcessHandle server = controller().server().replica().processes().stream()
                    .filter(process -> process.info().command().orElse("").endsWith("/java"))
                    .findFirst()
                    .orElseThrow();
            server.destroyForcibly();

            assertThat(controller().awaitEnd()).as("exit code").isEqualTo(KILLED);
        }
    }

    /** On a real control plane where there is one. */
    @Nested
    class OfContainers extends ShutdownCases {
        @BeforeAll
        static void requireTheImage() throws InterruptedException {
            TestImage.require();
        }

        @Override
        Setup setup(String name) {
            return Setup.of(name + "-containers", 1, name, LEASE)
                    .running(Way.CONTAINERS)
                    .onReal(RealKubernetes.whyNot().isEmpty());
        }
    }
}
