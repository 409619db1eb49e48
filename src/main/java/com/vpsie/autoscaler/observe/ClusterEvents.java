package com.vpsie.autoscaler.observe;

import com.vpsie.autoscaler.core.cluster.GroupKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where loops subscribe to changes of groups. A leader subscribes when its term begins, then reads {@link
 * NodeGroups#all()} once, and unsubscribes when it ends. Thread-safe.
 */
@ApplicationScoped
public class ClusterEvents {
    private static final Logger LOG = Logger.getLogger(ClusterEvents.class.getName());

    private final List<ClusterListener> listeners = new CopyOnWriteArrayList<>();

    /** Tells {@code listener} of every change from now on; nothing is replayed. Closing the result ends it. */
    public Subscription subscribe(ClusterListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void groupChanged(GroupKey group) {
        for (ClusterListener listener : listeners) {
            try {
                listener.groupChanged(group);
            } catch (RuntimeException e) {
                // one listener's fault must not keep the others, or the informer, from going on
                LOG.log(Level.WARNING, "a listener failed on a change of " + group, e);
            }
        }
    }

    /** Ends a subscription; closing twice is harmless. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
