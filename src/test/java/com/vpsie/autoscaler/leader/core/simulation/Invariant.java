package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.Effect;
import com.vpsie.autoscaler.leader.core.ElectionEvent;
import com.vpsie.autoscaler.leader.core.GateState;
import com.vpsie.autoscaler.leader.core.Input;
import java.util.List;
import java.util.function.Supplier;

/**
 * One sentence that holds at every event of every history. Is told of everything that could break it; each overrides
 * what it needs. All are listed in {@link Invariants}.
 */
abstract class Invariant {
    final World world;
    private final int number;
    private final String sentence;

    Invariant(World world, int number, String sentence) {
        this.world = world;
        this.number = number;
        this.sentence = sentence;
    }

    /** Something has happened, whatever it was; of those that {@link Invariants} lists as watchful. */
    void afterEvent() {}

    /** The stored Lease has changed. */
    void committed(Commit commit) {}

    /** An elector asks something of an API server. */
    void requested(Replica by) {}

    /** An elector asks for a Lease to be created. */
    void creates(Replica by) {}

    /** A term begins. */
    void opened(Replica by, long token, GateState state) {}

    /** A commit moves the end of a term. */
    void moved(Replica by, GateState state) {}

    /** The application is told. */
    void told(Replica by, ElectionEvent event) {}

    /** An input was taken in, and its effects were carried out. */
    void stepped(Replica by, Input input, Memory.Look shown, List<Effect> effects) {}

    /**
     * A purchase leaves the process.
     *
     * @param paused after its gate was checked, for longer than the check allows for
     * @param overtaken a newer term has sealed the group
     */
    void effectStarts(Replica by, boolean paused, boolean overtaken) {}

    /** The cloud carries a purchase out. */
    void effectHappens(Cloud.Operation operation) {}

    /** The history is over. */
    void ended() {}

    final void require(boolean holds, Supplier<String> otherwise) {
        if (!holds && world.judges(number)) {
            throw new Violation(number, sentence, otherwise.get(), world.time.now());
        }
    }

    /** An invariant does not hold. */
    static final class Violation extends AssertionError {
        private static final long serialVersionUID = 1L;
        private final int number;

        Violation(int number, String sentence, String what, long at) {
            super("invariant " + number + ", " + sentence + ": " + what + " at " + VirtualTime.seconds(at), null);
            this.number = number;
        }

        int number() {
            return number;
        }
    }
}
