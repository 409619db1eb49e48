package com.vpsie.autoscaler.leader.core.search;

import com.vpsie.autoscaler.leader.core.Input;
import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.search.Setting.Start;
import com.vpsie.autoscaler.leader.core.search.Situation.Pause;
import com.vpsie.autoscaler.leader.core.search.Situation.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Two electors on one Lease, and everything that may happen to them next. What was written may be carried out, and
 * answered, at any later time or never; a watch may be as late.
 *
 * <p>Coarser than life: time and timers advance by whole ticks, at which whoever runs looks at the clock; a read is
 * answered with what is there at that moment, or never; a watch skips to the newest version; the token floor is read at
 * once; the server refuses nothing but what is in conflict. Whoever learns of an old version in one of the ways that are
 * missing can write nothing that commits, since the Lease has another version by then.
 */
final class World {
    private static final long TICK = 1_000_000_000L;
    private static final long VERSION = 100;
    /** Above every version that the Lease will have: a token that forgets it is caught. */
    private static final long SEALED = 1_000;

    private final Setting setting;
    private final List<Subject> subjects;

    /** Something that happens, what becomes of it, and what it breaks. */
    record Move(String what, Situation to, Optional<Invariant> broken) {}

    World(Setting setting) {
        this.setting = setting;
        this.subjects = List.of(subject(0, setting.first()), subject(1, setting.second()));
    }

    private Subject subject(int who, int percent) {
        int name = setting.start() == Start.LED_BY_A_TWIN ? 0 : who;
        String identity = "pod-" + name + "_uid-" + name + "/controller_m" + name;
        // microseconds apart: no two of them ever write the same mark
        Clock clock = new Clock(TICK, percent, VERSION * TICK + 7_000L * who);
        return new Subject(setting.product().rules(Setting.TIMING, identity, new Lowest()), clock);
    }

    /** As {@link Start} says. */
    Situation begin() {
        boolean orphaned = setting.start() == Start.ORPHANED;
        boolean absent = setting.start() == Start.ABSENT;
        String holder = orphaned ? "pod-9_uid-9/controller_m9" : "";
        int seconds = orphaned ? (int) Setting.TIMING.leaseDuration().toSeconds() : 1;
        LeaseRecord last = new LeaseRecord("uid-1", VERSION, holder, seconds, 0, 1, 0, Map.of());
        List<Side> sides = subjects.stream()
                .map(subject -> new Side(subject.first(), Pause.NONE, 0, 0, 0, Long.MIN_VALUE))
                .toList();
        Store store = new Store(last, !absent, Store.NOBODY, 0);
        Situation asleep = new Situation(0, sides, store, List.of(), absent ? 0 : SEALED, setting.left());
        Draft draft = new Draft(this, asleep);
        draft.give(0, new Input.Tick());
        draft.give(1, new Input.Tick());
        draft.done().net().forEach(draft::read);
        if (setting.start() == Start.LED || setting.start() == Start.LED_BY_A_TWIN) {
            draft.carryOut(draft.done().net().get(0));
            draft.deliver(draft.done().net().get(0));
            draft.tell(1);
        }
        return draft.done();
    }

    /** Everything that may happen next; what happens in the same tick may happen in any order. */
    List<Move> moves(Situation from) {
        List<Move> moves = new ArrayList<>();
        for (Message message : from.net()) {
            network(from, message, moves);
        }
        for (int who = 0; who < subjects.size(); who++) {
            elector(from, who, moves);
        }
        if (from.left().deletions() > 0 && from.store().present()) {
            add(moves, from, "somebody deletes the Lease", Draft::delete);
        }
        if (from.now() < setting.ticks()) {
            add(moves, from, "a tick passes", Draft::tick);
        }
        return moves;
    }

    private void network(Situation from, Message message, List<Move> moves) {
        boolean hears = from.sides().get(message.from()).runs();
        if (message.wanted() != null && !message.carriedOut()) {
            add(moves, from, message + " is carried out", draft -> draft.carryOut(message));
        } else if (hears && message.carriedOut()) {
            add(moves, from, message + " is answered", draft -> draft.deliver(message));
        } else if (hears) {
            add(moves, from, message + " is answered", draft -> draft.read(message));
        }
    }

    private void elector(Situation from, int who, List<Move> moves) {
        Side side = from.sides().get(who);
        if (side.pause() != Pause.NONE) {
            add(moves, from, who + " goes on", draft -> draft.resume(who));
            return;
        }
        if (side.state().stopped()) {
            return;
        }
        if (side.watch() != 0 && side.told() < from.store().last().version()) {
            add(moves, from, who + " is told by its watch", draft -> draft.tell(who));
        }
        if (side.state().draining() != 0) {
            add(moves, from, "the work of " + who + " has come to rest", draft -> draft.drained(who));
        }
        if (side.state().leads()) {
            disturb(from, who, moves);
        }
    }

    /** A follower that stands still is one that is told nothing; a leader's gate must close without it. */
    private void disturb(Situation from, int who, List<Move> moves) {
        if (from.left().orders() > 0) {
            Input stepDown = new Input.StepDown("asked", false);
            add(moves, from, who + " is asked to step down", draft -> draft.order(who, stepDown));
            add(moves, from, who + " is told to stop", draft -> draft.order(who, new Input.Stop()));
        }
        if (from.left().pauses() > 0) {
            add(moves, from, "the process of " + who + " stands still", draft -> draft.pause(who, Pause.PROCESS));
            add(moves, from, "the machine of " + who + " sleeps", draft -> draft.pause(who, Pause.MACHINE));
        }
    }

    private void add(List<Move> moves, Situation from, String what, Consumer<Draft> move) {
        Draft draft = new Draft(this, from);
        move.accept(draft);
        moves.add(new Move(what, draft.done(), draft.broken()));
    }

    // ---- for drafts

    Subject subject(int who) {
        return subjects.get(who);
    }

    /** The fewest ticks in which a fast clock sees the duration of this record pass. */
    int leastSilence(LeaseRecord record) {
        return (record.durationSeconds() * 100 + Setting.FAST - 1) / Setting.FAST;
    }

    /** The store would commit this write if it were carried out now. */
    boolean accepts(Store store, Message message) {
        LeaseRecord wanted = message.wanted();
        if (wanted == null || message.creates()) {
            return !store.present();
        }
        return store.present() && (setting.product() == Broken.WRITES_OVER_ANY_VERSION || store.matches(wanted));
    }
}
