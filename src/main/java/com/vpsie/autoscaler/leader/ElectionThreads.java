package com.vpsie.autoscaler.leader;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** The container's executor and thread contexts, as beans, since Jakarta Concurrency 3.0 cannot inject them. */
@ApplicationScoped
public class ElectionThreads {
    @Resource
    @SuppressWarnings("NullAway.Init")
    private ManagedScheduledExecutorService executor;

    @Resource
    @SuppressWarnings("NullAway.Init")
    private ContextService contexts;

    @Produces
    ManagedScheduledExecutorService executor() {
        return executor;
    }

    @Produces
    ContextService contexts() {
        return contexts;
    }
}
