package com.vpsie.autoscaler.observe;

import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The caches of NodeGroups, VPSieNodes and Nodes, warm on every replica, and the source of {@link ClusterEvents}.
 *
 * <p>Life cycle: starts with the application, without waiting; the API server may be away or a definition missing, then
 * it is tried for ever, with one log line per change of the reason. Stops before the beans are destroyed, that is after
 * the drain of a term. Threading: reads from any thread; events come on the client's threads, without a CDI request.
 */
@ApplicationScoped
public class Informers {
    static final String BY_GROUP = "group";
    static final String BY_HOSTNAME = "hostname";
    private static final long NO_RESYNC = 0;
    /** A page: the API server need not build a list of thousands in one answer. */
    private static final long PAGE = 500;

    /** Says, with a stack trace for each try, what {@link WatchedCache} says once; held, or the setting is lost. */
    private static final Logger CLIENT_LOG =
            Logger.getLogger("io.fabric8.kubernetes.client.informers.impl.cache.Reflector");

    private final WatchedCache<NodeGroup> nodeGroups;
    private final WatchedCache<VPSieNode> vpsieNodes;
    private final WatchedCache<Node> nodes;
    private final CompletableFuture<Void> synced = new CompletableFuture<>();

    /** For the client proxy only, which never uses its fields. */
    @SuppressWarnings("NullAway")
    protected Informers() {
        nodeGroups = null;
        vpsieNodes = null;
        nodes = null;
    }

    @Inject
    public Informers(KubernetesClient client, ClusterEvents events) {
        nodeGroups = cache(
                WatchedKind.NODE_GROUPS,
                client.resources(NodeGroup.class)
                        .inAnyNamespace()
                        .withLimit(PAGE)
                        .runnableInformer(NO_RESYNC));
        vpsieNodes = cache(
                WatchedKind.VPSIE_NODES,
                client.resources(VPSieNode.class)
                        .inAnyNamespace()
                        .withLimit(PAGE)
                        .runnableInformer(NO_RESYNC));
        nodes = cache(WatchedKind.NODES, client.nodes().withLimit(PAGE).runnableInformer(NO_RESYNC));
        nodeGroups.informer().itemStore(new TrimmedStore<>(group -> {}));
        vpsieNodes.informer().itemStore(new TrimmedStore<>(node -> {}));
        vpsieNodes.informer().addIndexers(Map.of(BY_GROUP, Informers::group, BY_HOSTNAME, Informers::hostnames));
        nodes.informer().itemStore(new TrimmedStore<>(NodeChanges::trim));
        nodes.informer().addIndexers(Map.of(BY_HOSTNAME, NodeChanges::hostnames));
        new ChangeRouter(events, vpsieNodes, nodeGroups).connect(nodes);
    }

    private static <T extends HasMetadata> WatchedCache<T> cache(WatchedKind kind, SharedIndexInformer<T> informer) {
        return new WatchedCache<>(kind, informer, problem -> {});
    }

    void onStart(@Observes @Initialized(ApplicationScoped.class) Object application) {
        start();
    }

    void onStop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) {
        stop();
    }

    /** Starts reading and returns at once. */
    public void start() {
        CLIENT_LOG.setLevel(Level.SEVERE);
        CompletableFuture<?>[] starts = all().map(WatchedCache::start)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(starts).thenRun(() -> synced.complete(null));
    }

    /** Stops reading; what has been read stays readable. */
    public void stop() {
        all().forEach(WatchedCache::stop);
    }

    /** True once every kind has been read. */
    public boolean synced() {
        return all().allMatch(WatchedCache::synced);
    }

    /** Completes when every kind has been read for the first time, on a client's thread. */
    public CompletionStage<Void> whenSynced() {
        return synced.minimalCompletionStage();
    }

    /** Every kind with what keeps it from being read, empty for none, in a fixed order. */
    Map<WatchedKind, Optional<String>> problems() {
        return new EnumMap<>(Map.of(
                WatchedKind.NODE_GROUPS, nodeGroups.problem(),
                WatchedKind.VPSIE_NODES, vpsieNodes.problem(),
                WatchedKind.NODES, nodes.problem()));
    }

    /** True once the kind has been read. */
    boolean synced(WatchedKind kind) {
        return all().filter(cache -> cache.kind() == kind).allMatch(WatchedCache::synced);
    }

    WatchedCache<NodeGroup> nodeGroups() {
        return nodeGroups;
    }

    WatchedCache<VPSieNode> vpsieNodes() {
        return vpsieNodes;
    }

    WatchedCache<Node> nodes() {
        return nodes;
    }

    private Stream<WatchedCache<?>> all() {
        return Stream.of(nodeGroups, vpsieNodes, nodes);
    }

    static GroupKey keyOf(VPSieNode node) {
        return new GroupKey(node.getMetadata().getNamespace(), node.getSpec().getNodeGroupName());
    }

    private static List<String> group(VPSieNode node) {
        return List.of(keyOf(node).toString());
    }

    private static List<String> hostnames(VPSieNode node) {
        return Stream.of(
                        node.getStatus().getHostname(),
                        node.getStatus().getNodeName(),
                        node.getSpec().getNodeName())
                .flatMap(Stream::ofNullable)
                .filter(name -> !name.isEmpty())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }
}
