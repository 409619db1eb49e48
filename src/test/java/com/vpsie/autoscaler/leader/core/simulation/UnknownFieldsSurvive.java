package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.LeaseRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 10. Whatever the election does not name is the same after each of its writes. */
final class UnknownFieldsSurvive extends Invariant {
    private static final List<String> OURS =
            List.of("holderIdentity", "leaseDurationSeconds", "acquireTime", "renewTime", "leaseTransitions");

    UnknownFieldsSurvive(World world) {
        super(world, 10, "unknown fields survive");
    }

    @Override
    void committed(Commit commit) {
        // a version that was given out twice stands for two contents
        if (commit.writer().isPresent() && !commit.creates() && !world.excuses.isRewound()) {
            Map<Object, Object> before = rest(commit.before());
            Map<Object, Object> after = rest(commit.after());
            require(before.equals(after), () -> before + " became " + after);
        }
    }

    private static Map<Object, Object> rest(LeaseRecord record) {
        Map<Object, Object> rest = part(record, "spec");
        rest.keySet().removeAll(OURS);
        Map<Object, Object> metadata = part(record, "metadata");
        metadata.remove("resourceVersion");
        rest.put("metadata", metadata);
        return rest;
    }

    private static Map<Object, Object> part(LeaseRecord record, String name) {
        return record.carried().get(name) instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : new LinkedHashMap<>();
    }
}
