package com.vpsie.autoscaler.sandbox.kube;

import io.fabric8.kubernetes.client.Config;

/** A Kubernetes API that somebody else may be handed: the embedded one or a real one. */
public interface KubernetesUnderTest extends AutoCloseable {
    /** YAML of a kubeconfig with the API's CA and this user's credentials; the user may do everything. */
    String kubeconfig(String user);

    /** {@link #kubeconfig} for the fabric8 client, each time a fresh one. */
    default Config clientConfig(String user) {
        return Config.fromKubeconfig(kubeconfig(user));
    }

    /** For messages: what it is and where it listens. */
    String name();

    /** Ends it, and every process and connection that belongs to it. */
    @Override
    void close();
}
