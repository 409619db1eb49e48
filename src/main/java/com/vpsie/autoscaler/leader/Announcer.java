package com.vpsie.autoscaler.leader;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Delivers CDI events to every synchronous observer, in order of priority, each on its own: one that throws does not
 * keep the next from hearing, as {@code Event.fire} would, since an observer that never hears of a loss goes on working.
 */
@Dependent
public class Announcer {
    private static final Logger LOG = Logger.getLogger(Announcer.class.getName());

    private final BeanManager beans;

    @Inject
    Announcer(BeanManager beans) {
        this.beans = beans;
    }

    /** Returns after every observer has; false when at least one of them threw. */
    public <T> boolean announce(T event) {
        boolean well = true;
        for (ObserverMethod<? super T> observer : beans.resolveObserverMethods(event)) {
            if (!observer.isAsync()) {
                well &= told(observer, event);
            }
        }
        return well;
    }

    private static <T> boolean told(ObserverMethod<? super T> observer, T event) {
        try {
            observer.notify(event);
            return true;
        } catch (Exception | LinkageError | AssertionError failed) {
            LOG.log(Level.SEVERE, "an observer of " + event.getClass().getSimpleName() + " failed", failed);
            return false;
        }
    }
}
