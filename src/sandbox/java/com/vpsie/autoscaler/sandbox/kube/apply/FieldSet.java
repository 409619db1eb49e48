package com.vpsie.autoscaler.sandbox.kube.apply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A set of paths into an object: the fields that somebody owns. Holding a path says nothing about the paths above or
 * below it. Immutable, safe for any thread.
 *
 * <p>It is a tree with one node for each step, in the order of {@link PathElement}, and a mark on each node whose path is
 * in the set; there are no nodes without a marked one at or below them, so equal sets have equal trees.
 */
public final class FieldSet {
    /** No path. */
    public static final FieldSet EMPTY = new FieldSet(Collections.emptyNavigableMap());

    private final NavigableMap<PathElement, Node> nodes;

    /**
     * @param member the path that ends here is in the set
     * @param below what is in the set beyond this step
     */
    record Node(boolean member, FieldSet below) {
        static final Node LEAF = new Node(true, EMPTY);

        boolean vacant() {
            return !member && below.isEmpty();
        }
    }

    /** Decides from the marks that two sets have on the same path. */
    @FunctionalInterface
    private interface Rule {
        boolean keeps(boolean here, boolean there);
    }

    private FieldSet(NavigableMap<PathElement, Node> nodes) {
        this.nodes = nodes;
    }

    /** @param paths may be taken over: not to be modified later */
    @SafeVarargs
    public static FieldSet of(List<PathElement>... paths) {
        Builder builder = new Builder();
        for (List<PathElement> path : paths) {
            builder.add(path);
        }
        return builder.build();
    }

    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** The paths of either. */
    public FieldSet union(FieldSet other) {
        return isEmpty() ? other : other.isEmpty() ? this : combine(other, (here, there) -> here || there);
    }

    /** The paths of both. */
    public FieldSet intersection(FieldSet other) {
        return isEmpty() || other.isEmpty() ? EMPTY : combine(other, (here, there) -> here && there);
    }

    /** Without exactly the paths of {@code other}: what lies above and below them stays. */
    public FieldSet minus(FieldSet other) {
        return isEmpty() || other.isEmpty() ? this : combine(other, (here, there) -> here && !there);
    }

    private FieldSet combine(FieldSet other, Rule rule) {
        NavigableMap<PathElement, Node> combined = new TreeMap<>();
        nodes.forEach((step, mine) -> {
            Node theirs = other.nodes.getOrDefault(step, new Node(false, EMPTY));
            put(
                    combined,
                    step,
                    new Node(
                            rule.keeps(mine.member(), theirs.member()),
                            mine.below().combine(theirs.below(), rule)));
        });
        other.nodes.forEach((step, theirs) -> {
            if (!nodes.containsKey(step)) {
                put(combined, step, new Node(rule.keeps(false, theirs.member()), EMPTY.combine(theirs.below(), rule)));
            }
        });
        return new FieldSet(combined);
    }

    private static void put(NavigableMap<PathElement, Node> nodes, PathElement step, Node node) {
        if (!node.vacant()) {
            nodes.put(step, node);
        }
    }

    /** Without the paths of {@code other} and everything below them. */
    public FieldSet minusTrees(FieldSet other) {
        NavigableMap<PathElement, Node> kept = new TreeMap<>();
        nodes.forEach((step, mine) -> {
            Node theirs = other.nodes.get(step);
            if (theirs == null) {
                kept.put(step, mine);
            } else if (!theirs.member()) {
                put(kept, step, new Node(mine.member(), mine.below().minusTrees(theirs.below())));
            }
        });
        return new FieldSet(kept);
    }

    /** Only what is at or below this step. */
    FieldSet within(PathElement step) {
        Node node = nodes.get(step);
        if (node == null) {
            return EMPTY;
        }
        NavigableMap<PathElement, Node> one = new TreeMap<>();
        one.put(step, node);
        return new FieldSet(one);
    }

    public boolean has(List<PathElement> path) {
        FieldSet at = this;
        for (int i = 0; i < path.size(); i++) {
            Node node = at.nodes.get(path.get(i));
            if (node == null) {
                return false;
            }
            if (i == path.size() - 1) {
                return node.member();
            }
            at = node.below();
        }
        return false;
    }

