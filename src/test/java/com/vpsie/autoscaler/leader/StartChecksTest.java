package com.vpsie.autoscaler.leader;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.leader.core.ElectionSettings;
import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log says right after the start. */
class StartChecksTest {
    private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start(0);
    private final KubernetesClient admin = new KubernetesClientBuilder()
            .withConfig(kubernetes.clientConfig("admin"))
            .build();
    private final Logger logger = Logger.getLogger(StartChecks.class.getName());
    private final Said said = new Said();

    /** Keeps what was logged. */
    private static final class Said extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @BeforeEach
    void listen() {
        logger.addHandler(said);
    }

    @AfterEach
    void close() {
        logger.removeHandler(said);
        admin.close();
        kubernetes.close();
    }

    private static ElectionSettings raceFor(String lease, String rivals) {
        return TestReplica.settings(Map.of("id", lease, "rivals", rivals));
    }

    private void leaseIsHeld(String name, String holder, Duration ago) {
        admin.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(holder)
                        .withLeaseDurationSeconds(15)
                        .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC).minus(ago))
                        .endSpec()
                        .build())
                .create();
    }

    @Test
    void aLiveLeaseUnderTheOtherNameIsWarnedOf() {
        leaseIsHeld("other", "go-controller", Duration.ofSeconds(3));

        new StartChecks(admin, raceFor("ours", "other,ours")).run();

        assertThat(said.lines)
                .singleElement()
                .asString()
                .startsWith("WARNING another elector, go-controller, holds the Lease default/other")
                .contains("this one races for ours");
    }

    @Test
    void aLeaseThatRanOutOrWasReleasedOrIsOursIsNot() {
        leaseIsHeld("long-dead", "go-controller", Duration.ofMinutes(10));
        leaseIsHeld("released", "", Duration.ofSeconds(1));
        leaseIsHeld("ours", "another-replica", Duration.ofSeconds(1));

        new StartChecks(admin, raceFor("ours", "long-dead,released,ours,never-there")).run();

        assertThat(said.lines).isEmpty();
    }

    @Test
    void eachMissingVerbIsNamedWithWhatToDo() {
        try (KubernetesClient nobody = new KubernetesClientBuilder()
                .withConfig(kubernetes.restrictedConfig("nobody"))
                .build()) {
            new StartChecks(nobody, raceFor("ours", "")).run();
        }

        assertThat(said.lines)
                .extracting(line -> line.substring(0, line.indexOf(" leases.")))
                .containsExactlyInAnyOrder(
                        "SEVERE not allowed to get",
                        "SEVERE not allowed to create",
                        "SEVERE not allowed to update",
                        "SEVERE not allowed to watch");
        assertThat(said.lines).allMatch(line -> line.contains("add the verb to the Role"));
    }
}
