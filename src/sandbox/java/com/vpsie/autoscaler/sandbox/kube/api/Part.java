package com.vpsie.autoscaler.sandbox.kube.api;

/** Which part of an object a write may change. */
public enum Part {
    /** Everything but the status, for kinds with a status subresource. */
    MAIN,
    /** The status alone. */
    STATUS
}