    /** Whether the path of this one step is in the set. */
    boolean has(PathElement step) {
        Node node = nodes.get(step);
        return node != null && node.member();
    }

    /** What is in the set beyond this step, as paths from there. */
    FieldSet below(PathElement step) {
        Node node = nodes.get(step);
        return node == null ? EMPTY : node.below();
    }

    /**
     * Adds every path that leads to one of the set and ends at a field that the type names, such as {@code spec}. Members
     * of maps and items of lists are not added: they can be owned themselves.
     */
    FieldSet withNamedFields(FieldType type) {
        NavigableMap<PathElement, Node> named = new TreeMap<>();
        nodes.forEach((step, node) -> {
            boolean isNamed = step instanceof PathElement.Field field
                    && !node.below().isEmpty()
                    && type.field(field.name()).isPresent();
            Optional<FieldType> next = type.beyond(step);
            FieldSet below = next.isPresent() ? node.below().withNamedFields(next.get()) : node.below();
            named.put(step, new Node(node.member() || isNamed, below));
        });
        return new FieldSet(named);
    }

    /**
     * As if the type had always been what it is now: who owns something within an atomic list or object owns it as a
     * whole.
     */
    FieldSet withoutPartsOfAtomics(FieldType type) {
        NavigableMap<PathElement, Node> whole = new TreeMap<>();
        nodes.forEach((step, node) -> {
            Optional<FieldType> next = type.beyond(step).filter(found -> found != Deduced.GRANULAR);
            if (next.isEmpty() || node.below().isEmpty()) {
                whole.put(step, node);
            } else if (next.get().atomic()) {
                whole.put(step, Node.LEAF);
            } else {
                whole.put(step, new Node(node.member(), node.below().withoutPartsOfAtomics(next.get())));
            }
        });
        return new FieldSet(whole);
    }

    /** Each path, those that end here before those that go on. */
    public void forEach(Consumer<List<PathElement>> action) {
        walk(new ArrayList<>(), action);
    }

    private void walk(List<PathElement> prefix, Consumer<List<PathElement>> action) {
        nodes.forEach((step, node) -> {
            if (node.member()) {
                List<PathElement> path = new ArrayList<>(prefix);
                path.add(step);
                action.accept(Collections.unmodifiableList(path));
            }
        });
        nodes.forEach((step, node) -> {
            prefix.add(step);
            node.below().walk(prefix, action);
            prefix.remove(prefix.size() - 1);
        });
    }

    /** The nodes themselves, in their order. */
    void forEachNode(BiConsumer<PathElement, Node> action) {
        nodes.forEach(action);
    }

    public int size() {
        return nodes.values().stream()
                .mapToInt(node -> (node.member() ? 1 : 0) + node.below().size())
                .sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSet that && sameNodes(that);
    }

    /** By the order of steps, for which 1 and 1.0 are the same. */
    private boolean sameNodes(FieldSet that) {
        if (nodes.size() != that.nodes.size()) {
            return false;
        }
        return nodes.entrySet().stream().allMatch(mine -> {
            Node theirs = that.nodes.get(mine.getKey());
            return theirs != null
                    && theirs.member() == mine.getValue().member()
                    && theirs.below().equals(mine.getValue().below());
        });
    }

    @Override
    public int hashCode() {
        return size();
    }

    @Override
    public String toString() {
        List<String> paths = new ArrayList<>();
        forEach(path -> paths.add(PathElement.text(path)));
        return paths.toString();
    }

    /** Collects paths. Of one thread. */
    public static final class Builder {
        private final NavigableMap<PathElement, Builder> steps = new TreeMap<>();
        private boolean member;

        /** @param path at least one step */
        public Builder add(List<PathElement> path) {
            Builder at = this;
            for (PathElement step : path) {
                at = at.step(step);
            }
            at.member = true;
            return this;
        }

        Builder step(PathElement step) {
            return steps.computeIfAbsent(step, s -> new Builder());
        }

        Builder mark() {
            member = true;
            return this;
        }

        public FieldSet build() {
            NavigableMap<PathElement, Node> nodes = new TreeMap<>();
            steps.forEach((step, builder) -> put(nodes, step, new Node(builder.member, builder.build())));
            return nodes.isEmpty() ? EMPTY : new FieldSet(nodes);
        }
    }
}
