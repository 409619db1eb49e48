package com.vpsie.autoscaler.vpsie;

import java.util.List;

/**
 * The reading half of the VPSie API. Blocking, thread-safe. One page is one exchange of at most 15 s; a failure that may
 * pass is repeated at most twice and never later than 15 s after the first try.
 */
public interface VpsieReader {
    /**
     * Every machine of a cluster, all pages.
     *
     * @throws VpsieException with the code; {@code NOT_FOUND} also when the cluster is missing in a 200 answer
     */
    List<VpsieMachine> machines(String clusterId) throws VpsieException;

    /** The node groups of a cluster, deleted ones left out. */
    List<VpsieGroup> groups(String clusterId) throws VpsieException;

    /** Sizes on offer in a datacenter with their prices. */
    List<VpsieOffer> offers(String datacenterId) throws VpsieException;
}
