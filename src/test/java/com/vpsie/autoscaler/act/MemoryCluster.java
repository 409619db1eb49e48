package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.act.WriteRefused.Why;
import com.vpsie.autoscaler.api.v1alpha1.Copies;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** A cluster's objects with compare-and-set, deletion by finalizers and the rule on the leader token. */
final class MemoryCluster {
    private final Map<String, HasMetadata> objects = new LinkedHashMap<>();
    private final Supplier<Instant> clock;
    private final Map<String, List<Pod>> pods = new HashMap<>();
    private final Set<String> protectedPods = new TreeSet<>();
    private final Set<String> unseen = new TreeSet<>();
    private long version = 100;
    private int uids;

    MemoryCluster(Supplier<Instant> clock) {
        this.clock = clock;
    }

    synchronized String version() {
        return Long.toString(version);
    }

    synchronized <T extends HasMetadata> T create(T object) {
        T next = Copies.of(object);
        if (objects.containsKey(key(next))) {
            throw new WriteRefused(Why.EXISTS, key(next));
        }
        next.getMetadata().setUid("uid-" + ++uids);
        next.getMetadata().setCreationTimestamp(clock.get().toString());
        next.getMetadata().setGeneration(1L);
        return put(next);
    }

    /** The stored object itself, which must not be changed. */
    synchronized <T extends HasMetadata> Optional<T> get(Class<T> kind, String namespace, String name) {
        return Optional.ofNullable(objects.get(kind.getSimpleName() + "/" + namespace + "/" + name))
                .map(kind::cast);
    }

    synchronized <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .map(Copies::of)
                .toList();
    }

    /** Stored objects themselves, which must not be changed. */
    synchronized <T extends HasMetadata> List<T> shared(Class<T> kind) {
        return objects.values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Compare-and-set; {@code carry} takes from the stored object what this write may not change. */
    synchronized <T extends HasMetadata> T update(T object, BiConsumer<T, T> carry) {
        @SuppressWarnings("unchecked")
        T stored = (T) objects.get(key(object));
        if (stored == null
                || !stored.getMetadata().getUid().equals(object.getMetadata().getUid())) {
            throw new WriteRefused(Why.ABSENT, key(object));
        }
        if (!stored.getMetadata()
                .getResourceVersion()
                .equals(object.getMetadata().getResourceVersion())) {
            throw new WriteRefused(Why.STALE, key(object));
        }
        T next = Copies.of(object);
        carry.accept(stored, next);
        if (stored instanceof NodeGroup before && next instanceof NodeGroup after) {
            fence(before, after);
        }
        if (Copies.same(stored, next)) {
            return Copies.of(stored);
        }
        boolean last = next.getMetadata().getDeletionTimestamp() != null
                && next.getMetadata().getFinalizers().isEmpty();
        if (last) {
            objects.remove(key(next));
            next.getMetadata().setResourceVersion(Long.toString(++version));
            return next;
        }
        return put(next);
    }

    private static void fence(NodeGroup before, NodeGroup after) {
        Long old = before.getStatus().getLeaderToken();
        Long next = after.getStatus().getLeaderToken();
        if (old != null && (next == null || next < old)) {
            throw new WriteRefused(Why.FENCED, NodeGroup.FENCE_MESSAGE);
        }
    }

    synchronized void delete(Class<? extends HasMetadata> kind, String namespace, String name) {
        HasMetadata stored = objects.get(kind.getSimpleName() + "/" + namespace + "/" + name);
        if (stored == null) {
            return;
        }
        if (stored.getMetadata().getFinalizers().isEmpty()) {
            objects.remove(key(stored));
            return;
        }
        if (stored.getMetadata().getDeletionTimestamp() == null) {
            HasMetadata next = Copies.of(stored);
            next.getMetadata().setDeletionTimestamp(clock.get().toString());
            put(next);
        }
    }

    private <T extends HasMetadata> T put(T object) {
        object.getMetadata().setResourceVersion(Long.toString(++version));
        objects.put(key(object), Copies.of(object));
        return object;
    }

    private static String key(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return object.getClass().getSimpleName() + "/" + (namespace == null ? "" : namespace) + "/"
                + object.getMetadata().getName();
    }

    /** A node joins, ready. */
    void join(String hostname) {
        create(new NodeBuilder()
                .withNewMetadata()
                .withName(hostname)
                .withLabels(new HashMap<>())
                .withAnnotations(new HashMap<>())
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build());
    }

    void run(String node, Pod pod) {
        pods.computeIfAbsent(node, n -> new ArrayList<>()).add(pod);
    }

    /** The caches do not know of a node yet. */
    void unsee(String node) {
        unseen.add(node);
    }

    boolean isSeen(String node) {
        return !unseen.contains(node);
    }

    void protect(String pod) {
        protectedPods.add(pod);
    }

    void unprotect(String pod) {
        protectedPods.remove(pod);
    }

    /** What one process does to the cluster, each request an effect that may be its last. */
    Objects asSeenBy(Fatality fatality) {
        return new MemoryObjects(this, fatality);
    }

    Sights sights() {
        return new MemorySights(this);
    }

    List<Pod> podsOn(String node) {
        return List.copyOf(pods.getOrDefault(node, List.of()));
    }

    boolean evict(Pod pod) {
        if (protectedPods.contains(pod.getMetadata().getName())) {
            return false;
        }
        pods.values().forEach(list -> list.remove(pod));
        return true;
    }

    @SuppressWarnings("unchecked")
    synchronized void patchNode(String name, Map<String, Object> patch) {
        Node node = get(Node.class, "", name).map(Copies::of).orElseThrow(() -> new WriteRefused(Why.ABSENT, name));
        Map<String, Object> metadata = (Map<String, Object>) patch.getOrDefault("metadata", Map.of());
        Object wanted = metadata.get("resourceVersion");
        if (wanted != null && !wanted.equals(node.getMetadata().getResourceVersion())) {
            throw new WriteRefused(Why.STALE, name);
        }
        if (metadata.get("labels") instanceof Map<?, ?> labels) {
            node.getMetadata().getLabels().putAll((Map<String, String>) labels);
        }
        if (metadata.get("annotations") instanceof Map<?, ?> annotations) {
            node.getMetadata().getAnnotations().putAll((Map<String, String>) annotations);
        }
        if (patch.get("spec") instanceof Map<?, ?> spec) {
            if (spec.get("unschedulable") instanceof Boolean unschedulable) {
                node.getSpec().setUnschedulable(unschedulable);
            }
            if (spec.get("taints") instanceof List<?> taints) {
                node.getSpec().setTaints((List<io.fabric8.kubernetes.api.model.Taint>) taints);
            }
        }
        put(node);
    }

    Optional<NodeGroup> group(GroupKey key) {
        return get(NodeGroup.class, key.namespace(), key.name());
    }

    List<VPSieNode> children(GroupKey key) {
        return shared(VPSieNode.class).stream()
                .filter(child -> child.getMetadata().getNamespace().equals(key.namespace())
                        && child.getSpec().getNodeGroupName().equals(key.name()))
                .toList();
    }

    static Duration tick() {
        return Duration.ofSeconds(1);
    }
}
