package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.ElectorStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** 9. A follower sends at most 5, a leader at most 12 requests in any window, whatever it is answered. */
final class RequestsAreBounded extends Invariant {
    private static final int FOLLOWER = 5;
    private static final int LEADER = 12;

    private final Map<Replica, Deque<Long>> sent = new HashMap<>();
    private final long window;

    RequestsAreBounded(World world) {
        super(world, 9, "requests are bounded");
        this.window = world.scenario.timing().rateWindow().toNanos();
    }

    @Override
    void requested(Replica by) {
        long now = by.clock().monotonic();
        Deque<Long> times = sent.computeIfAbsent(by, r -> new ArrayDeque<>());
        times.add(now);
        while (times.getFirst() <= now - window) {
            times.removeFirst();
        }
        if (times.size() > FOLLOWER) {
            ElectorStatus status = by.status();
            boolean leads = status.anchor() != null || status.state() == ElectorStatus.State.DRAINING;
            require(
                    times.size() <= (leads ? LEADER : FOLLOWER),
                    () -> by.name + " sent " + times.size() + " in a window" + (leads ? ", leading" : ""));
        }
    }
}
