package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.core.groupplan.CloudView;
import com.vpsie.autoscaler.core.intent.CloudGroup;
import com.vpsie.autoscaler.core.intent.Machine;
import com.vpsie.autoscaler.vpsie.VpsieException;
import com.vpsie.autoscaler.vpsie.VpsieGroup;
import com.vpsie.autoscaler.vpsie.VpsieMachine;
import com.vpsie.autoscaler.vpsie.VpsieReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Looks at VPSie's lists, one at a time for each cluster and shared: whoever needs a look not older than a given moment
 * gets the last one if it is young enough. Thread-safe; blocks for the requests, never behind another cluster's.
 */
final class CloudLooks {
    private static final class Cluster {
        final ReentrantLock lock = new ReentrantLock();
        volatile Optional<CloudView> last = Optional.empty();
    }

    private final VpsieReader reader;
    private final Clock clock;
    private final Map<String, Cluster> clusters = new ConcurrentHashMap<>();

    CloudLooks(VpsieReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * Lists whose requests began at {@code notBefore} (monotonic) or later.
     *
     * @throws VpsieException when either list cannot be read; nothing is known then
     */
    CloudView at(String clusterId, Duration notBefore) throws VpsieException {
        Cluster cluster = clusters.computeIfAbsent(clusterId, id -> new Cluster());
        cluster.lock.lock();
        try {
            Optional<CloudView> last = cluster.last;
            if (last.isPresent() && last.get().begun().compareTo(notBefore) >= 0) {
                return last.get();
            }
            Duration begun = clock.monotonic();
            CloudView view = new CloudView(
                    begun,
                    reader.machines(clusterId).stream().map(CloudLooks::machine).toList(),
                    reader.groups(clusterId).stream().map(CloudLooks::group).toList());
            cluster.last = Optional.of(view);
            return view;
        } finally {
            cluster.lock.unlock();
        }
    }

    /** Something was sent that the last look cannot show. */
    void forget(String clusterId) {
        Optional.ofNullable(clusters.get(clusterId)).ifPresent(cluster -> cluster.last = Optional.empty());
    }

    private static Machine machine(VpsieMachine from) {
        return new Machine(
                from.identifier(),
                from.hostname(),
                from.ip(),
                from.status(),
                from.controlPlane(),
                from.groupId(),
                from.cpu(),
                from.ramMb(),
                from.diskGb());
    }

    private static CloudGroup group(VpsieGroup from) {
        return new CloudGroup(
                from.id(), from.name(), from.sizeId(), from.cpu(), from.ramMb(), from.diskGb(), from.nodesCount());
    }
}
