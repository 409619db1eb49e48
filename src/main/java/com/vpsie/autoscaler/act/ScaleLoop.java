package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.core.cluster.GroupKey;
import com.vpsie.autoscaler.observe.NodeGroups;
import com.vpsie.autoscaler.observe.QueueWorkers.Result;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Brings every NodeGroup to its desired number of nodes while this replica leads. Woken by changes and by exact timers;
 * the passes of different groups run side by side, those of one group never do.
 */
@ApplicationScoped
public class ScaleLoop implements TermLoop {
    private static final String CONTROLLER = "nodegroup";

    private final Workshop workshop;
    private final Executor executor;
    private volatile Optional<KeyedLoop<GroupKey>> running = Optional.empty();

    /** For the client proxy only, which never uses its fields. */
    @SuppressWarnings("NullAway")
    protected ScaleLoop() {
        workshop = null;
        executor = null;
    }

    /** A loop on the container's threads. */
    @Inject
    public ScaleLoop(Workshop workshop, ManagedScheduledExecutorService executor) {
        this(workshop, (Executor) executor);
    }

    ScaleLoop(Workshop workshop, Executor executor) {
        this.workshop = workshop;
        this.executor = executor;
    }

    @Override
    public void start(ActingTerm term) {
        Tools tools = workshop.tools();
        GroupPass pass = workshop.groupPass();
        KeyedLoop<GroupKey> loop = new KeyedLoop<>(CONTROLLER, executor, tools.metrics(), key -> look(term, pass, key));
        running = Optional.of(loop);
        loop.start();
        tools.sights().groups().forEach(group -> loop.add(NodeGroups.key(group)));
    }

    private static Result look(ActingTerm term, GroupPass pass, GroupKey key) {
        term.awaitStart();
        return pass.at(term, key);
    }

    @Override
    public void groupChanged(GroupKey group) {
        running.ifPresent(loop -> loop.add(group));
    }

    @Override
    public void close() {
        running.ifPresent(KeyedLoop::close);
    }

    @Override
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        Optional<KeyedLoop<GroupKey>> loop = running;
        boolean idle = loop.isEmpty() || loop.get().awaitIdle(atMost);
        running = Optional.empty();
        return idle;
    }
}
