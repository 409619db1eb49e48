package com.vpsie.autoscaler.sandbox.kube.apply;

import java.util.Comparator;

/**
 * Somebody who owns fields. Immutable. An applier is one whichever API version it writes in; an updater is another one
 * in each.
 *
 * @param version API version of an updater, empty of an applier
 * @param subresource empty for the main resource
 */
record Manager(String name, boolean applies, String version, String subresource) implements Comparable<Manager> {
    private static final Comparator<Manager> ORDER = Comparator.comparing(Manager::name)
            .thenComparing(manager -> !manager.applies())
            .thenComparing(Manager::version)
            .thenComparing(Manager::subresource);

    static Manager of(String name, boolean applies, String version, String subresource) {
        return new Manager(name, applies, applies ? "" : version, subresource);
    }

    @Override
    public int compareTo(Manager other) {
        return ORDER.compare(this, other);
    }

    /** As conflicts name it: {@code "kubectl" using v1}. */
    @Override
    public String toString() {
        return '"'
                + name
                + '"'
                + (subresource.isEmpty() ? "" : " with subresource \"" + subresource + '"')
                + (applies ? "" : " using " + version);
    }
}
