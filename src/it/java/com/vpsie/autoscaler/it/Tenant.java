package com.vpsie.autoscaler.it;

import com.vpsie.autoscaler.sandbox.scenario.Await;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Somebody whose pods run on the nodes, in a namespace of their own. As a person with kubectl. */
final class Tenant {
    /** What the simulated kubelets read; see KubernetesPods of the sandbox. */
    private static final String STOPS_AFTER = "sandbox.vpsie.com/stops-after";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BUDGET = "web";

    private final KubernetesClient client;
    private final String namespace;

    /** Creates the namespace. */
    Tenant(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    /**
     * Runs a pod on a node and waits until it is up; its name is {@link #on}.
     *
     * @param stopsAfter how long its containers take to stop
     */
    void run(String node, Duration stopsAfter) throws Exception {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(on(node))
                        .addToLabels("app", BUDGET)
                        .addToAnnotations(STOPS_AFTER, Long.toString(stopsAfter.toSeconds()))
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName(node)
                        .addNewContainer()
                        .withName("web")
                        .withImage("example.com/web")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        Await.answer(
                PATIENCE,
                on(node) + " to run",
                () -> String.valueOf(pod(node)),
                () -> pod(node).filter(pod -> "Running".equals(pod.getStatus().getPhase())));
    }

    /** Name of the pod on a node. */
    static String on(String node) {
        return "on-" + node;
    }

    Optional<Pod> pod(String node) {
        return find(on(node));
    }

    List<Pod> pods() {
        return client.pods().inNamespace(namespace).list().getItems();
    }

    /** Names of those that were told to go and have not gone. */
    List<String> stopping() {
        return pods().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() != null)
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    /**
     * Waits until a pod is gone; as long as it is there nothing may have been counted.
     *
     * @param wrong counts what must not have happened yet; asked before the pod is looked for
     */
    void awaitGone(String pod, String what, IntSupplier wrong) throws Exception {
        Await.answer(PATIENCE, pod + " to go", () -> String.valueOf(find(pod)), () -> {
            int already = wrong.getAsInt();
            boolean there = find(pod).isPresent();
            if (there && already > 0) {
                throw new AssertionError(already + " " + what + " while pod " + pod + " was still there");
            }
            return there ? Optional.empty() : Optional.of(true);
        });
    }

    private Optional<Pod> find(String pod) {
        return Optional.ofNullable(
                client.pods().inNamespace(namespace).withName(pod).get());
    }

    /** None of those that run now may be evicted; returns when the API has counted them. */
    void protectAll() throws Exception {
        client.resource(new PodDisruptionBudgetBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(BUDGET)
                        .endMetadata()
                        .withNewSpec()
                        .withMinAvailable(new IntOrString(pods().size()))
                        .withNewSelector()
                        .addToMatchLabels("app", BUDGET)
                        .endSelector()
                        .endSpec()
                        .build())
                .create();
        Await.answer(
                PATIENCE,
                "a budget that has counted",
                () -> String.valueOf(budget()),
                () -> Optional.of(budget())
                        .filter(budget -> budget.getStatus() != null
                                && budget.getStatus().getObservedGeneration() != null
                                && budget.getStatus().getCurrentHealthy() == pods().size()));
    }

    private PodDisruptionBudget budget() {
        return client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace)
                .withName(BUDGET)
                .get();
    }

    /** Whoever wants may evict them. */
    void protectNone() {
        client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace)
                .withName(BUDGET)
                .delete();
    }
}
