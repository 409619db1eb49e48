package com.vpsie.autoscaler.sandbox.kube.store;

/**
 * Which part of a list is wanted, and as of when. Immutable.
 *
 * @param limit largest number of items, 0 for all
 * @param after the {@link Page#next} of the page before, empty for the first
 * @param asOf read as it was at this resourceVersion; 0 for now
 */
public record ListOptions(int limit, String after, long asOf) {
    /** Everything there is now. */
    public static final ListOptions ALL = new ListOptions(0, "", 0);
}
