package com.vpsie.autoscaler.sandbox.kube.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.Kubeconfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealKubernetesTest {
    private static String kubeconfig(String server) {
        return Kubeconfigs.withToken("given", server, "", "me", "secret");
    }

    @Test
    void nothingSetIsNamed() {
        assertThat(RealKubernetes.whyNot(Map.of()))
                .isEqualTo("KUBEBUILDER_ASSETS is not set and KUBECONFIG is not set");
    }

    @Test
    void aDirectoryWithoutTheProgramsIsNamed(@TempDir Path empty) {
        assertThat(RealKubernetes.whyNot(Map.of("KUBEBUILDER_ASSETS", empty.toString())))
                .startsWith("there are no programs etcd and kube-apiserver in KUBEBUILDER_ASSETS=" + empty);
    }

    @Test
    void aClusterThatDoesNotAnswerIsNamed(@TempDir Path directory) throws IOException {
        EmbeddedKubernetes ended = EmbeddedKubernetes.start(0);
        ended.close();
        Path file = directory.resolve("config");
        Files.writeString(file, ended.kubeconfig("me"));
        assertThat(RealKubernetes.whyNot(Map.of("KUBECONFIG", file.toString())))
                .contains(ended.url(), "does not answer");
    }

    @Test
    void anEmbeddedClusterIsNotTakenForARealOne(@TempDir Path directory) throws IOException {
        try (EmbeddedKubernetes embedded = EmbeddedKubernetes.start(0)) {
            Path file = directory.resolve("config");
            Files.writeString(file, embedded.kubeconfig("me"));
            assertThat(RealKubernetes.whyNot(Map.of("KUBECONFIG", file.toString())))
                    .contains("is an embedded one");
        }
    }

    @Test
    void aClusterElsewhereIsNotWrittenInto(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("config");
        Files.writeString(file, kubeconfig("https://production.example.com:6443"));
        assertThat(RealKubernetes.whyNot(Map.of("KUBECONFIG", file.toString())))
                .contains("https://production.example.com:6443", "not on this machine", "-Dkube.remote=true");
    }

    @Test
    void anUnreadableFileIsNamed(@TempDir Path directory) {
        Path missing = directory.resolve("missing");
        assertThat(RealKubernetes.whyNot(Map.of("KUBECONFIG", missing.toString())))
                .contains(missing + " cannot be read");
    }
}
