package com.vpsie.autoscaler.sandbox.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.api.v1alpha1.AutoscalerConfigSpec;
import com.vpsie.autoscaler.api.v1alpha1.CostOptimization;
import com.vpsie.autoscaler.api.v1alpha1.MultiRegionConfig;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroupSpec;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroupStatus;
import com.vpsie.autoscaler.api.v1alpha1.SpotConfig;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNodeStatus;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pins every field of the CRDs: what the Go controller's CRDs have must be there with the same type, bounds and default,
 * or objects written for it would be refused or mean something else.
 */
class CrdSchemaTest {
    private static final Map<String, CustomResourceDefinition> DEFINITIONS = CrdDocuments.definitions().stream()
            .collect(Collectors.toMap(crd -> crd.getSpec().getNames().getPlural(), Function.identity()));

    @ParameterizedTest
    @CsvSource({"nodegroups", "vpsienodes", "autoscalerconfigs"})
    void everyFieldIsAsPinned(String plural) throws IOException {
        List<String> lines = new ArrayList<>();
        describe("", root(plural), lines);

        assertThat(lines).containsExactlyElementsOf(pinned(plural + ".fields"));
    }

    @ParameterizedTest
    @CsvSource({
        "nodegroups, NodeGroup, nodegroup, Namespaced, 'ng,ngs'",
        "vpsienodes, VPSieNode, vpsienode, Namespaced, 'vn,vns'",
        "autoscalerconfigs, AutoscalerConfig, autoscalerconfig, Cluster, asc"
    })
    void namesAndScope(String plural, String kind, String singular, String scope, String shortNames) {
        var spec = definition(plural).getSpec();
        assertThat(definition(plural).getMetadata().getName()).isEqualTo(plural + ".autoscaler.vpsie.com");
        assertThat(spec.getGroup()).isEqualTo("autoscaler.vpsie.com");
        assertThat(spec.getScope()).isEqualTo(scope);
        assertThat(spec.getNames().getKind()).isEqualTo(kind);
        assertThat(spec.getNames().getListKind()).isEqualTo(kind + "List");
        assertThat(spec.getNames().getSingular()).isEqualTo(singular);
        assertThat(String.join(",", spec.getNames().getShortNames())).isEqualTo(shortNames);
        assertThat(spec.getVersions()).hasSize(1);
        assertThat(version(plural).getName()).isEqualTo("v1alpha1");
        assertThat(version(plural).getServed()).isTrue();
        assertThat(version(plural).getStorage()).isTrue();
        assertThat(version(plural).getSubresources().getStatus()).isNotNull();
    }

    @Test
    void columnsStandInTheirOrder() {
        assertThat(columns("nodegroups"))
                .containsExactly(
                        "Min .spec.minNodes integer",
                        "Max .spec.maxNodes integer",
                        "Desired .status.desiredNodes integer",
                        "Current .status.currentNodes integer",
                        "Ready .status.readyNodes integer",
                        "Age .metadata.creationTimestamp date");
        assertThat(columns("vpsienodes"))
                .containsExactly(
                        "VPS ID .spec.vpsieInstanceID integer",
                        "Node .status.nodeName string",
                        "Phase .status.phase string",
                        "Instance Type .spec.instanceType string",
                        "NodeGroup .spec.nodeGroupName string",
                        "Age .metadata.creationTimestamp date");
        assertThat(columns("autoscalerconfigs"))
                .containsExactly(
                        "MaxWorkers .spec.globalSettings.maxClusterWorkers integer",
                        "MinNodes .spec.nodeGroupDefaults.minNodes integer",
                        "MaxNodes .spec.nodeGroupDefaults.maxNodes integer",
                        "DynamicCreation .spec.globalSettings.enableDynamicNodeGroupCreation boolean",
                        "Active .status.active boolean",
                        "Age .metadata.creationTimestamp date");
    }

    @Test
    void theFenceStandsAtTheRootWordForWord() {
        assertThat(root("nodegroups").getXKubernetesValidations())
                .extracting(ValidationRule::getRule)
                .containsExactly("!has(oldSelf.status) || !has(oldSelf.status.leaderToken) || (has(self.status)"
                        + " && has(self.status.leaderToken)"
                        + " && self.status.leaderToken >= oldSelf.status.leaderToken)");
    }

