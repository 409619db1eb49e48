package com.vpsie.autoscaler.sandbox.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReplicaProbeTest {
    @Test
    void aCounterIsTheSumOfItsSeries() {
        String text = """
                # TYPE vpsie_autoscaler_controller_reconcile_total counter
                vpsie_autoscaler_controller_reconcile_total{controller="nodegroup",result="success"} 3
                vpsie_autoscaler_controller_reconcile_total{controller="vpsienode",result="error"} 4
                vpsie_autoscaler_controller_reconcile_total_other 100
                """;

        assertThat(ReplicaProbe.sumOf(text, "vpsie_autoscaler_controller_reconcile_total"))
                .isEqualTo(7);
    }

    @Test
    void thePodIsTheIdentityUpToTheFirstUnderscore() {
        assertThat(ReplicaProbe.holderName("replica-0_uid/controller_4711")).isEqualTo("replica-0");
        assertThat(ReplicaProbe.holderName("")).isEmpty();
    }

    @Test
    void everyReplicaHasPortsAndCredentialsOfItsOwn() {
        ReplicaSpec spec = new ReplicaSpec(
                2, "vpsie-autoscaler-test", "test-leader-1", 3, Path.of("/k"), URI.create("http://127.0.0.1:18080"));

        assertThat(spec.flags())
                .containsEntry("metrics-addr", "127.0.0.1:19002")
                .containsEntry("health-addr", "127.0.0.1:19102")
                .containsEntry("management-addr", "127.0.0.1:19202")
                .containsEntry("admin-addr", "127.0.0.1:19302")
                .containsEntry("leader-election-id", "test-leader-1")
                .containsEntry("settle-window", "5s");
    }
}
