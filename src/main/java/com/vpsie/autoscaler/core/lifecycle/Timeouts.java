package com.vpsie.autoscaler.core.lifecycle;

import java.time.Duration;

/**
 * How long a node may stay where it is.
 *
 * @param provision from the purchase until VPSie says it runs
 * @param ready from then until the Kubernetes node is ready
 * @param failedTtl how long a failed node is kept for people to look at; zero keeps it
 * @param drain how long a drain may take before it is given up for a while
 * @param poll between two looks at VPSie while something is awaited
 */
public record Timeouts(Duration provision, Duration ready, Duration failedTtl, Duration drain, Duration poll) {}
