package com.vpsie.autoscaler.core.groupplan;

import java.util.List;
import java.util.OptionalLong;

/**
 * A NodeGroup as the planner sees it.
 *
 * @param sizeId VPSie's size, 0 when not set
 * @param desired what the status asks for, not yet bounded; 0 when nothing was asked
 * @param vpsieGroup VPSie's numeric id, once found
 * @param createdByUs the VPSie group was, or may have been, created by us
 * @param frozenAt generation of the spec at which the group froze; empty when it is not frozen
 * @param retryAsked the annotation that thaws has a value that was not acted on yet
 * @param problems what is wrong with the spec, in words; empty when nothing is
 */
public record GroupView(
        String namespace,
        String name,
        String uid,
        long generation,
        boolean managed,
        boolean deleting,
        boolean finalizer,
        String clusterId,
        long sizeId,
        int min,
        int max,
        int desired,
        OptionalLong vpsieGroup,
        boolean createdByUs,
        OptionalLong frozenAt,
        boolean retryAsked,
        List<String> problems) {
    /** The desired number within the bounds; nothing asked means the minimum. */
    public int boundedDesired() {
        return Math.max(min, Math.min(max, desired));
    }

    /** The same as if it had the finalizer; for plans that are not carried out. */
    public GroupView withFinalizer() {
        return new GroupView(
                namespace,
                name,
                uid,
                generation,
                managed,
                deleting,
                true,
                clusterId,
                sizeId,
                min,
                max,
                desired,
                vpsieGroup,
                createdByUs,
                frozenAt,
                retryAsked,
                problems);
    }

    /** True while the group is frozen and nobody has thawed it. */
    public boolean frozen() {
        return frozenAt.isPresent() && frozenAt.getAsLong() == generation && !retryAsked;
    }

    /** True when a frozen group is to go on. */
    public boolean thawing() {
        return frozenAt.isPresent() && !frozen();
    }
}
