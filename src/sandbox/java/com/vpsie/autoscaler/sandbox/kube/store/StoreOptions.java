package com.vpsie.autoscaler.sandbox.kube.store;

import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What a store is made with. Immutable; the {@code with…} methods return changed copies.
 *
 * @param random source of uids and of generated names, called under the store's lock
 * @param historyLimit number of writes that watches and lists can go back, at least 1
 */
public record StoreOptions(
        InstantSource clock,
        RandomGenerator random,
        int historyLimit,
        FieldTracking.Maker tracking,
        Deletions.Maker deletions) {

    /** In real time, with random uids and without managedFields. */
    public static StoreOptions standard() {
        return new StoreOptions(
                InstantSource.system(),
                new SplittableRandom(),
                ObjectStore.DEFAULT_HISTORY,
                FieldTracking.Maker.NONE,
                Deletion::new);
    }

    public StoreOptions withTracking(FieldTracking.Maker newTracking) {
        return new StoreOptions(clock, random, historyLimit, newTracking, deletions);
    }

    public StoreOptions withDeletions(Deletions.Maker newDeletions) {
        return new StoreOptions(clock, random, historyLimit, tracking, newDeletions);
    }
}
