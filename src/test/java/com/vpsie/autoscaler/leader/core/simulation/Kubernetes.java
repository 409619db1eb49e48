package com.vpsie.autoscaler.leader.core.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.leader.LeaseWire;
import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.Outcome;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.DeleteOptions;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.Written;
import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The one store behind all API servers: that of the embedded Kubernetes API, with the rules of its Leases. What replicas
 * send and get is what the product's codec makes of it. Keeps the ledger of the Lease: who committed what, and when.
 */
final class Kubernetes {
    static final String NAMESPACE = "kube-system";
    static final String NAME = "vpsie-autoscaler-leader";
    private static final int HISTORY = 400;

    final ObjectStore store;
    private final VirtualTime time;
    private final LeaseWire wire;
    private final Consumer<Commit> ledger;
    private final Map<Long, LeaseRecord> decoded = new HashMap<>();
    private boolean rewound;
    private LeaseRecord current = LeaseRecord.NONE;
    private long since;

    /** @param wire of the product, perhaps a broken one */
    Kubernetes(VirtualTime time, SplittableRandom random, LeaseWire wire, Consumer<Commit> ledger) {
        this.time = time;
        this.wire = wire;
        this.ledger = ledger;
        this.store = new ObjectStore(() -> Instant.ofEpochSecond(1_700_000_000 + seconds(time)), random, HISTORY);
    }

    private static long seconds(VirtualTime time) {
        return time.now() / VirtualTime.SECOND;
    }

    // ---- what replicas ask for

    Outcome get() {
        return answered(() -> shown(store.get(BuiltinKinds.LEASE, NAMESPACE, NAME)));
    }

    Outcome create(Replica writer, long attempt, LeaseRecord wanted) {
        return answered(() -> {
            ObjectNode sent = Trees.json(wire.write(wanted));
            LeaseRecord after = shown(store.create(BuiltinKinds.LEASE, NAMESPACE, sent));
            became(Optional.of(writer), attempt, after);
            return after;
        });
    }

    Outcome put(Replica writer, long attempt, LeaseRecord wanted) {
        return answered(() -> {
            ObjectNode sent = Trees.json(wire.write(wanted));
            Written written = store.update(BuiltinKinds.LEASE, NAMESPACE, NAME, sent, Part.MAIN);
            LeaseRecord after = shown(written.object());
            if (written.kind() != Written.Kind.UNCHANGED) {
                became(Optional.of(writer), attempt, after);
            }
            return after;
        });
    }

    private Outcome answered(Supplier<LeaseRecord> call) {
        try {
            return new Outcome.Ok(call.get());
        } catch (ApiException refused) {
            return wire.answer(refused.code(), "{}", Optional.empty());
        }
    }

    /** What the product's codec makes of a version; each is read once. */
    private LeaseRecord shown(ObjectNode stored) {
        return decoded.computeIfAbsent(
                Long.parseLong(Meta.version(stored)),
                version -> wire.read(Trees.maps(stored)).orElseThrow());
    }

    // ---- what others do

    /** By whoever is no elector of ours, through a compare-and-set or past it. False when it was refused. */
    boolean otherwise(Change change) {
        try {
            change.run(store);
            Optional<ObjectNode> now = stored();
            if (now.isPresent()) {
                if (!Meta.version(now.get()).equals(Long.toString(current.version()))) {
                    became(Optional.empty(), 0, shown(now.get()));
                }
            } else if (current.version() > 0) {
                became(Optional.empty(), 0, LeaseRecord.NONE);
            }
            return true;
        } catch (ApiException refused) {
            return false;
        }
    }

    /** A change of the store that is none of the product's. */
    interface Change {
        void run(ObjectStore store);
    }

    /** Nothing happens when there is no Lease. */
    void edit(UnaryOperator<ObjectNode> change) {
        otherwise(s -> s.patch(BuiltinKinds.LEASE, NAMESPACE, NAME, change, Part.MAIN));
    }

    void delete() {
        otherwise(s -> s.delete(BuiltinKinds.LEASE, NAMESPACE, NAME, DeleteOptions.NONE));
    }

    /** Back to an earlier version, or not at all when the history does not reach so far. */
    boolean rewind(long version) {
        decoded.clear();
        rewound = true;
        return otherwise(s -> s.rewind(version));
    }

    Optional<ObjectNode> stored() {
        try {
            return Optional.of(store.get(BuiltinKinds.LEASE, NAMESPACE, NAME));
        } catch (ApiException absent) {
            return Optional.empty();
        }
    }

    // ---- the ledger

    /** The Lease as it is stored; {@link LeaseRecord#NONE} when there is none. */
    LeaseRecord current() {
        return current;
    }

    /** When it became so. */
    long changedAt() {
        return since;
    }

    private void became(Optional<Replica> writer, long attempt, LeaseRecord after) {
        LeaseRecord before = current;
        long stands = since;
        current = after;
        since = time.now();
        ledger.accept(new Commit(writer, attempt, before, after, stands, since));
    }

    /** What a watch event shows. */
    LeaseRecord read(Stored row) {
        if (rewound) { // its version may have been given out a second time
            return wire.read(Trees.maps(row.object())).orElseThrow();
        }
        LeaseRecord known = decoded.get(row.version());
        return known == null ? shown(row.object()) : known;
    }
}
