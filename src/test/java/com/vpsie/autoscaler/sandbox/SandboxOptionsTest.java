package com.vpsie.autoscaler.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SandboxOptionsTest {
    @Test
    void threeReplicasAndALiveTableByDefault() {
        SandboxOptions options = SandboxOptions.from(new Properties());

        assertThat(options.replicas()).isEqualTo(3);
        assertThat(options.runs()).isEqualTo(1);
        assertThat(options.scenario()).isEmpty();
        assertThat(options.realKubernetes()).isFalse();
    }

    @Test
    void aWrongValueIsOneLineWithTheRule() {
        assertThatThrownBy(() -> SandboxOptions.from(given("sandbox.replicas", "ten")))
                .isInstanceOf(SandboxException.class)
                .hasMessage("-Dsandbox.replicas=ten: must be a whole number from 0 to 9");
        assertThatThrownBy(() -> SandboxOptions.from(given("sandbox.runs", "0")))
                .hasMessage("-Dsandbox.runs=0: must be a whole number from 1 to 1000");
        assertThatThrownBy(() -> SandboxOptions.from(given("sandbox.kube", "minikube")))
                .hasMessage("-Dsandbox.kube=minikube: must be embedded or real");
    }

    @Test
    void aTakenPortIsNamedWithWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> PortCheck.requireFree(Map.of(port, "VPSie simulator")))
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("port " + port + " (VPSie simulator)")
                    .hasMessageContaining("ss -ltnp 'sport = :" + port + "'");
        }
    }

    @Test
    void freePortsAreNoNews() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThatCode(() -> PortCheck.requireFree(Map.of(port, "anything"))).doesNotThrowAnyException();
    }

    private static Properties given(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty(name, value);
        return properties;
    }
}
