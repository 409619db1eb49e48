package com.vpsie.autoscaler.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.config.Flag;
import com.vpsie.autoscaler.config.FlagParser;
import com.vpsie.autoscaler.config.FlagParser.CommandLine;
import com.vpsie.autoscaler.config.Flags;
import com.vpsie.autoscaler.config.Given;
import com.vpsie.autoscaler.config.Settings;
import com.vpsie.autoscaler.config.Validation;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arguments of each overlay, read and judged as the launcher does, and held to the objects around them. */
class ManifestFlagsTest {
    static List<String> overlays() {
        return Manifests.overlays();
    }

    private static Container container(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
    }

    private static CommandLine commandLine(Deployment deployment) {
        return FlagParser.parse(container(deployment).getArgs());
    }

    private static String value(CommandLine line, Flag flag) {
        return line.values().getOrDefault(flag, flag.defaultValue());
    }

    private static Settings settings(CommandLine line) {
        Validation.Result result = Validation.check(
                flag -> Optional.ofNullable(line.values().get(flag)).map(value -> Given.onCommandLine(flag, value)));
        assertThat(result)
                .isInstanceOfSatisfying(
                        Validation.Result.Valid.class,
                        valid -> assertThat(valid.warnings()).isEmpty());
        return ((Validation.Result.Valid) result).settings();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theFlagsAreKnownAndValidTogether(String overlay) {
        Deployment deployment = Manifests.deployment(overlay);
        CommandLine line = commandLine(deployment);
        assertThat(line.problems()).isEmpty();
        assertThat(line.command()).isEqualTo("run");
        assertThat(line.values())
                .as("each argument is a flag of its own")
                .hasSameSizeAs(container(deployment).getArgs());
        assertThat(settings(line)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theFlagsFitTheObjects(String overlay) {
        Deployment deployment = Manifests.deployment(overlay);
        CommandLine line = commandLine(deployment);
        Settings settings = settings(line);
        Map<String, Integer> ports = container(deployment).getPorts().stream()
                .collect(Collectors.toMap(port -> port.getName(), port -> port.getContainerPort()));
        assertThat(ports)
                .isEqualTo(Map.of(
                        "metrics", settings.metrics().port(),
                        "health", settings.health().port()));
        assertThat(value(line, Flags.EXPECTED_REPLICAS))
                .isEqualTo(deployment.getSpec().getReplicas().toString());
        assertThat(namesIn("leases")).contains(List.of(value(line, Flags.LEADER_ELECTION_ID)));
        assertThat(namesIn("namespaces")).contains(List.of(value(line, Flags.LEADER_ELECTION_NAMESPACE)));
        assertThat(namesIn("secrets")).contains(List.of(settings.vpsieSecret().name()));
        assertThat(Manifests.yaml(Manifests.KUBE.resolve("base/kustomization.yaml"))
                        .path("namespace")
                        .asText())
                .isEqualTo(value(line, Flags.LEADER_ELECTION_NAMESPACE))
                .isEqualTo(settings.vpsieSecret().namespace());
    }

    private static List<List<String>> namesIn(String resource) {
        return Manifests.all(Role.class).stream()
                .flatMap(role -> role.getRules().stream())
                .filter(rule -> rule.getResources().contains(resource))
                .map(PolicyRule::getResourceNames)
                .toList();
    }
}
