package com.vpsie.autoscaler.observe;

import com.vpsie.autoscaler.api.v1alpha1.Copies;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The NodeGroups of the cluster as this replica knows them; never older than what it wrote itself, once it has said so
 * with {@link #wrote}. Thread-safe, never calls the API server.
 */
@ApplicationScoped
public class NodeGroups {
    private final WatchedCache<NodeGroup> cache;
    private final FreshCopies<NodeGroup> fresh;

    /** For the client proxy only, which never uses its fields. */
    @SuppressWarnings("NullAway")
    protected NodeGroups() {
        cache = null;
        fresh = null;
    }

    @Inject
    public NodeGroups(Informers informers) {
        cache = informers.nodeGroups();
        fresh = new FreshCopies<>(() -> cache.informer().lastSyncResourceVersion(), System::nanoTime);
    }

    /** The group, as a copy that the caller may change. */
    public Optional<NodeGroup> get(GroupKey key) {
        return newest(key).map(Copies::of);
    }

    /** All groups, managed or not, in no order; shared, must not be changed. */
    public List<NodeGroup> all() {
        return Stream.concat(cache.all().stream(), fresh.ahead().stream())
                .map(NodeGroups::key)
                .distinct()
                .flatMap(key -> newest(key).stream())
                .toList();
    }

    /** The API server's answer to a write of ours: the cache will be at least as new from now on. */
    public void wrote(NodeGroup answer) {
        fresh.wrote(key(answer).toString(), Copies.of(answer));
    }

    /**
     * A consistent list of all: the cache will be at least as new from now on, also about what is gone.
     *
     * @param version of the store when it was read
     */
    public void listed(List<NodeGroup> all, String version) {
        fresh.listed(all.stream().collect(Collectors.toMap(group -> key(group).toString(), Copies::of)), version);
    }

    /** The key of a group. */
    public static GroupKey key(NodeGroup group) {
        return new GroupKey(
                group.getMetadata().getNamespace(), group.getMetadata().getName());
    }

    private Optional<NodeGroup> newest(GroupKey key) {
        return fresh.newest(key.toString(), cache.get(key.namespace(), key.name()));
    }
}
