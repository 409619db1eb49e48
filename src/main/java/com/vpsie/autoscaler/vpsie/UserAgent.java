package com.vpsie.autoscaler.vpsie;

/** The product and, in brackets, the replica: VPSie's log then tells who called. */
record UserAgent(String replica) {
    String value() {
        String name = replica.replaceAll("[^A-Za-z0-9._-]", "");
        return "vpsie-k8s-autoscaler/1.0" + (name.isEmpty() ? "" : " (" + name + ")");
    }
}
