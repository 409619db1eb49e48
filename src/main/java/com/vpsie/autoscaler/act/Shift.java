package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.observe.ClusterEvents;
import java.time.Duration;
import java.util.List;

/**
 * The work of one term: its loops, and what wakes them. Begun by {@link Shifts}, ends with {@link #end}. Used
 * by one thread.
 */
public final class Shift {
    private final List<TermLoop> loops;
    private final ClusterEvents.Subscription subscription;

    private Shift(List<TermLoop> loops, ClusterEvents.Subscription subscription) {
        this.loops = loops;
        this.subscription = subscription;
    }

    static Shift begin(ActingTerm acting, List<TermLoop> loops, ClusterEvents events) {
        // first the ear, then the look around: nothing falls between the two
        ClusterEvents.Subscription subscription =
                events.subscribe(group -> loops.forEach(loop -> loop.groupChanged(group)));
        loops.forEach(loop -> loop.start(acting));
        return new Shift(loops, subscription);
    }

    /**
     * Begins nothing new and waits for what runs: a request that is out, and the settling of its answer.
     *
     * @return false when that takes longer than {@code atMost} for a loop
     */
    public boolean end(Duration atMost) throws InterruptedException {
        subscription.close();
        loops.forEach(TermLoop::close);
        boolean idle = true;
        for (TermLoop loop : loops) {
            idle &= loop.awaitIdle(atMost);
        }
        return idle;
    }
}
