package com.vpsie.autoscaler.sandbox.vpsie;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What kubelets do with the pods on their nodes, as far as an API shows it: a pod that is bound becomes Running and
 * ready; one that is being deleted goes when its containers have stopped, which takes a second, or as many as its
 * annotation {@value #STOPS_AFTER} says, and never longer than its grace.
 *
 * <p>Reads from an informer that lives until {@link #close}. One thread tends.
 */
final class KubernetesPods implements AutoCloseable {
    static final String STOPS_AFTER = "sandbox.vpsie.com/stops-after";
    private static final int USUAL_SECONDS = 1;

    private final KubernetesClient client;
    private final SharedIndexInformer<Pod> pods;

    KubernetesPods(KubernetesClient client) {
        this.client = client;
        this.pods = client.pods().inAnyNamespace().runnableInformer(0);
        pods.exceptionHandler((started, failure) -> true);
        pods.start();
    }

    /** Does what is due for the pods on these nodes. */
    void tend(Set<String> nodes, Instant now) {
        for (Pod pod : pods.getStore().list()) {
            String node = pod.getSpec().getNodeName();
            if (node != null && nodes.contains(node)) {
                tend(pod, now);
            }
        }
    }

    private void tend(Pod pod, Instant now) {
        try {
            if (pod.getMetadata().getDeletionTimestamp() != null) {
                if (!now.isBefore(stopped(pod))) {
                    end(pod);
                }
            } else if ("Pending".equals(pod.getStatus().getPhase())) {
                client.resource(running(pod, now)).updateStatus();
            }
        } catch (KubernetesClientException refused) {
            boolean overtaken = refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                    || refused.getCode() == HttpURLConnection.HTTP_CONFLICT;
            if (!overtaken) {
                throw refused;
            }
        }
    }

    private static Instant stopped(Pod pod) {
        Instant end = Instant.parse(pod.getMetadata().getDeletionTimestamp());
        Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
        long seconds = grace == null ? 0 : grace;
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        String asked = annotations == null ? "" : annotations.getOrDefault(STOPS_AFTER, "");
        long needed = asked.matches("\\d{1,6}") ? Long.parseLong(asked) : USUAL_SECONDS;
        return end.minus(Duration.ofSeconds(seconds)).plusSeconds(Math.min(seconds, needed));
    }

    /** Exactly this pod: another of its name may be there already. */
    private void end(Pod pod) {
        DeleteOptions options = new DeleteOptionsBuilder()
                .withGracePeriodSeconds(0L)
                .withNewPreconditions()
                .withUid(pod.getMetadata().getUid())
                .endPreconditions()
                .build();
        client.raw(
                "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                        + pod.getMetadata().getName(),
                "DELETE",
                options);
    }

    private static Pod running(Pod pod, Instant now) {
        String since = now.truncatedTo(ChronoUnit.SECONDS).toString();
        List<PodCondition> conditions = Stream.of("PodScheduled", "Initialized", "ContainersReady", "Ready")
                .map(type -> new PodConditionBuilder()
                        .withType(type)
                        .withStatus("True")
                        .withLastTransitionTime(since)
                        .build())
                .toList();
        PodBuilder running = new PodBuilder(pod)
                .editOrNewStatus()
                .withPhase("Running")
                .withStartTime(since)
                .withConditions(conditions)
                .endStatus();
        pod.getSpec()
                .getContainers()
                .forEach(container -> running.editStatus()
                        .addNewContainerStatus()
                        .withName(container.getName())
                        .withImage(container.getImage())
                        .withImageID("")
                        .withReady(true)
                        .withStarted(true)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewRunning(since)
                        .endState()
                        .endContainerStatus()
                        .endStatus());
        return running.build();
    }

    @Override
    public void close() {
        pods.close();
    }
}