    @Test
    void aFreshBeanHoldsTheSchemasDefaults() {
        JSONSchemaProps spec = property(root("nodegroups"), "spec");
        assertDefaults(spec, new NodeGroupSpec());
        assertDefaults(property(spec, "spotConfig"), new SpotConfig());
        assertDefaults(property(spec, "multiRegion"), new MultiRegionConfig());
        assertDefaults(property(spec, "costOptimization"), new CostOptimization());
        assertDefaults(property(root("nodegroups"), "status"), new NodeGroupStatus());
        assertDefaults(property(root("vpsienodes"), "status"), new VPSieNodeStatus());
        assertDefaults(property(root("autoscalerconfigs"), "spec"), new AutoscalerConfigSpec());
    }

    private static void assertDefaults(JSONSchemaProps schema, Object bean) {
        assertDefaults(schema, new KubernetesSerialization().convertValue(bean, Map.class));
    }

    private static void assertDefaults(JSONSchemaProps schema, Map<?, ?> json) {
        schema.getProperties().forEach((name, property) -> {
            if (property.getDefault() == null) {
                return;
            }
            if (property.getProperties() != null && !property.getProperties().isEmpty()) {
                assertDefaults(
                        property,
                        new KubernetesSerialization().convertValue(Objects.requireNonNull(json.get(name)), Map.class));
            } else {
                assertThat(text(json.get(name))).as(name).isEqualTo(text(property.getDefault()));
            }
        });
    }

    private static String text(@Nullable Object value) {
        String text = value instanceof JsonNode node ? node.asText() : "" + value;
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String written(JsonNode value) {
        return value.isNumber() ? text(value) : value.toString();
    }

    /** One line for each field: path, type, format, whether required, default, bounds, pattern, values, rules. */
    private static void describe(String path, JSONSchemaProps schema, List<String> lines) {
        if (schema.getProperties() != null) {
            for (String name : new TreeSet<>(schema.getProperties().keySet())) {
                JSONSchemaProps property = property(schema, name);
                boolean required =
                        schema.getRequired() != null && schema.getRequired().contains(name);
                lines.add(line(path + "." + name, property, required));
                describe(path + "." + name, property, lines);
            }
        }
        if (schema.getItems() != null) {
            describe(path + "[]", schema.getItems().getSchema(), lines);
        }
    }

    private static String line(String path, JSONSchemaProps property, boolean required) {
        String type = property.getItems() != null
                ? "[]" + type(property.getItems().getSchema())
                : property.getAdditionalProperties() != null
                        ? "map " + type(property.getAdditionalProperties().getSchema())
                        : type(property);
        return Stream.of(
                        path.substring(1),
                        type,
                        required ? "required" : "",
                        property.getDefault() == null ? "" : "default=" + written(property.getDefault()),
                        property.getMinimum() == null ? "" : "min=" + text(property.getMinimum()),
                        property.getMaximum() == null ? "" : "max=" + text(property.getMaximum()),
                        property.getMinLength() == null ? "" : "minLength=" + property.getMinLength(),
                        property.getMinItems() == null ? "" : "minItems=" + property.getMinItems(),
                        property.getPattern() == null ? "" : "pattern=" + property.getPattern(),
                        property.getEnum() == null || property.getEnum().isEmpty() ? "" : "enum=" + property.getEnum(),
                        rules(property))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String rules(JSONSchemaProps property) {
        return property.getXKubernetesValidations() == null
                ? ""
                : property.getXKubernetesValidations().stream()
                        .map(rule -> "rule=" + rule.getRule())
                        .collect(Collectors.joining(" "));
    }

    private static String type(JSONSchemaProps schema) {
        return schema.getFormat() == null ? schema.getType() : schema.getType() + ":" + schema.getFormat();
    }

    private static List<String> pinned(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(CrdSchemaTest.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static List<String> columns(String plural) {
        return version(plural).getAdditionalPrinterColumns().stream()
                .map((CustomResourceColumnDefinition column) ->
                        column.getName() + " " + column.getJsonPath() + " " + column.getType())
                .toList();
    }

    private static CustomResourceDefinition definition(String plural) {
        return Objects.requireNonNull(DEFINITIONS.get(plural), plural);
    }

    private static CustomResourceDefinitionVersion version(String plural) {
        return definition(plural).getSpec().getVersions().get(0);
    }

    private static JSONSchemaProps root(String plural) {
        return version(plural).getSchema().getOpenAPIV3Schema();
    }

    private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
        return Objects.requireNonNull(schema.getProperties().get(name), name);
    }
}
