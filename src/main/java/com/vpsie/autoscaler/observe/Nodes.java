package com.vpsie.autoscaler.observe;

import io.fabric8.kubernetes.api.model.Node;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The Kubernetes Nodes as this replica knows them, without images and volumes. Shared objects that must not be changed.
 * Thread-safe, never calls the API server.
 */
@ApplicationScoped
public class Nodes {
    private final WatchedCache<Node> cache;

    /** For the client proxy only, which never uses its fields. */
    @SuppressWarnings("NullAway")
    protected Nodes() {
        cache = null;
    }

    @Inject
    public Nodes(Informers informers) {
        cache = informers.nodes();
    }

    /** The node of exactly this name. */
    public Optional<Node> get(String name) {
        return Optional.ofNullable(cache.informer().getStore().getByKey(name));
    }

    /**
     * The worker whose name or Hostname address is {@code hostname}, in whatever case; never by IP address, never a node
     * of the control plane. Empty also when several match, since then nobody can tell which one is meant.
     */
    public Optional<Node> workerNamed(String hostname) {
        List<Node> matches = cache.byIndex(Informers.BY_HOSTNAME, hostname.toLowerCase(Locale.ROOT)).stream()
                .filter(Nodes::isWorker)
                .toList();
        return matches.size() == 1 ? Optional.of(matches.get(0)) : Optional.empty();
    }

    /** Not of the control plane. */
    public static boolean isWorker(Node node) {
        return !NodeChanges.controlPlane(node);
    }

    /** Every node, the control plane's included, in no order. */
    public List<Node> all() {
        return cache.all();
    }
}
