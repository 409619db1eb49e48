package com.vpsie.autoscaler.sandbox.vpsie;

/** What becomes of a machine after it was bought. */
public enum Fate {
    /** It boots and registers with Kubernetes. */
    JOINS,
    /** It boots and is {@code running} at VPSie, but no Kubernetes Node ever shows up. */
    NEVER_JOINS,
    /** It stays in {@code provisioning} for good. */
    NEVER_BOOTS
}
