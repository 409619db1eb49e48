package com.vpsie.autoscaler.it.faults;

import com.vpsie.autoscaler.it.stage.Groups;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * People who want more nodes and fewer again, all the time: moves the desired number of nodes of one group after the
 * other while it is told to, on a thread of its own that ends with {@link #close}. Thread-safe.
 */
final class Demand implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Demand.class.getName());
    private static final int LEAST = 1;
    private static final int MOST = 4;

    private final Groups groups;
    private final Random random;
    private final int pauseMillis;
    private final Map<String, Integer> wanted = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "demand");
    private boolean moving;
    private boolean closed;

    /** From then on at most so many nodes were asked for. */
    private record Change(Instant at, String group, int nodes) {}

    /**
     * Starts at rest, with two nodes in each group, which exist already.
     *
     * @param pause the least between two changes; the longest is twice that
     */
    Demand(Groups groups, long seed, Duration pause) {
        this.groups = groups;
        this.pauseMillis = Math.toIntExact(pause.toMillis());
        this.random = new Random(seed);
        groups.names().forEach(name -> note(name, Groups.FIRST));
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void note(String group, int nodes) {
        wanted.put(group, nodes);
        changes.add(new Change(Instant.now(), group, nodes));
    }

    /** Begins to move. */
    synchronized void move() {
        moving = true;
    }

    /** Comes to rest; when this returns nothing is changed any more. */
    synchronized void rest() {
        moving = false;
    }

    /**
     * At rest: one node more for the group that has fewest.
     *
     * @return the group
     */
    synchronized String oneMore() {
        rest();
        Map.Entry<String, Integer> fewest = wanted.entrySet().stream()
                .min(Comparator.comparingInt(Map.Entry::getValue))
                .orElseThrow();
        change(fewest.getKey(), fewest.getValue() + 1);
        return fewest.getKey();
    }

    /** How many nodes a group should have. */
    synchronized int of(String group) {
        return wanted.getOrDefault(group, 0);
    }

    /** The most that was asked for at any instant between these. */
    synchronized int most(String group, Instant from, Instant until) {
        int most = 0;
        int inForce = 0;
        for (Change change : changes) {
            if (change.group().equals(group) && !change.at().isAfter(until)) {
                boolean before = change.at().isBefore(from);
                inForce = before ? change.nodes() : inForce;
                most = before ? most : Math.max(most, change.nodes());
            }
        }
        return Math.max(most, inForce);
    }

    private void run() {
        try {
            while (!closed()) {
                TimeUnit.MILLISECONDS.sleep(pauseMillis + random.nextInt(pauseMillis));
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean closed() {
        return closed;
    }

    private synchronized void step() {
        if (!moving) {
            return;
        }
        List<String> names = groups.names();
        String group = names.get(random.nextInt(names.size()));
        int now = of(group);
        int next = LEAST + random.nextInt(MOST);
        try {
            change(group, next == now ? now % MOST + 1 : next);
        } catch (KubernetesClientException e) {
            LOG.log(Level.FINE, "nobody takes the wish for another number of nodes at this moment", e);
        }
    }

    /** While it is written both numbers are in force. */
    private void change(String group, int nodes) {
        int before = of(group);
        note(group, Math.max(before, nodes));
        try {
            groups.resize(group, nodes);
            note(group, nodes);
        } catch (KubernetesClientException e) {
            wanted.put(group, before);
            throw e;
        }
    }

    /** At rest: asks again for what was asked for last, since a wish may have been taken whose answer was lost. */
    synchronized void confirm() {
        wanted.forEach(this::change);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
