package com.vpsie.autoscaler.observe;

import com.vpsie.autoscaler.api.v1alpha1.Copies;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The VPSieNodes of the cluster as this replica knows them; never older than what it wrote itself, once it has said so
 * with {@link #wrote}. Thread-safe, never calls the API server.
 */
@ApplicationScoped
public class VpsieNodes {
    private final WatchedCache<VPSieNode> cache;
    private final FreshCopies<VPSieNode> fresh;

    /** For the client proxy only, which never uses its fields. */
    @SuppressWarnings("NullAway")
    protected VpsieNodes() {
        cache = null;
        fresh = null;
    }

    @Inject
    public VpsieNodes(Informers informers) {
        cache = informers.vpsieNodes();
        fresh = new FreshCopies<>(() -> cache.informer().lastSyncResourceVersion(), System::nanoTime);
    }

    /** The node, as a copy that the caller may change. */
    public Optional<VPSieNode> get(String namespace, String name) {
        return newest(Cache.namespaceKeyFunc(namespace, name), cache.get(namespace, name))
                .map(Copies::of);
    }

    /** The nodes that name this group, deleted ones with finalizers included, ordered by name; must not be changed. */
    public List<VPSieNode> ofGroup(GroupKey group) {
        Map<String, VPSieNode> byName = new TreeMap<>();
        cache.byIndex(Informers.BY_GROUP, group.toString())
                .forEach(node -> byName.put(node.getMetadata().getName(), node));
        fresh.ahead().stream()
                .filter(node -> Informers.keyOf(node).equals(group))
                .forEach(node -> byName.putIfAbsent(node.getMetadata().getName(), node));
        return byName.values().stream()
                .flatMap(node -> newest(
                        key(node),
                        cache.get(group.namespace(), node.getMetadata().getName()))
                        .stream())
                .toList();
    }

    /** The API server's answer to a write of ours: the cache will be at least as new from now on. */
    public void wrote(VPSieNode answer) {
        fresh.wrote(key(answer), Copies.of(answer));
    }

    /**
     * A consistent list of all: the cache will be at least as new from now on, also about what is gone.
     *
     * @param version of the store when it was read
     */
    public void listed(List<VPSieNode> all, String version) {
        fresh.listed(all.stream().collect(Collectors.toMap(VpsieNodes::key, Copies::of)), version);
    }

    private static String key(VPSieNode node) {
        return Cache.metaNamespaceKeyFunc(node);
    }

    private Optional<VPSieNode> newest(String key, Optional<VPSieNode> cached) {
        return fresh.newest(key, cached);
    }
}
