package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.config.Settings;
import com.vpsie.autoscaler.core.groupplan.Limits;
import com.vpsie.autoscaler.core.intent.SettleWindow;
import com.vpsie.autoscaler.core.lifecycle.Timeouts;
import java.time.Duration;

/**
 * The settings that acting goes by.
 *
 * @param syncPeriod the slowest a group is looked at again without any event
 * @param creationsPerGroupHour 0 for no cap
 * @param creationsPerTerm 0 for no cap
 */
record Policy(
        Limits limits,
        Timeouts timeouts,
        Duration syncPeriod,
        int creationsPerGroupHour,
        int creationsPerTerm,
        boolean dryRun) {
    private static final Duration LONGEST_POLL = Duration.ofSeconds(5);
    private static final Duration LOOK_AGE = Duration.ofSeconds(10);
    private static final Duration BACKOFF = Duration.ofSeconds(60);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(15);
    private static final Duration SHORTEST_DRAIN = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(120);

    /**
     * The same with other times.
     *
     * @param ready how long a node may take to be ready
     * @param drain how long a drain may take; less than a second counts as one
     */
    Policy withTimes(Duration ready, Duration drain) {
        Duration someDrain = drain.compareTo(SHORTEST_DRAIN) < 0 ? SHORTEST_DRAIN : drain;
        return new Policy(
                new Limits(
                        limits.settle(), ready, limits.poll(), limits.lookAge(), limits.backoff(), limits.backoffMax()),
                new Timeouts(timeouts.provision(), ready, timeouts.failedTtl(), someDrain, timeouts.poll()),
                syncPeriod,
                creationsPerGroupHour,
                creationsPerTerm,
                dryRun);
    }

    /** Looks at VPSie are shared by everything in a cluster, so polling stays far below the limit of 100 a minute. */
    static Policy of(Settings settings) {
        Duration half = settings.settleWindow().dividedBy(2);
        Duration poll = half.compareTo(LONGEST_POLL) < 0 ? half : LONGEST_POLL;
        return new Policy(
                new Limits(
                        new SettleWindow(settings.settleWindow()),
                        settings.nodeReadyTimeout(),
                        poll,
                        LOOK_AGE,
                        BACKOFF,
                        LONGEST_BACKOFF),
                new Timeouts(
                        settings.nodeProvisionTimeout(),
                        settings.nodeReadyTimeout(),
                        settings.failedNodeTtl(),
                        DRAIN,
                        poll),
                settings.syncPeriod(),
                settings.maxCreationsPerGroupHour(),
                settings.maxCreationsPerTerm(),
                settings.dryRun());
    }
}
