package com.vpsie.autoscaler.sandbox.kube.apply;

import com.vpsie.autoscaler.sandbox.kube.apply.ManagedFields.Share;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An object lists at most ten managers that did not apply: the oldest are put together under one name. */
final class UpdateLimit {
    private static final int MOST = 10;
    private static final String OLDEST = "ancient-changes";

    private UpdateLimit() {}

    static void enforce(ManagedFields managed) {
        List<Map.Entry<Manager, Share>> updaters = managed.all().entrySet().stream()
                .filter(one -> !one.getKey().applies())
                .sorted(Comparator.comparing((Map.Entry<Manager, Share> one) -> one.getValue()
                                .time()
                                .map(Instant::getEpochSecond)
                                .orElse(0L))
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        int count = updaters.size();
        Map<String, Manager> firstOfVersion = new HashMap<>();
        for (Map.Entry<Manager, Share> updater : updaters) {
            if (count <= MOST) {
                return;
            }
            Manager manager = updater.getKey();
            Manager bucket = Manager.of(OLDEST, false, manager.version(), "");
            Manager first = firstOfVersion.putIfAbsent(manager.version(), manager);
            if (first == null) {
                continue;
            }
            Share share = updater.getValue();
            if (managed.find(bucket).isEmpty()) {
                Share oldest = managed.find(first).orElseThrow();
                managed.remove(first);
                managed.put(bucket, oldest);
            }
            Share all = managed.find(bucket).orElseThrow();
            if (!manager.equals(bucket)) {
                managed.remove(manager);
            }
            Optional<Instant> time = share.time();
            managed.put(bucket, new Share(all.fields().union(share.fields()), share.version(), time));
            count--;
        }
    }
}
