package com.vpsie.autoscaler.sandbox.kube.controllers;

import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The controllers of a cluster at work on a store.
 *
 * <p>Life cycle: notes what changes from construction to {@link #close}. It acts either when {@link #settle} is called,
 * which is deterministic and needs no threads, or by itself once {@link #start} was called, on one daemon thread. Every
 * method may be called from any thread.
 */
public final class Controllers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Controllers.class.getName());
    /** Changes within this time are acted on together: a thousand new pods are counted once. */
    private static final long GATHER_MILLIS = 10;
    /** How often is looked for what comes due without a change. */
    private static final long TICK_MILLIS = 1_000;

    private final List<Controller> controllers;
    private final ObjectStore store;
    private final InstantSource clock;
    private final ObjectStore.Watch watch;
    private final Object queue = new Object();
    private Map<String, Stored> changed = new LinkedHashMap<>();
    private boolean lookAtAll = true;
    private boolean closed;

    /** @param caPem what pods are to trust the API by */
    public Controllers(ObjectStore store, InstantSource clock, String caPem) {
        Objects objects = new Objects(store);
        this.clock = clock;
        this.controllers = List.of(
                new GarbageCollector(objects),
                new NamespaceEnd(store, objects, clock),
                new NamespaceContent(objects, caPem),
                new Budgets(objects, clock),
                new PodCollector(objects));
        this.store = store;
        this.watch = store.observe(this::note, this::noteRewind);
    }

    private void note(Stored row) {
        synchronized (queue) {
            changed.put(row.uid(), row);
            queue.notifyAll();
        }
    }

    private void noteRewind() {
        synchronized (queue) {
            lookAtAll = true;
            queue.notifyAll();
        }
    }

    private List<Stored> everything() {
        return store.within(rows -> rows.kinds().all().stream()
                .flatMap(kind -> rows.of(kind.group(), kind.plural()).stream())
                .toList());
    }

    private boolean allIsToBeLookedAt() {
        synchronized (queue) {
            boolean all = lookAtAll;
            lookAtAll = false;
            return all;
        }
    }

    private List<Stored> take() {
        if (allIsToBeLookedAt()) {
            everything().forEach(this::note);
        }
        synchronized (queue) {
            List<Stored> taken = new ArrayList<>(changed.values());
            changed = new LinkedHashMap<>();
            return taken;
        }
    }

    /** Acts until nothing is left to do at this moment. */
    public synchronized void settle() {
        Instant now = clock.instant();
        controllers.forEach(controller -> controller.passed(now));
        List<Stored> rows = take();
        do {
            for (Controller controller : controllers) {
                rows.forEach(controller::changed);
                controller.act();
            }
            rows = take();
        } while (!rows.isEmpty());
    }

    /** Acts by itself from now on. */
    public void start() {
        Thread thread = new Thread(this::run, "embedded-kubernetes-controllers");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (await()) {
                attempt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() {
        try {
            settle();
        } catch (ApiException e) {
            LOG.log(Level.WARNING, "a controller was refused: " + e.getMessage(), e);
        }
    }

    private boolean await() throws InterruptedException {
        synchronized (queue) {
            if (changed.isEmpty() && !lookAtAll && !closed) {
                queue.wait(TICK_MILLIS);
            }
            if (!changed.isEmpty() && !closed) {
                queue.wait(GATHER_MILLIS);
            }
            return !closed;
        }
    }

    @Override
    public void close() {
        watch.close();
        synchronized (queue) {
            closed = true;
            queue.notifyAll();
        }
    }
}
