package com.vpsie.autoscaler.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard ask for metrics that exist, and each alert has its paragraph in the operations page. */
class MonitoringTest {
    private static final Path MONITORING = Path.of("kube", "monitoring");
    private static final Pattern METRIC = Pattern.compile("\\b(?:leader_election|vpsie_autoscaler)_[a-z_]+");
    private static final Pattern SUFFIX = Pattern.compile("_(bucket|sum|count)$");
    private static final String PREFIX = "vpsie_autoscaler_";

    @Test
    void everyMetricOfAnAlertExists() throws IOException {
        Set<String> existing = existing();
        for (JsonNode alert : alerts()) {
            for (String metric : metrics(alert.path("expr").asText())) {
                assertThat(existing).as(alert.path("alert").asText()).contains(metric);
            }
        }
    }

    @Test
    void everyMetricOfTheDashboardExists() throws IOException {
        Set<String> existing = existing();
        JsonNode dashboard = Serialization.jsonMapper()
                .readTree(MONITORING.resolve("dashboard.json").toFile());
        List<String> asked = new ArrayList<>();
        dashboard.findValues("expr").forEach(expression -> asked.addAll(metrics(expression.asText())));

        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(existing).containsAll(asked);
    }

    @Test
    void everyAlertHasItsParagraph() throws IOException {
        String page = Files.readString(Path.of("docs", "operations.md"));
        for (JsonNode alert : alerts()) {
            String runbook = alert.path("annotations").path("runbook_url").asText();
            String anchor = runbook.substring(runbook.indexOf('#') + 1);
            assertThat(page).as(alert.path("alert").asText()).contains("\n### " + anchor + "\n");
        }
    }

    private static List<JsonNode> alerts() throws IOException {
        JsonNode rule = Serialization.yamlMapper()
                .readTree(MONITORING.resolve("alerts.yaml").toFile());
        List<JsonNode> alerts = new ArrayList<>();
        rule.at("/spec/groups/0/rules").forEach(alerts::add);
        assertThat(alerts).hasSizeGreaterThan(10);
        return alerts;
    }

    private static Set<String> metrics(String expression) {
        Set<String> found = new TreeSet<>();
        for (Matcher matcher = METRIC.matcher(expression); matcher.find(); ) {
            found.add(SUFFIX.matcher(matcher.group()).replaceFirst(""));
        }
        return found;
    }

    /** The names as the code registers them: whole ones, and those that follow the common prefix. */
    private static Set<String> existing() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String code = Files.readString(file);
                Matcher whole = Pattern.compile("\"(leader_election_[a-z_]+)\"").matcher(code);
                whole.results().forEach(result -> names.add(result.group(1)));
                Matcher rest = Pattern.compile("PREFIX \\+ \"([a-z_]+)\"").matcher(code);
                rest.results().forEach(result -> names.add(PREFIX + result.group(1)));
            }
        }
        return names;
    }
}
