package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.Term;
import java.util.Optional;

/** What the rest of an application injects to know whether it leads. Every method may be called from any thread. */
public interface Leadership {
    /** The term this replica leads in; empty for a follower. */
    Optional<Term> current();

    /** Ends the current term in an orderly way: gate closed, observers drained, Lease released. No-op for a follower. */
    default void stepDown(String reason) {
        stepDown(reason, false);
    }

    /**
     * Ends the current term in an orderly way, like {@link #stepDown(String)}.
     *
     * @param forGood true: this process never races again (a preStop hook); false: not for one lease duration
     */
    void stepDown(String reason, boolean forGood);

    /**
     * Tells the election that a record sealed with a higher token exists, so this replica must not lead with its own.
     * Ends the term with {@code FENCED} and raises the floor; a value seen before is ignored.
     */
    void fencedBy(long token);

    /** What a person sees: identity, leader, state, token, remaining. Never blocks. */
    LeadershipView view();
}
