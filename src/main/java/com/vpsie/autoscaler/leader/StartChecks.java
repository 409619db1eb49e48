package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.ElectionSettings;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What a person should know right after the start: missing permissions, and another election that nobody sees. */
final class StartChecks implements Runnable {
    private static final Logger LOG = Logger.getLogger(StartChecks.class.getName());
    private static final List<String> VERBS = List.of("get", "create", "update", "watch");

    private final KubernetesClient client;
    private final String namespace;
    private final String lease;
    private final List<String> rivals;

    StartChecks(KubernetesClient client, ElectionSettings settings) {
        this.client = client;
        this.namespace = settings.namespace();
        this.lease = settings.id();
        this.rivals = settings.rivals();
    }

    @Override
    public void run() {
        try {
            missingVerbs()
                    .forEach(verb -> LOG.severe(
                            () -> "not allowed to " + verb + " leases.coordination.k8s.io in namespace " + namespace
                                    + ": add the verb to the Role of this ServiceAccount, leader election needs it"));
            rivals.forEach(this::warnOfTheOther);
        } catch (RuntimeException away) { // of no consequence for the election itself
            LOG.log(Level.FINE, "the checks at the start were left out", away);
        }
    }

    List<String> missingVerbs() {
        List<String> missing = new ArrayList<>();
        for (String verb : VERBS) {
            SelfSubjectAccessReview review =
                    client.authorization().v1().selfSubjectAccessReview().create(review(verb));
            if (review.getStatus() != null
                    && !Boolean.TRUE.equals(review.getStatus().getAllowed())) {
                missing.add(verb);
            }
        }
        return missing;
    }

    private SelfSubjectAccessReview review(String verb) {
        return new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withGroup("coordination.k8s.io")
                .withResource("leases")
                .withNamespace(namespace)
                .withName(verb.equals("create") ? null : lease)
                .withVerb(verb)
                .endResourceAttributes()
                .endSpec()
                .build();
    }

    private void warnOfTheOther(String other) {
        Lease found = client.leases().inNamespace(namespace).withName(other).get();
        if (found != null && live(found.getSpec())) {
            LOG.warning(() -> "another elector, " + found.getSpec().getHolderIdentity() + ", holds the Lease "
                    + namespace + "/" + other + " while this one races for " + lease
                    + ": two products would lead side by side; give both the same --leader-election-id");
        }
    }

    private static boolean live(LeaseSpec spec) {
        if (spec == null
                || spec.getHolderIdentity() == null
                || spec.getHolderIdentity().isEmpty()) {
            return false;
        }
        int seconds = spec.getLeaseDurationSeconds() == null ? 15 : spec.getLeaseDurationSeconds();
        ZonedDateTime renewed = spec.getRenewTime();
        return renewed != null && renewed.plusSeconds(2L * seconds).isAfter(ZonedDateTime.now(renewed.getZone()));
    }
}
