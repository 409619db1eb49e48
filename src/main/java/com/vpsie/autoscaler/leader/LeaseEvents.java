package com.vpsie.autoscaler.leader;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Kubernetes Events on the Lease, as client-go writes them, in the name of the election. Sent and forgotten: nothing waits
 * for them.
 */
final class LeaseEvents {
    private static final Logger LOG = Logger.getLogger(LeaseEvents.class.getName());
    private static final String NORMAL = "Normal";
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final LeaseClient client;
    private final String namespace;
    private final String lease;
    private final String identity;

    LeaseEvents(LeaseClient client, String namespace, String lease, String identity) {
        this.client = client;
        this.namespace = namespace;
        this.lease = lease;
        this.identity = identity;
    }

    void becameLeader() {
        post("LeaderElection", NORMAL, identity + " became leader");
    }

    void stoppedLeading() {
        post("LeaderElection", NORMAL, identity + " stopped leading");
    }

    void jeopardy() {
        post("LeaderJeopardy", "Warning", identity + " could not renew the lease for a while");
    }

    void released() {
        post("LeaderReleased", NORMAL, identity + " released the lease");
    }

    private void post(String reason, String type, String message) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String seconds = now.truncatedTo(ChronoUnit.SECONDS).toString();
        String suffix = UUID.randomUUID().toString().substring(0, 13);
        var event = new EventBuilder()
                .withNewMetadata()
                .withName(lease + "." + suffix)
                .withNamespace(namespace)
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion("coordination.k8s.io/v1")
                .withKind("Lease")
                .withNamespace(namespace)
                .withName(lease)
                .endInvolvedObject()
                .withReason(reason)
                .withType(type)
                .withMessage(message)
                .withFirstTimestamp(seconds)
                .withLastTimestamp(seconds)
                .withEventTime(new MicroTime(MICROS.format(now)))
                .withCount(1)
                .withAction(reason)
                .withReportingComponent(lease)
                .withReportingInstance(identity.substring(0, Math.min(128, identity.length())))
                .withNewSource()
                .withComponent(lease)
                .endSource()
                .build();
        KubernetesClient kubernetes = client.kubernetes();
        String body = kubernetes.getKubernetesSerialization().asJson(event);
        var unused = client.post("api/v1/namespaces/" + namespace + "/events", body)
                .handle((response, failure) -> {
                    if (response == null || !response.isSuccessful()) {
                        String why = response == null ? String.valueOf(failure) : "HTTP " + response.code();
                        LOG.log(Level.FINE, () -> "the Event " + reason + " was not recorded: " + why);
                    }
                    return null;
                });
    }
}
