package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.GatedTerm;
import com.vpsie.autoscaler.leader.core.Input;
import com.vpsie.autoscaler.leader.core.NotLeaderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a term is for, as the product does it: seal the group, write the intent, renew, check the gate, send, settle. An
 * operation that was found unsettled waits until it must have happened, then what it made is adopted.
 */
final class Worker {
    private static final long TIMEOUT = 2 * VirtualTime.SECOND;
    private static final long EXCHANGE_TIMEOUT = 4 * VirtualTime.SECOND;
    private static final long SETTLED_AFTER = Cloud.LATEST + 2 * VirtualTime.SECOND;
    private static final long FRESH_WITHIN = 6 * VirtualTime.SECOND;

    private final Replica replica;
    private final World world;
    private final SplittableRandom random;
    private @Nullable GatedTerm term;
    private boolean acting;
    private @Nullable Runnable onRest;
    private @Nullable Runnable onMove;

    Worker(Replica replica, SplittableRandom random) {
        this.replica = replica;
        this.world = replica.world;
        this.random = random;
    }

    // ---- begin and end of a term

    void begin(GatedTerm begun) {
        term = begun;
        later(random.nextLong(VirtualTime.SECOND), begun, () -> seal(begun));
    }

    /** Tells when nothing of the term is running any more. */
    void drain(Runnable rested) {
        term = null;
        onMove = null;
        if (acting) {
            onRest = rested;
        } else {
            world.time.after(replica.line().way(), () -> replica.jvm.work(rested));
        }
    }

    /** Something that was let through the gate is still on its way. */
    boolean acting() {
        return acting;
    }

    void gateMoved() {
        Runnable waiting = onMove;
        if (waiting != null) {
            onMove = null;
            world.time.after(0, () -> replica.jvm.work(waiting));
        }
    }

    private void acts(boolean does) {
        acting = does;
        Runnable rested = onRest;
        if (!does && rested != null) {
            onRest = null;
            rested.run();
        }
    }

    // ---- the group

    private void seal(GatedTerm of) {
        ask(of, world.group::read, answer -> {
            Group.State read = answer.orElse(null);
            if (read == null) {
                later(VirtualTime.SECOND, of, () -> seal(of));
            } else if (read.token() > of.token()) {
                replica.give(new Input.Fenced(read.token()));
            } else {
                ask(of, () -> world.seal(read.sealed(of.token())), done -> {
                    if (done.isPresent() && done.get().isPresent()) {
                        next(of);
                    } else {
                        later(VirtualTime.SECOND, of, () -> seal(of));
                    }
                });
            }
        });
    }

    private void next(GatedTerm of) {
        long interval = world.scenario.timing().leaseDuration().toNanos() / 3;
        later(interval / 4 + random.nextLong(2 * interval), of, () -> turn(of));
    }

    private void turn(GatedTerm of) {
        ask(of, world.group::read, answer -> {
            Group.State read = answer.orElse(null);
            if (read == null) {
                next(of);
            } else if (read.token() != of.token()) {
                replica.give(new Input.Fenced(read.token()));
            } else if (read.intent().isPresent()) {
                later(SETTLED_AFTER, of, () -> settle(of, read, read.intent().get()));
            } else {
                begin(of, read);
            }
        });
    }

    /** By now the operation has happened, or it never will. */
    private void settle(GatedTerm of, Group.State read, Group.Intent intent) {
        ask(of, () -> made(intent, read.claims()), made -> {
            if (made.isPresent()) {
                ask(of, () -> world.group.write(read.settled(made.get())), done -> next(of));
            } else {
                next(of);
            }
        });
    }

    private Optional<String> made(Group.Intent intent, List<String> claims) {
        if (intent.named()) {
            return world.cloud.named(intent.op());
        }
        List<String> more = new ArrayList<>(world.cloud.list());
        more.removeAll(intent.known());
        more.removeAll(claims);
        return more.stream().findFirst();
    }

    // ---- an operation

    private void begin(GatedTerm of, Group.State read) {
        Group.Intent intent =
                new Group.Intent(world.nextOperation(), of.token(), random.nextBoolean(), world.cloud.list());
        ask(of, () -> world.group.write(read.with(intent)), done -> {
            Group.State begun = done.flatMap(state -> state).orElse(null);
            if (begun == null) {
                next(of); // written or not: the next turn will see
            } else {
                pay(of, begun, intent, world.time.now() + FRESH_WITHIN);
            }
        });
    }

