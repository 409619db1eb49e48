package com.vpsie.autoscaler.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.config.FlagParser;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the manifests say of each other: a name that one uses is there in another. */
class ManifestsTest {
    private final Deployment deployment = Manifests.the(Deployment.class);
    private final Map<String, String> labels =
            deployment.getSpec().getTemplate().getMetadata().getLabels();
    private final PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    private final Container container = pod.getContainers().get(0);
    private final Service service = Manifests.the(Service.class);
    private final NetworkPolicy policy = Manifests.the(NetworkPolicy.class);

    private final JsonNode monitor = Manifests.yaml(Manifests.KUBE.resolve("monitoring/service-monitor.yaml"));

    private Set<String> ports() {
        return container.getPorts().stream().map(ContainerPort::getName).collect(Collectors.toSet());
    }

    @Test
    void everyNamedPortIsOneOfTheContainer() {
        assertThat(Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())
                        .map(probe -> probe.getHttpGet().getPort().getStrVal()))
                .as("ports of the probes")
                .isSubsetOf(ports());
        assertThat(service.getSpec().getPorts())
                .as("ports of the Service")
                .extracting(port -> port.getTargetPort().getStrVal())
                .isNotEmpty()
                .isSubsetOf(ports());
        assertThat(policy.getSpec().getIngress().stream().flatMap(rule -> rule.getPorts().stream()))
                .as("ports that the NetworkPolicy lets in")
                .extracting(port -> port.getPort().getStrVal())
                .containsExactlyInAnyOrderElementsOf(ports());
        assertThat(monitor.at("/spec/endpoints").findValuesAsText("port"))
                .as("ports of the ServiceMonitor")
                .isNotEmpty()
                .isSubsetOf(service.getSpec().getPorts().stream()
                        .map(ServicePort::getName)
                        .toList());
    }

    @Test
    void everySelectorFindsWhatItIsFor() {
        PodDisruptionBudget budget = Manifests.the(PodDisruptionBudget.class);
        assertThat(List.of(
                        deployment.getSpec().getSelector().getMatchLabels(),
                        service.getSpec().getSelector(),
                        policy.getSpec().getPodSelector().getMatchLabels(),
                        budget.getSpec().getSelector().getMatchLabels(),
                        pod.getTopologySpreadConstraints()
                                .get(0)
                                .getLabelSelector()
                                .getMatchLabels(),
                        pod.getAffinity()
                                .getPodAntiAffinity()
                                .getPreferredDuringSchedulingIgnoredDuringExecution()
                                .get(0)
                                .getPodAffinityTerm()
                                .getLabelSelector()
                                .getMatchLabels()))
                .allSatisfy(selector -> assertThat(labels).isNotEmpty().containsAllEntriesOf(selector));
        monitor.at("/spec/selector/matchLabels")
                .fields()
                .forEachRemaining(label -> assertThat(service.getMetadata().getLabels())
                        .as("labels of the Service, for the ServiceMonitor")
                        .containsEntry(label.getKey(), label.getValue().asText()));
    }

    @Test
    void whatThePodNamesIsThere() {
        String account = Manifests.the(ServiceAccount.class).getMetadata().getName();
        assertThat(pod.getServiceAccountName()).isEqualTo(account);
        assertThat(pod.getPriorityClassName())
                .isEqualTo(Manifests.the(PriorityClass.class).getMetadata().getName());
        assertThat(Stream.concat(
                        Manifests.all(RoleBinding.class).stream().flatMap(binding -> binding.getSubjects().stream()),
                        Manifests.the(ClusterRoleBinding.class).getSubjects().stream()))
                .as("who has the rights")
                .allSatisfy(subject -> assertThat(subject.getName()).isEqualTo(account));
        assertThat(container.getVolumeMounts())
                .extracting(mount -> mount.getName())
                .containsExactlyInAnyOrderElementsOf(pod.getVolumes().stream()
                        .map(volume -> volume.getName())
                        .toList());
        List<String> beforeStop =
                container.getLifecycle().getPreStop().getExec().getCommand();
        assertThat(beforeStop).first().isEqualTo("vpsie-autoscaler");
        assertThat(FlagParser.COMMANDS).contains(beforeStop.get(1));
    }

    /** As the Go controller's, so that whoever tuned something around them finds the same; the startup probe is ours. */
    @Test
    void theProbesAreThoseOfTheGoController() {
        assertThat(timing(container.getLivenessProbe())).isEqualTo("/healthz after 15 s, every 20 s, in 5 s, 3 times");
        assertThat(timing(container.getReadinessProbe())).isEqualTo("/readyz after 5 s, every 10 s, in 5 s, 3 times");
        assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(30);
    }

    private static String timing(Probe probe) {
        HTTPGetAction request = probe.getHttpGet();
        return request.getPath() + " after " + probe.getInitialDelaySeconds() + " s, every " + probe.getPeriodSeconds()
                + " s, in " + probe.getTimeoutSeconds() + " s, " + probe.getFailureThreshold() + " times";
    }
}
