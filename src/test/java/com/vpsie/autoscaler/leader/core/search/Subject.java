package com.vpsie.autoscaler.leader.core.search;

import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.Effect;
import com.vpsie.autoscaler.leader.core.ElectionEvent;
import com.vpsie.autoscaler.leader.core.ElectionRules;
import com.vpsie.autoscaler.leader.core.ElectorCore;
import com.vpsie.autoscaler.leader.core.GateState;
import com.vpsie.autoscaler.leader.core.Input;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One real elector as a machine that can be put into any state it was in before. What it does on an input in a state is
 * found out by the core itself, and remembered; found out twice, with different contents of what a state leaves out, so
 * that a field which decides something after all is an error here.
 */
final class Subject {
    final Clock clock;
    private final ElectorCore core;
    private final CoreMemory memory;
    private final Map<Key, State> states = new HashMap<>();
    private final State first;

    Subject(ElectionRules rules, Clock clock) {
        this.clock = clock;
        this.core = new ElectorCore(rules, true);
        this.memory = new CoreMemory(core);
        this.first = state(null, 0, false);
    }

    /** As it is created. */
    State first() {
        return first;
    }

    Step step(State from, ClockReading now, Input input) {
        return from.steps.computeIfAbsent(new Stimulus(now, input), stimulus -> {
            Step step = play(from, stimulus, false);
            if (!play(from, stimulus, true).equals(step)) {
                throw new IllegalStateException("what is left out of a state decided upon " + stimulus);
            }
            return step;
        });
    }

    /** @param otherwise which of two contents everything has that is no part of a state */
    private Step play(State from, Stimulus stimulus, boolean otherwise) {
        memory.write(from.key.known(), otherwise);
        List<Effect> effects = core.step(stimulus.now(), stimulus.input()).stream()
                .filter(effect -> !forPeople(effect))
                .toList();
        GateState gate = from.key.gate();
        long draining = stimulus.input() instanceof Input.Drained ? 0 : from.key.draining();
        boolean stopped = from.key.stopped();
        for (Effect effect : effects) {
            if (effect instanceof Effect.OpenGate open) {
                gate = open.state();
            } else if (effect instanceof Effect.MoveGate move) {
                gate = move.state();
            } else if (effect instanceof Effect.CloseGate) {
                gate = null;
            } else if (effect instanceof Effect.Stopped) {
                stopped = true;
            } else if (effect instanceof Effect.Emit emit && emit.event() instanceof ElectionEvent.Lost lost) {
                draining = lost.token();
            }
        }
        return new Step(state(gate, draining, stopped), effects);
    }

    private static boolean forPeople(Effect effect) {
        return effect instanceof Effect.Report
                || (effect instanceof Effect.Emit emit && emit.event() instanceof ElectionEvent.LeaderSeen);
    }

    private State state(@Nullable GateState gate, long draining, boolean stopped) {
        List<@Nullable Object> known = memory.read();
        return states.computeIfAbsent(
                new Key(known, gate, draining, stopped),
                key -> new State(key, memory.number(known, "LeaseView.known")));
    }

    /** What it does, but for what it tells people, and where that takes it. */
    record Step(State to, List<Effect> effects) {}

    private record Stimulus(ClockReading now, Input input) {}

    private record Key(
            List<@Nullable Object> known, @Nullable GateState gate, long draining, boolean stopped) {}

    /** One object for each state, so that states are compared by identity. */
    static final class State {
        private final Key key;
        private final Map<Stimulus, Step> steps = new HashMap<>();
        /** The highest version of the Lease that it knows. */
        final long version;

        private State(Key key, long version) {
            this.key = key;
            this.version = version;
        }

        /** What a worker would find that pulled the gate now. */
        boolean gateOpen(ClockReading now) {
            GateState gate = key.gate();
            return gate != null && gate.remaining(now) > 0 && !gate.suspect(now);
        }

        boolean leads() {
            return key.gate() != null;
        }

        /** The token of a term whose work has not come to rest, 0 without one. */
        long draining() {
            return key.draining();
        }

        boolean stopped() {
            return key.stopped();
        }
    }
}
