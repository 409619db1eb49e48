package com.vpsie.autoscaler.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What may go out is enough for an installation as the operations page describes it. */
class NetworkPolicyTest {
    private static final Pattern VPSIE_URL = Pattern.compile("url=(https://\\S+)");
    private static final int HTTPS = 443;
    /** Where kubeadm's API server listens; the policy sees it in place of the Service's 443. */
    private static final int API_SERVER = 6443;

    private final NetworkPolicy policy = Manifests.the(NetworkPolicy.class);

    private List<String> allowed() {
        return policy.getSpec().getEgress().stream()
                .map(NetworkPolicyEgressRule::getPorts)
                .flatMap(List::stream)
                .map(port -> port.getProtocol() + " " + port.getPort().getIntVal())
                .toList();
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs", "operations.md"));
    }

    @Test
    void theDefaultsGetOut() throws IOException {
        Matcher url = VPSIE_URL.matcher(page());
        assertThat(url.find()).as("a VPSie address in the operations page").isTrue();
        int given = URI.create(url.group(1)).getPort();
        assertThat(allowed())
                .contains("UDP 53", "TCP 53")
                .contains("TCP " + HTTPS, "TCP " + API_SERVER)
                .contains("TCP " + (given < 0 ? HTTPS : given));
        assertThat(policy.getSpec().getEgress())
                .as("addresses differ from cluster to cluster")
                .allSatisfy(rule -> assertThat(rule.getTo()).isEmpty());
    }

    /** Nothing else is let out, and the page says which ports these are and what to do when they are not enough. */
    @Test
    void theOperationsPageNamesEachPort() throws IOException {
        String page = page();
        int begin = page.indexOf("\n### Network\n");
        assertThat(begin).as("a section about the network").isPositive();
        String section = page.substring(begin, page.indexOf("\n## ", begin));
        assertThat(section).contains("network-policy.yaml", "kubectl get endpointslices");
        assertThat(allowed())
                .containsExactlyInAnyOrder("UDP 53", "TCP 53", "TCP 443", "TCP 6443")
                .allSatisfy(port -> assertThat(section).contains(port.substring(port.indexOf(' ') + 1)));
    }
}
