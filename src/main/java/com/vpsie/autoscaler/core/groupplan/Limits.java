package com.vpsie.autoscaler.core.groupplan;

import com.vpsie.autoscaler.core.intent.SettleWindow;
import java.time.Duration;

/**
 * The patience and the thrift of the planner.
 *
 * @param awaitedNode how long a node that VPSie said yes to is awaited
 * @param poll between two looks while something is awaited
 * @param lookAge a list older than this is read anew before anything is bought
 * @param backoff pause after one failed node; doubles with each further one
 * @param backoffMax longest such pause
 */
public record Limits(
        SettleWindow settle,
        Duration awaitedNode,
        Duration poll,
        Duration lookAge,
        Duration backoff,
        Duration backoffMax) {}
