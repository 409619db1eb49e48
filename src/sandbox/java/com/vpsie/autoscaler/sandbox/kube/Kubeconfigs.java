package com.vpsie.autoscaler.sandbox.kube;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes kubeconfig files. */
public final class Kubeconfigs {
    private Kubeconfigs() {}

    public static String withToken(String cluster, String server, String caPem, String user, String token) {
        return write(cluster, server, caPem, user, "token: " + token);
    }

    public static String withCertificate(
            String cluster, String server, String caPem, String user, Certificates.Pair pair) {
        return write(
                cluster,
                server,
                caPem,
                user,
                "client-certificate-data: " + base64(pair.certificatePem()) + "\n    client-key-data: "
                        + base64(pair.keyPem()));
    }

    private static String write(String cluster, String server, String caPem, String user, String credentials) {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: %1$s
                  cluster:
                    server: %2$s
                    certificate-authority-data: %3$s
                users:
                - name: "%4$s"
                  user:
                    %5$s
                contexts:
                - name: %1$s
                  context:
                    cluster: %1$s
                    user: "%4$s"
                current-context: %1$s
                """.formatted(cluster, server, base64(caPem), user, credentials);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
