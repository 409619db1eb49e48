package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.metrics.AutoscalerMetrics;

/** What every pass works with. */
record Tools(
        Sights sights,
        Objects objects,
        SealedStatusWriter statuses,
        Announcer announcer,
        AutoscalerMetrics metrics,
        Clock clock,
        Policy policy) {}
