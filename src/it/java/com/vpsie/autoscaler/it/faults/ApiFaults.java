package com.vpsie.autoscaler.it.faults;

import com.vpsie.autoscaler.it.Cluster;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What happens to the API server, and what people do in it. Stateless. */
final class ApiFaults {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration REVOKED = Bounds.LEASE.multipliedBy(2);

    private ApiFaults() {}

    /** Away for less than the lead can take, or for more; what it had stored is still there. */
    static void restarted(Episode episode) throws Exception {
        Cluster cluster = episode.stage().cluster();
        Duration away = episode.random().nextBoolean() ? SHORT : Bounds.LEASE.plusMillis(500);
        episode.strike();
        cluster.goAway();
        try {
            episode.lasts(away);
        } finally {
            cluster.comeBack();
        }
        episode.strike();
        episode.awaitOutcome();
    }

    static void leaseDeleted(Episode episode) throws Exception {
        episode.strike();
        lease(episode).delete();
        episode.awaitOutcome();
    }

    static void leaseGrabbed(Episode episode) throws Exception {
        episode.strike();
        edit(
                episode,
                "{\"spec\":{\"holderIdentity\":\"stranger_1\",\"renewTime\":\"" + MICROS.format(Instant.now())
                        + "\"}}");
        episode.awaitOutcome();
    }

    /** With a holder and nothing else about it, or with nothing about a holder but since when. */
    static void leaseEmptied(Episode episode) throws Exception {
        String gone = episode.random().nextBoolean() ? "renewTime" : "holderIdentity";
        episode.strike();
        edit(episode, "{\"spec\":{\"" + gone + "\":null,\"leaseDurationSeconds\":null}}");
        episode.awaitOutcome();
    }

    private static Resource<Lease> lease(Episode episode) {
        return episode.stage()
                .cluster()
                .admin()
                .leases()
                .inNamespace(Cluster.NAMESPACE)
                .withName(episode.stage().setup().lease());
    }

    private static void edit(Episode episode, String patch) {
        lease(episode).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    static void rightsRevoked(Episode episode) throws Exception {
        Cluster cluster = episode.stage().cluster();
        List<String> users = episode.stage().setup().users();
        episode.strike();
        cluster.grantTo(users.stream()
                .filter(user -> !user.equals(episode.victim().name()))
                .toList());
        try {
            episode.awaitOutcome();
            episode.lasts(REVOKED);
        } finally {
            cluster.grantTo(users);
        }
    }

    /** Nobody renews the token until somebody else leads. */
    static void tokenExpired(Episode episode) throws Exception {
        episode.strike();
        episode.stage().expireToken(episode.victim());
        try {
            episode.awaitOutcome();
            episode.lasts(Bounds.LEASE);
        } finally {
            episode.stage().handTokenTo(episode.victim());
        }
    }

    /** The next one is there as soon as the old one ends. */
    static void tokenRotated(Episode episode) throws Exception {
        episode.strike();
        episode.stage().expireToken(episode.victim());
        episode.stage().handTokenTo(episode.victim());
        episode.awaitOutcome();
        episode.lasts(Bounds.LEASE);
    }
}
