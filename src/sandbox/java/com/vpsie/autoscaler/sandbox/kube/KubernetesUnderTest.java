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

    /**
     * YAML of a kubeconfig of a user who may do only what roles are bound to the name or the groups. A cluster that is
     * not our own may have the one user of its kubeconfig for all.
     */
    String restrictedKubeconfig(String user, String... groups);

    /** {@link #restrictedKubeconfig} for the fabric8 client, each time a fresh one. */
    default Config restrictedConfig(String user, String... groups) {
        return Config.fromKubeconfig(restrictedKubeconfig(user, groups));
    }

    /** For messages: what it is and where it listens. */
    String name();

    /** Ends it, and every process and connection that belongs to it. */
    @Override
    void close();
}
