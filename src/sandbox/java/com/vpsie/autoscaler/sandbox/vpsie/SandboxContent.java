package com.vpsie.autoscaler.sandbox.vpsie;

import java.util.List;

/** What the sandbox's cloud has at the start. */
public final class SandboxContent {
    /** Its only datacenter. */
    public static final String DATACENTER = "dc-sandbox";

    /** Its only cluster. */
    public static final String CLUSTER = "sandbox-cluster";

    /** The master has the shape of a worker of size 2, so a machine's shape alone does not make it a worker. */
    private static final List<Size> SIZES = List.of(
            Size.of(1, "k8s-1c-2g", 1, 2048, 40, "10.00", "0.015"),
            Size.of(2, "k8s-2c-4g", 2, 4096, 80, "20.00", "0.030"),
            Size.of(3, "k8s-4c-8g", 4, 8192, 160, "40.00", "0.060"),
            Size.of(4, "k8s-4c-16g", 4, 16384, 160, "60.00", "0.090"),
            Size.of(5, "k8s-8c-32g", 8, 32768, 320, "120.00", "0.180"));

    private SandboxContent() {}

    /** The sizes on offer. */
    public static List<Size> sizes() {
        return SIZES;
    }

    static VpsieWorld fill(VpsieWorld world) {
        world.addOffers(DATACENTER, SIZES);
        world.addCluster(CLUSTER, DATACENTER, "1.34.1", SIZES.get(1), 1);
        return world;
    }
}
