package com.vpsie.autoscaler.leader.core.simulation;

import java.util.Map;
import java.util.Set;

/** 10. Whatever the election does not name is the same after each of its writes. */
final class UnknownFieldsSurvive extends Invariant {
    private static final Set<String> OURS =
            Set.of("holderIdentity", "leaseDurationSeconds", "acquireTime", "renewTime", "leaseTransitions");

    private static final Set<String> VERSION = Set.of("resourceVersion");

    UnknownFieldsSurvive(World world) {
        super(world, 10, "unknown fields survive");
    }

    @Override
    void committed(Commit commit) {
        // a version that was given out twice stands for two contents
        if (commit.writer().isPresent() && !commit.creates() && !world.excuses.isRewound()) {
            Map<String, Object> before = commit.before().carried();
            Map<String, Object> after = commit.after().carried();
            require(
                    same(before, after, "spec", OURS) && same(before, after, "metadata", VERSION),
                    () -> before + " became " + after);
        }
    }

    private static boolean same(Map<String, Object> before, Map<String, Object> after, String part, Set<String> but) {
        Map<?, ?> was = part(before, part);
        Map<?, ?> is = part(after, part);
        return contains(is, was, but) && contains(was, is, but);
    }

    private static Map<?, ?> part(Map<String, Object> lease, String name) {
        return lease.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static boolean contains(Map<?, ?> map, Map<?, ?> wanted, Set<String> but) {
        for (Map.Entry<?, ?> entry : wanted.entrySet()) {
            if (!but.contains(entry.getKey()) && !entry.getValue().equals(map.get(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
