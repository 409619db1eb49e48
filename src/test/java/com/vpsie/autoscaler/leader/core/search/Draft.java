package com.vpsie.autoscaler.leader.core.search;

import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.Effect;
import com.vpsie.autoscaler.leader.core.Input;
import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.Outcome;
import com.vpsie.autoscaler.leader.core.search.Situation.Left;
import com.vpsie.autoscaler.leader.core.search.Situation.Pause;
import com.vpsie.autoscaler.leader.core.search.Situation.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link Situation} in which something happens: what follows from one move, and the first rule that it breaks. */
final class Draft {
    private static final Comparator<Message> ORDER =
            Comparator.comparingInt(Message::from).thenComparingLong(Message::attempt);

    private final World world;
    private final List<Side> sides;
    private final List<Message> net;
    private int now;
    private Store store;
    private long sealed;
    private Left left;
    private Optional<Invariant> broken = Optional.empty();

    Draft(World world, Situation from) {
        this.world = world;
        this.now = from.now();
        this.sides = new ArrayList<>(from.sides());
        this.net = new ArrayList<>(from.net());
        this.store = from.store();
        this.sealed = from.sealed();
        this.left = from.left();
    }

    /** What has become of it, with everything dropped that can have no effect any more. */
    Situation done() {
        boolean lasting = store.present() && left.deletions() == 0;
        net.removeIf(message ->
                message.dead(sides.get(message.from()).state().version, world.accepts(store, message), lasting));
        net.sort(ORDER);
        sides.replaceAll(side -> side.toldUpTo(Math.max(side.told(), side.state().version)));
        return new Situation(now, List.copyOf(sides), store, List.copyOf(net), sealed, left);
    }

    Optional<Invariant> broken() {
        long open = 0;
        for (int who = 0; who < sides.size(); who++) {
            open += sides.get(who).state().gateOpen(clock(who)) ? 1 : 0;
        }
        return open > 1 ? Optional.of(Invariant.ONE_GATE) : broken;
    }

    // ---- time

    /** A tick passes; whoever is not kept from it looks at the clock. */
    void tick() {
        now++;
        for (int who = 0; who < sides.size(); who++) {
            Side side = sides.get(who);
            if (side.pause() == Pause.MACHINE) {
                sides.set(who, side.suspendedFor(side.suspended() + 1));
            }
            if (side.runs()) {
                give(who, new Input.Tick());
            }
        }
    }

    void pause(int who, Pause pause) {
        sides.set(who, sides.get(who).paused(pause));
        left = new Left(left.pauses() - 1, left.deletions(), left.orders());
    }

    void resume(int who) {
        sides.set(who, sides.get(who).paused(Pause.NONE));
        give(who, new Input.Tick());
    }

    // ---- the API server

    void carryOut(Message message) {
        LeaseRecord wanted = message.wanted();
        net.remove(message);
        if (wanted == null || !world.accepts(store, message)) {
            net.add(message.answered(new Outcome.Conflict("another version")));
        } else {
            if (store.changedBy(wanted)) {
                commit(message, wanted);
            }
            net.add(message.answered(new Outcome.Ok(store.last())));
        }
    }

    /** A read is carried out and answered in one: a later answer teaches no more than a later watch. */
    void read(Message message) {
        net.remove(message);
        give(message.from(), new Input.Answered(message.attempt(), store.get()));
    }

    private void commit(Message message, LeaseRecord wanted) {
        int who = message.from();
        boolean overAnother = store.present() && !store.last().free() && store.writer() != who;
        if (overAnother && now - store.at() < world.leastSilence(store.last())) {
            breaks(Invariant.PATIENCE);
        }
        if (wanted.free() && sides.get(who).state().draining() != 0) {
            breaks(Invariant.DRAIN_BEFORE_RELEASE);
        }
        store = store.after(wanted, who, now);
        Side side = sides.get(who);
        sides.set(who, side.committedAt(message.started()));
    }

    void deliver(Message message) {
        net.remove(message);
        if (message.answer() != null) {
            give(message.from(), new Input.Answered(message.attempt(), message.answer()));
        }
    }

    /** The watch skips to the newest version. */
    void tell(int who) {
        Side side = sides.get(who);
        sides.set(who, side.toldUpTo(store.last().version()));
        Input.Change change = store.present() ? Input.Change.MODIFIED : Input.Change.DELETED;
        give(who, new Input.Watched(side.watch(), change, store.last()));
    }

    void delete() {
        store = store.deleted(now);
        left = new Left(left.pauses(), left.deletions() - 1, left.orders());
    }

    // ---- orders

    void order(int who, Input order) {
        left = new Left(left.pauses(), left.deletions(), left.orders() - 1);
        give(who, order);
    }

    void drained(int who) {
        give(who, new Input.Drained(sides.get(who).state().draining()));
    }

    // ---- the shell of an elector

    void give(int who, Input input) {
        Side side = sides.get(who);
        Subject.Step step = world.subject(who).step(side.state(), clock(who), input);
        sides.set(who, side.in(step.to()));
        step.effects().forEach(effect -> carryOut(who, effect));
        step.effects().forEach(effect -> readFloor(who, effect));
    }

    /** It is read at once, and shows every seal. */
    private void readFloor(int who, Effect effect) {
        if (effect instanceof Effect.ReadFloor read) {
            give(who, new Input.FloorRead(read.request(), sealed));
        }
    }

    private void carryOut(int who, Effect effect) {
        if (effect instanceof Effect.Get get) {
            send(who, get.attempt(), null, false);
        } else if (effect instanceof Effect.Put put) {
            send(who, put.attempt(), put.record(), false);
        } else if (effect instanceof Effect.Create create) {
            send(who, create.attempt(), create.record(), true);
        } else if (effect instanceof Effect.Cancel cancel) {
            giveUp(who, cancel.attempt());
        } else if (effect instanceof Effect.OpenWatch open) {
            sides.set(who, sides.get(who).watching(open.watch(), open.fromVersion()));
        } else if (effect instanceof Effect.OpenGate open) {
            opened(who, open);
        } else if (effect instanceof Effect.MoveGate move) {
            anchored(who, move.state().anchor());
        }
    }

    /** A term begins, and seals at once what it will touch. */
    private void opened(int who, Effect.OpenGate open) {
        if (open.token() <= sealed) {
            breaks(Invariant.TOKENS_GROW);
        }
        sealed = Math.max(sealed, open.token());
        anchored(who, open.state().anchor());
    }

    private void anchored(int who, ClockReading anchor) {
        if (anchor.monotonic() > sides.get(who).committed()) {
            breaks(Invariant.ANCHOR);
        }
    }

    private void send(int who, long attempt, @Nullable LeaseRecord wanted, boolean creates) {
        net.replaceAll(m -> m.from() == who ? m.givenUp() : m); // one at a time
        net.add(new Message(who, attempt, clock(who).monotonic(), wanted, creates, false, null));
    }

    private void giveUp(int who, long attempt) {
        net.replaceAll(m -> m.from() == who && m.attempt() == attempt ? m.givenUp() : m);
    }

    private ClockReading clock(int who) {
        return world.subject(who).clock.read(now, sides.get(who).suspended());
    }

    private void breaks(Invariant invariant) {
        broken = broken.isEmpty() ? Optional.of(invariant) : broken;
    }
}
