package com.vpsie.autoscaler.sandbox.vpsie;

import java.time.Instant;

/**
 * A Kubernetes cluster at VPSie.
 *
 * @param id UUID or name, {@code resourceIdentifier} of a NodeGroup
 * @param kubernetesVersion without a leading {@code v}, as VPSie writes it
 */
public record Cluster(String id, String name, String datacenter, String kubernetesVersion, Instant createdAt) {}