    /** Renew before paying; then the gate. */
    private void pay(GatedTerm of, Group.State begun, Group.Intent intent, long until) {
        try {
            of.ensureFresh();
        } catch (NotLeaderException notYet) {
            waitForTheGate(of, until, () -> pay(of, begun, intent, until));
            return;
        }
        acts(true);
        long lived = replica.jvm.machine.lived();
        long checked = world.time.now();
        world.time.after(pause(), () -> replica.jvm.work(() -> send(of, begun, intent, lived, checked)));
    }

    private void waitForTheGate(GatedTerm of, long until, Runnable again) {
        if (world.time.now() >= until) {
            next(of); // the next turn finds the intent, and nothing made by it
            return;
        }
        Runnable waiting = () -> ifStill(of, again);
        onMove = waiting;
        later(until - world.time.now(), of, () -> {
            if (waiting.equals(onMove)) {
                onMove = null;
                next(of);
            }
        });
    }

    /** Between the check and the bytes: mostly nothing, now and then more than anybody reckons with. */
    private long pause() {
        long reckoned = world.scenario.timing().startBudget().toNanos();
        return switch (random.nextInt(30)) {
            case 0 -> random.nextLong(10 * reckoned);
            case 1, 2, 3 -> random.nextLong(reckoned * 9 / 10);
            default -> random.nextLong(20 * VirtualTime.MILLI);
        };
    }

    private long delay() {
        return switch (random.nextInt(40)) {
            case 0 -> Cloud.LATEST + random.nextLong(5 * Cloud.LATEST);
            case 1, 2, 3, 4 -> random.nextLong(Cloud.LATEST);
            default -> 50 * VirtualTime.MILLI + random.nextLong(450 * VirtualTime.MILLI);
        };
    }

    private void send(GatedTerm of, Group.State begun, Group.Intent intent, long lived, long checked) {
        double fastest = 1 + World.RHO;
        long budget = world.scenario.timing().startBudget().toNanos();
        boolean paused =
                (replica.jvm.machine.lived() - lived) * fastest > budget || replica.jvm.stoodStillSince(checked);
        long delay = delay();
        boolean overtaken = world.sealedByTerms() > intent.token();
        world.invariants.effectStarts(replica, paused, overtaken);
        Cloud.Operation operation =
                new Cloud.Operation(replica, intent, world.time.now(), paused || overtaken || delay > Cloud.LATEST);
        boolean[] over = {false};
        if (random.nextInt(20) > 0) {
            boolean unanswered = random.nextInt(20) == 0;
            world.time.after(delay, () -> {
                world.invariants.effectHappens(operation);
                String machine = world.cloud.create(operation);
                if (!unanswered) {
                    world.time.after(replica.line().way(), () -> end(of, over, () -> claim(of, begun, machine)));
                }
            });
        }
        world.time.after(EXCHANGE_TIMEOUT, () -> end(of, over, () -> next(of)));
    }

    private void end(GatedTerm of, boolean[] over, Runnable then) {
        replica.jvm.work(() -> {
            if (!over[0]) {
                over[0] = true;
                acts(false);
                ifStill(of, then);
            }
        });
    }

    private void claim(GatedTerm of, Group.State begun, String machine) {
        ask(of, () -> world.group.write(begun.settled(Optional.of(machine))), done -> next(of));
    }

    // ---- one thing after the other

    /** Asks over the line; empty when no answer came in time. */
    private <T> void ask(GatedTerm of, Supplier<T> question, Consumer<Optional<T>> then) {
        boolean[] over = {false};
        Consumer<Optional<T>> once = answer -> {
            if (!over[0]) {
                over[0] = true;
                replica.jvm.work(() -> ifStill(of, () -> then.accept(answer)));
            }
        };
        replica.line().call(question, once);
        world.time.after(TIMEOUT, () -> once.accept(Optional.empty()));
    }

    private void later(long nanos, GatedTerm of, Runnable what) {
        world.time.after(nanos, () -> replica.jvm.work(() -> ifStill(of, what)));
    }

    private void ifStill(GatedTerm of, Runnable what) {
        if (of.equals(term) && replica.runs()) {
            what.run();
        }
    }
}
