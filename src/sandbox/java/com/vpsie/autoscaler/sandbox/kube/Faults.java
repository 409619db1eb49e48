package com.vpsie.autoscaler.sandbox.kube;

import com.vpsie.autoscaler.sandbox.kube.Fault.Match;
import com.vpsie.autoscaler.sandbox.kube.Fault.WatchSilence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The faults of one {@link EmbeddedKubernetes}. Safe for any thread. A fault acts on requests that arrive after it was
 * added; the oldest that matches is used, one per request. Over HTTP: see {@link FaultsEndpoint}.
 */
public final class Faults {
    /** A fault that has been added. */
    public final class Active {
        private final int id;
        private final Fault fault;
        private final CountDownLatch removed = new CountDownLatch(1);
        private int used;

        private Active(int id, Fault fault) {
            this.id = id;
            this.fault = fault;
        }

        public int id() {
            return id;
        }

        public Fault fault() {
            return fault;
        }

        /** How many requests it has happened to. */
        public int used() {
            synchronized (Faults.this) {
                return used;
            }
        }

        /** Ends it; requests that hang in it are reset, those that wait go on at once. */
        public void remove() {
            Faults.this.remove(id);
        }

        /** Waits until the time has passed (false) or the fault was removed (true). */
        boolean pause(Duration time) throws InterruptedException {
            return removed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        }

        void hang() throws InterruptedException {
            removed.await();
        }
    }

    private final Map<Integer, Active> active = new LinkedHashMap<>();
    private final List<WatchStream> watches = new CopyOnWriteArrayList<>();
    private int lastId;

    /** Lets {@code action} happen to every matching request until it is removed. */
    public Active always(Match match, Fault.Action action) {
        return add(new Fault(match, action, 0));
    }

    /** Lets {@code action} happen to the next matching request. */
    public Active once(Match match, Fault.Action action) {
        return add(new Fault(match, action, 1));
    }

    public synchronized Active add(Fault fault) {
        Active added = new Active(++lastId, fault);
        active.put(added.id, added);
        return added;
    }

    /** Ends one fault; no effect when there is none of this id. */
    public synchronized void remove(int id) {
        Active gone = active.remove(id);
        if (gone != null) {
            gone.removed.countDown();
        }
    }

    /** Ends all faults. */
    public synchronized void clear() {
        List.copyOf(active.keySet()).forEach(this::remove);
    }

    /** The faults that still act. */
    public synchronized List<Active> list() {
        return List.copyOf(active.values());
    }

    /**
     * Closes the open watches of a user.
     *
     * @param user empty for all users
     * @return how many there were
     */
    public int cutWatches(String user) {
        int cut = 0;
        for (WatchStream watch : watches) {
            if (user.isEmpty() || user.equals(watch.user())) {
                watch.cut();
                cut++;
            }
        }
        return cut;
    }

    /** Users of the watches that are open now, one entry per watch. */
    public List<String> openWatches() {
        List<String> users = new ArrayList<>();
        watches.forEach(watch -> users.add(watch.user()));
        return users;
    }

    void opened(WatchStream watch) {
        watches.add(watch);
    }

    void closed(WatchStream watch) {
        watches.remove(watch);
    }

    /** The fault that happens to this request; counts as one use. */
    synchronized Optional<Active> take(String user, String verb, String resource, String name) {
        for (Active one : active.values()) {
            boolean forRequests = !(one.fault.action() instanceof WatchSilence);
            boolean left = one.fault.times() == 0 || one.used < one.fault.times();
            if (forRequests && left && one.fault.match().matches(user, verb, resource, name)) {
                one.used++;
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** True while a watch of this user must say nothing. */
    synchronized boolean silent(String user, String resource) {
        for (Active one : active.values()) {
            if (one.fault.action() instanceof WatchSilence && one.fault.match().matches(user, "watch", resource, "")) {
                return true;
            }
        }
        return false;
    }
}
