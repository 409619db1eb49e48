package com.vpsie.autoscaler.observe;

/**
 * Order of resource versions of one kind: they are decimal numbers of any length without leading zeros, so a longer one
 * is the newer one. Comparing them is documented Kubernetes behaviour since 1.35 and held for etcd before.
 */
final class ResourceVersions {
    private ResourceVersions() {}

    /** Negative, zero or positive as {@code one} is older than, equal to or newer than {@code other}. */
    static int compare(String one, String other) {
        return one.length() != other.length() ? Integer.compare(one.length(), other.length()) : one.compareTo(other);
    }
}
