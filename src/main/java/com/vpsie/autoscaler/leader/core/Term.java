package com.vpsie.autoscaler.leader.core;

import java.time.Duration;

/**
 * One uninterrupted leadership of this replica, from the commit of its acquiring write to its loss.
 *
 * <p>Life cycle: handed out with {@code LeadershipAcquired}; once its gate has closed for good it never opens again,
 * a later leadership is another term with a higher token. Threading: every method may be called from any thread. The
 * gate is <em>pulled</em>: each check reads the clocks itself, so it holds after any pause that one clock saw.
 */
public interface Term {
    /** The fencing token: strictly above the token of every earlier term that sealed anything. */
    long token();

    /** Who leads, as written into the Lease. */
    String identity();

    /** Time until the gate closes by itself, never negative; zero when it is closed. */
    Duration remaining();

    /** True as long as the gate is open now; a hint for views, never a permission: use {@link #requireBudget}. */
    boolean isOpen();

    /** True after the last commit has become older than the jeopardy limit: start nothing new that costs money. */
    boolean inJeopardy();

    /** What a request needs from the check to its last byte sent: min(2 s, a quarter of the renew deadline). */
    default Duration startBudget() {
        return Duration.ofSeconds(2);
    }

    /** The gate, for what it takes to start one request: {@link #startBudget()}. */
    default void requireBudget() {
        requireBudget(startBudget());
    }

    /**
     * The gate. Returns only if the term will hold for at least {@code toStart} from now.
     *
     * @param toStart time from this check to the last byte sent, not the time of the whole exchange
     * @throws NotLeaderException when the gate is closed or the remainder is too small
     */
    void requireBudget(Duration toStart);

    /**
     * Renew-before-pay: returns after a renewal that began after this call (or not more than 1 s before it) has
     * committed. Blocks for at most the renew deadline; concurrent calls share one renewal.
     *
     * @throws NotLeaderException when the term is lost or the renewal does not commit in time
     */
    void ensureFresh();
}
