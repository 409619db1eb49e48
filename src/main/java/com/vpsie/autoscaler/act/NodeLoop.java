package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
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
 * Takes every VPSieNode through its life while this replica leads. Woken by changes and by exact timers; the passes of
 * different nodes run side by side, those of one node never do.
 */
@ApplicationScoped
public class NodeLoop implements TermLoop {
    private static final String CONTROLLER = "vpsienode";

    private final Workshop workshop;
    private final Executor executor;
    private volatile Optional<KeyedLoop<ChildKey>> running = Optional.empty();

    /** For the client proxy only, which never uses its fields. */
    @SuppressWarnings("NullAway")
    protected NodeLoop() {
        workshop = null;
        executor = null;
    }

    /** A loop on the container's threads. */
    @Inject
    public NodeLoop(Workshop workshop, ManagedScheduledExecutorService executor) {
        this(workshop, (Executor) executor);
    }

    NodeLoop(Workshop workshop, Executor executor) {
        this.workshop = workshop;
        this.executor = executor;
    }

    @Override
    public void start(ActingTerm term) {
        Tools tools = workshop.tools();
        NodePass pass = workshop.nodePass();
        KeyedLoop<ChildKey> loop = new KeyedLoop<>(CONTROLLER, executor, tools.metrics(), key -> look(term, pass, key));
        running = Optional.of(loop);
        loop.start();
        tools.sights().groups().forEach(group -> groupChanged(NodeGroups.key(group)));
    }

    private Result look(ActingTerm term, NodePass pass, ChildKey key) {
        term.awaitStart();
        Result result = pass.at(term, key);
        boolean gone =
                workshop.tools().sights().child(key.namespace(), key.name()).isEmpty();
        return result instanceof Result.Done && !gone
                ? new Result.Again(workshop.tools().policy().syncPeriod())
                : result;
    }

    @Override
    public void groupChanged(GroupKey group) {
        running.ifPresent(loop -> {
            for (VPSieNode child : workshop.tools().sights().children(group)) {
                loop.add(new ChildKey(group, child.getMetadata().getName()));
            }
        });
    }

    @Override
    public void close() {
        running.ifPresent(KeyedLoop::close);
    }

    @Override
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        Optional<KeyedLoop<ChildKey>> loop = running;
        boolean idle = loop.isEmpty() || loop.get().awaitIdle(atMost);
        running = Optional.empty();
        return idle;
    }
}
