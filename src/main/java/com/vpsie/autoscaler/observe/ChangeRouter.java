package com.vpsie.autoscaler.observe;

import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns a change of an object into the groups it belongs to. Runs on the informers' threads, never blocks. */
final class ChangeRouter {
    private final ClusterEvents events;
    private final WatchedCache<VPSieNode> vpsieNodes;
    private final WatchedCache<NodeGroup> nodeGroups;

    ChangeRouter(ClusterEvents events, WatchedCache<VPSieNode> vpsieNodes, WatchedCache<NodeGroup> nodeGroups) {
        this.events = events;
        this.vpsieNodes = vpsieNodes;
        this.nodeGroups = nodeGroups;
    }

    /** Follows all three kinds from now on. */
    void connect(WatchedCache<Node> nodes) {
        follow(
                nodeGroups,
                (before, after) -> true,
                group -> Stream.of(new GroupKey(
                        group.getMetadata().getNamespace(), group.getMetadata().getName())));
        follow(vpsieNodes, (before, after) -> true, node -> Stream.of(Informers.keyOf(node)));
        follow(nodes, NodeChanges::matter, this::groupsOf);
    }

    private <T extends HasMetadata> void follow(
            WatchedCache<T> cache, BiPredicate<T, T> matters, Function<T, Stream<GroupKey>> groups) {
        Consumer<Stream<GroupKey>> tell =
                keys -> keys.collect(Collectors.toSet()).forEach(events::groupChanged);
        cache.informer().addEventHandler(new ResourceEventHandler<T>() {
            @Override
            public void onAdd(T object) {
                tell.accept(groups.apply(object));
            }

            @Override
            public void onUpdate(T before, T after) {
                if (matters.test(before, after)) {
                    tell.accept(Stream.concat(groups.apply(before), groups.apply(after)));
                }
            }

            @Override
            public void onDelete(T object, boolean stateUnknown) {
                tell.accept(groups.apply(object));
            }
        });
    }

    /** By its labels, and by the VPSieNodes that wait for or have a node of its name. */
    private Stream<GroupKey> groupsOf(Node node) {
        Stream<GroupKey> byName = NodeChanges.hostnames(node).stream()
                .flatMap(name -> vpsieNodes.byIndex(Informers.BY_HOSTNAME, name).stream())
                .map(Informers::keyOf);
        return Stream.concat(byLabels(node).stream(), byName);
    }

    private Set<GroupKey> byLabels(Node node) {
        Map<String, String> labels =
                Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of());
        String name = labels.get(Names.LABEL_NODE_GROUP);
        if (name == null) {
            return Set.of();
        }
        String namespace = labels.get(Names.LABEL_NODE_GROUP_NAMESPACE);
        if (namespace != null) {
            return Set.of(new GroupKey(namespace, name));
        }
        // the Go controller did not write the namespace: every group of that name gets a look
        return nodeGroups.all().stream()
                .map(NodeGroup::getMetadata)
                .filter(metadata -> metadata.getName().equals(name))
                .map(metadata -> new GroupKey(metadata.getNamespace(), metadata.getName()))
                .collect(Collectors.toSet());
    }
}
