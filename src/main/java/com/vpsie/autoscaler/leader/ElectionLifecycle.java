package com.vpsie.autoscaler.leader;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * The first thing that happens when the application stops, while the network still works; {@code @PreDestroy} comes
 * after clients have been closed.
 */
@WebListener
public class ElectionLifecycle implements ServletContextListener {
    @Inject
    @SuppressWarnings("NullAway.Init")
    private LeaderElector elector;

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        elector.close();
    }
}
