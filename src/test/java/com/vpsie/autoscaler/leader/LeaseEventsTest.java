package com.vpsie.autoscaler.leader;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.Fault;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code kubectl get events} tells of the Lease in the life of a leader. */
@Tag("timed")
class LeaseEventsTest {
    private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start(0);
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(kubernetes.clientConfig("person"))
            .build();

    @AfterEach
    void stop() {
        client.close();
        kubernetes.close();
    }

    private List<Event> events() {
        return client.v1().events().inNamespace("default").list().getItems().stream()
                .sorted(Comparator.comparing(event -> event.getEventTime().getTime()))
                .toList();
    }

    private boolean told(String reason, String message) {
        return events().stream()
                .anyMatch(event ->
                        event.getReason().equals(reason) && event.getMessage().endsWith(message));
    }

    private ZonedDateTime renewTime() {
        return client.leases()
                .inNamespace("default")
                .withName("test-leader")
                .get()
                .getSpec()
                .getRenewTime();
    }

    @Test
    void theLifeOfALeaderIsTold() {
        String identity;
        try (TestReplica one = new TestReplica(kubernetes, "one", Map.of("lease-duration", "6s"))) {
            Eventually.until("elected", one::leads);
            identity = one.election.identity().text();
            Eventually.until("an election", () -> told("LeaderElection", "became leader"));
            var hang = kubernetes
                    .faults()
                    .always(Fault.Match.user("one").resource("leases").verbs("update"), new Fault.Hang());
            Eventually.until("jeopardy", () -> told("LeaderJeopardy", "could not renew the lease for a while"));
            ZonedDateTime last = renewTime();
            hang.remove();
            // one whose time runs out with a request under way has nothing to give back
            Eventually.until("a renewal", () -> renewTime().isAfter(last) && one.leads());
        }
        Eventually.until("a release", () -> told("LeaderReleased", "released the lease"));
        Eventually.until("the end", () -> told("LeaderElection", "stopped leading"));
        assertThat(events()).allSatisfy(event -> {
            assertThat(event.getMessage()).startsWith(identity);
            assertThat(event.getInvolvedObject().getKind()).isEqualTo("Lease");
            assertThat(event.getInvolvedObject().getName()).isEqualTo("test-leader");
            assertThat(event.getType()).isEqualTo(event.getReason().equals("LeaderJeopardy") ? "Warning" : "Normal");
        });
    }
}
