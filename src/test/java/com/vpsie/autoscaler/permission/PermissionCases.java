package com.vpsie.autoscaler.permission;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.ShippedRights;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check at the start, as a user who is bound to the shipped roles, with each verb taken away in turn. */
abstract class PermissionCases {
    private static final String NAMESPACE = "rights-test";
    private static final String USER = "replica-0";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofMillis(20);
    private static final Deployment HERE = new Deployment(NAMESPACE, "race", NAMESPACE, "vpsie-secret");

    private final ShippedRights rights =
            ShippedRights.of(Path.of("")).in(NAMESPACE).forLease("race").boundTo(List.of(USER));

    @SuppressWarnings("NullAway.Init")
    private KubernetesUnderTest kubernetes;

    @SuppressWarnings("NullAway.Init")
    private KubernetesClient admin;

    @SuppressWarnings("NullAway.Init")
    private KubernetesClient replica;

    abstract KubernetesUnderTest open();

    @BeforeEach
    void start() {
        kubernetes = open();
        admin = new KubernetesClientBuilder()
                .withConfig(kubernetes.clientConfig("admin"))
                .build();
        replica = new KubernetesClientBuilder()
                .withConfig(kubernetes.restrictedConfig(USER))
                .build();
        admin.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterEach
    void stop() {
        if (kubernetes != null) {
            replica.close();
            admin.close();
            kubernetes.close();
        }
    }

    /** A real API server knows of a changed role a moment later. */
    private List<String> awaitMissing(Predicate<List<String>> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        PermissionCheck check = new PermissionCheck(replica, HERE);
        List<String> found = check.missing(permission -> true);
        while (!wanted.test(found) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(STEP.toNanos());
            found = check.missing(permission -> true);
        }
        return found;
    }

    private static int verbs() {
        return Permission.NEEDED.stream()
                .mapToInt(permission -> permission.verbs().size())
                .sum();
    }

    @Test
    void withoutAnyRoleEveryVerbIsNamed() {
        assertThat(awaitMissing(missing -> missing.size() == verbs()))
                .hasSize(verbs())
                .contains(
                        "create pods/eviction",
                        "update nodegroups.autoscaler.vpsie.com/status",
                        "watch leases.coordination.k8s.io \"race\" in namespace " + NAMESPACE);
    }

    @Test
    void withTheShippedRolesNothingIsMissingAndEachVerbThatIsTakenAwayIsNamed() {
        rights.applyClusterWide(admin);
        rights.applyNamespaced(admin);
        assertThat(awaitMissing(List::isEmpty)).isEmpty();
        int taken = 0;
        for (HasMetadata object : rights.objects()) {
            if (object instanceof ClusterRole role) {
                taken += takeAway(role, role.getRules(), role::setRules);
            } else if (object instanceof Role role) {
                taken += takeAway(role, role.getRules(), role::setRules);
            }
        }
        // one rule lets both Leases of other products be read
        assertThat(taken).isEqualTo(verbs() - 1);
        assertThat(awaitMissing(List::isEmpty)).isEmpty();
    }

    /** Takes one verb of one rule at a time out of a role, and puts all back. */
    private int takeAway(HasMetadata role, List<PolicyRule> rules, Consumer<List<PolicyRule>> set) {
        int taken = 0;
        for (int i = 0; i < rules.size(); i++) {
            for (String verb : rules.get(i).getVerbs()) {
                set.accept(without(rules, i, verb));
                replace(role);
                String named = verb + " " + rules.get(i).getResources().get(0).split("/", 2)[0];
                assertThat(awaitMissing(missing -> allNamed(missing, named)))
                        .as("what is missing without %s", named)
                        .isNotEmpty()
                        .allMatch(text -> text.startsWith(named));
                taken++;
            }
        }
        set.accept(rules);
        replace(role);
        return taken;
    }

    private static boolean allNamed(List<String> missing, String named) {
        return !missing.isEmpty() && missing.stream().allMatch(text -> text.startsWith(named));
    }

    private static List<PolicyRule> without(List<PolicyRule> rules, int index, String verb) {
        List<PolicyRule> left = new ArrayList<>(rules);
        List<String> others = new ArrayList<>(rules.get(index).getVerbs());
        others.remove(verb);
        if (others.isEmpty()) {
            left.remove(index);
        } else {
            left.set(
                    index,
                    new PolicyRuleBuilder(rules.get(index)).withVerbs(others).build());
        }
        return left;
    }

    private void replace(HasMetadata role) {
        HasMetadata now = admin.resource(role).get();
        role.getMetadata().setResourceVersion(now.getMetadata().getResourceVersion());
        admin.resource(role).update();
    }
}
