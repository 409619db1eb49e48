package com.vpsie.autoscaler.sandbox.kube.real;

import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import java.util.List;

/**
 * The Kubernetes API that tests run on: the embedded one, or with the system property {@code sandbox.kube=real} a real
 * API server of our own for each, with controllers where they are there.
 */
public final class ChosenKubernetes {
    private static final String PROPERTY = "sandbox.kube";

    private ChosenKubernetes() {}

    /** Whether a real one was asked for. */
    public static boolean isReal() {
        return System.getProperty(PROPERTY, "embedded").equals("real");
    }

    /**
     * Starts an empty one.
     *
     * @throws IllegalStateException when a real one was asked for and cannot be had: it says why
     */
    public static KubernetesUnderTest start() {
        if (!isReal()) {
            return EmbeddedKubernetes.start(0);
        }
        RealKubernetes real = startReal();
        real.startControllers();
        return real;
    }

    /** A real one of our own, without controllers. */
    public static RealKubernetes startReal() {
        return startReal(List.of());
    }

    /** The same, which keeps the {@link RealKubernetes#requests} of some users who may do everything. */
    public static RealKubernetes startReal(List<String> audited) {
        RealKubernetes real = RealKubernetes.find(audited)
                .orElseThrow(() -> new IllegalStateException("-D" + PROPERTY + "=real: " + RealKubernetes.whyNot()));
        if (!real.isOwn()) {
            real.close();
            throw new IllegalStateException("-D" + PROPERTY + "=real: tests need an API server of their own,"
                    + " the cluster of KUBECONFIG is not; set KUBEBUILDER_ASSETS");
        }
        return real;
    }
}
