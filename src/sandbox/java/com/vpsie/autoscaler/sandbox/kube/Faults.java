package com.vpsie.autoscaler.sandbox.kube;

import com.vpsie.autoscaler.sandbox.kube.Fault.Down;
import com.vpsie.autoscaler.sandbox.kube.Fault.Match;
import com.vpsie.autoscaler.sandbox.kube.Fault.WatchSilence;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The faults of one {@link EmbeddedKubernetes}. Safe for any thread. A fault acts on requests that arrive after it was
 * added; of those that match a request all delays happen to it, and of the rest the oldest. Over HTTP: see
 * {@link FaultsEndpoint}.
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

        private boolean left() {
            return fault.times() == 0 || used < fault.times();
        }

        private boolean downForAll() {
            return fault.action() instanceof Down && fault.match().equals(Match.ANY);
        }
    }

    private final ObjectStore store;
    private final TcpProxy door;
    private final Map<Integer, Active> active = new LinkedHashMap<>();
    private final List<WatchStream> watches = new CopyOnWriteArrayList<>();
    private int lastId;

    /** @param door what all connections come through */
    Faults(ObjectStore store, TcpProxy door) {
        this.store = store;
        this.door = door;
    }

    /** Lets {@code action} happen to every matching request until it is removed. */
    public Active always(Match match, Fault.Action action) {
        return add(new Fault(match, action, 0, Duration.ZERO));
    }

    /** Lets {@code action} happen to the next matching request. */
    public Active once(Match match, Fault.Action action) {
        return add(new Fault(match, action, 1, Duration.ZERO));
    }

    public synchronized Active add(Fault fault) {
        Active added = new Active(++lastId, fault);
        active.put(added.id, added);
        if (added.downForAll()) {
            door.listen(false);
            door.reset();
        } else if (fault.action() instanceof Down) {
            cut(watch -> fault.match().matches(watch.user(), "watch", watch.resource(), ""));
        }
        if (!fault.lasting().isZero()) {
            CompletableFuture.delayedExecutor(fault.lasting().toNanos(), TimeUnit.NANOSECONDS)
                    .execute(added::remove);
        }
        return added;
    }

    /** Ends one fault; no effect when there is none of this id. */
    public synchronized void remove(int id) {
        Active gone = active.remove(id);
        if (gone != null) {
            gone.removed.countDown();
            if (gone.downForAll() && active.values().stream().noneMatch(Active::downForAll)) {
                door.listen(true);
            }
        }
    }

    /** Ends all faults. */
    public synchronized void clear() {
        List.copyOf(active.keySet()).forEach(this::remove);
    }

    /** What has not been removed, also when it has happened as often as it should. */
    public synchronized List<Active> list() {
        return List.copyOf(active.values());
    }

    /** Forgets the history of the store, so that a watch or a page of a list from an earlier version gets 410. */
    public void compact() {
        store.compact();
    }

    /**
     * Makes the store as it was at an earlier version, as a restored backup does; open watches end.
     *
     * @throws ApiException 410 when the history does not reach back so far; 504 when it has not been written yet
     */
    public void rewind(long version) {
        store.rewind(version);
        cut(watch -> true); // also one that is open and has not come to the store yet
    }

    /** The newest version in the store. */
    public long version() {
        return store.version();
    }

    /**
     * Closes the open watches of a user.
     *
     * @param user empty for all users
     * @return how many there were
     */
    public int cutWatches(String user) {
        return cut(watch -> user.isEmpty() || user.equals(watch.user()));
    }

    private int cut(Predicate<WatchStream> which) {
        int cut = 0;
        for (WatchStream watch : watches) {
            if (which.test(watch)) {
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

    /** What happens to this request; counts as one use of each. */
    synchronized Mishap take(Call call, String verb, String resource, String name) {
        List<Active> taken = new ArrayList<>();
        boolean delaysOnly = false;
        for (Active one : active.values()) {
            boolean delay = one.fault.action() instanceof Fault.Delay;
            boolean wanted = delay || !delaysOnly && !(one.fault.action() instanceof WatchSilence);
            if (wanted && one.left() && one.fault.match().matches(call.user(), verb, resource, name)) {
                one.used++;
                taken.add(one);
                delaysOnly |= !delay;
            }
        }
        return new Mishap(List.copyOf(taken));
    }

    /** Ends the connection of a request by a TCP reset. */
    void reset(InetSocketAddress requestFrom) {
        door.reset(requestFrom);
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
