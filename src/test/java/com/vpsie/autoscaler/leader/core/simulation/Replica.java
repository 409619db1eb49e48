package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.Clocks;
import com.vpsie.autoscaler.leader.core.Effect;
import com.vpsie.autoscaler.leader.core.ElectionEvent;
import com.vpsie.autoscaler.leader.core.ElectorCore;
import com.vpsie.autoscaler.leader.core.ElectorStatus;
import com.vpsie.autoscaler.leader.core.GateState;
import com.vpsie.autoscaler.leader.core.GatedTerm;
import com.vpsie.autoscaler.leader.core.Input;
import com.vpsie.autoscaler.leader.core.NotLeaderException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One elector of the product in its process: carries out the core's effects as the product's shell does. */
final class Replica implements GatedTerm.Hooks {
    private static final long NEVER = Long.MAX_VALUE;

    final World world;
    final Jvm jvm;
    final String name;
    final Memory memory;
    private final Clocks clocks;
    private final ElectorCore core;
    private final Messenger messenger;
    private final Worker worker;
    private boolean stopped;
    private boolean stopping;
    private boolean observerThrows;
    private boolean drainHangs;
    private boolean forGood;
    private long floorFailsUntil = Long.MIN_VALUE;
    private long armed = NEVER;
    private long wakesAt = NEVER;
    private @Nullable GatedTerm term;
    private @Nullable GateState gate;

    Replica(World world, Jvm jvm, String name, int server) {
        this.world = world;
        this.jvm = jvm;
        this.name = name;
        this.clocks = () -> world.product.witnesses(jvm.machine.read());
        this.core =
                new ElectorCore(world.product.rules(world.scenario.timing(), jvm.identity, jvm.random.split()), true);
        this.messenger = new Messenger(this, server);
        this.worker = new Worker(this, jvm.random.split());
        this.memory = new Memory(jvm.identity);
        jvm.replicas.add(this);
    }

    // ---- what others see

    Line line() {
        return jvm.line;
    }

    /** Its process lives and its election is not over. */
    boolean runs() {
        return jvm.alive() && !stopped;
    }

    /** It may be the next leader. */
    boolean races() {
        ElectorStatus status = status();
        boolean parting = status.state() == ElectorStatus.State.LOST || status.state() == ElectorStatus.State.DRAINING;
        return runs() && !stopping && !forGood && !jvm.standsStill() && !parting && !status.drainBroken();
    }

    ElectorStatus status() {
        return core.status(clocks.read());
    }

    Worker worker() {
        return worker;
    }

    /** What the core last opened or moved, null once it has closed it. */
    @Nullable
    GateState gate() {
        return gate;
    }

    Optional<GatedTerm> term() {
        return Optional.ofNullable(gate == null ? null : term);
    }

    /** A worker that pulled the gate now would find it open. A frozen machine pulls nothing. */
    boolean gateIsOpen() {
        GatedTerm open = term;
        return gate != null && open != null && jvm.alive() && !jvm.machine.isFrozen() && open.isOpen();
    }

    /** What its machine's clocks show. */
    ClockReading clock() {
        return jvm.machine.read();
    }

    /** What the product makes of them. */
    ClockReading reading() {
        return clocks.read();
    }

    // ---- what befalls it

    void give(Input input) {
        jvm.input(() -> {
            if (runs()) {
                step(input);
            }
        });
    }

    void tick() {
        if (runs()) {
            step(new Input.Tick());
        }
    }

    void stop() {
        stopping = true;
        give(new Input.Stop());
    }

    void stepDown(boolean never) {
        forGood |= never;
        give(new Input.StepDown("asked", never));
    }

    void observerThrows() {
        observerThrows = true;
    }

    void drainHangs() {
        drainHangs = true;
    }

    void floorFails(long until) {
        floorFailsUntil = until;
    }

    void watchMoves(int server) {
        messenger.moveTo(server);
    }

    Optional<ApiServer.Stream> watch() {
        return messenger.watch();
    }

    /** Its process is gone. */
    void died() {
        gate = null;
        messenger.close();
        world.gone(this);
    }

    /** From now on nothing hinders it. */
    void mend() {
        observerThrows = false;
        drainHangs = false;
        floorFailsUntil = Long.MIN_VALUE;
    }

    int server() {
        return messenger.server();
    }

    // ---- the crank

    private void step(Input input) {
        Memory.Look look = memory.look(input, clock().monotonic());
        List<Effect> effects = List.of();
        jvm.machine.looked();
        try {
            effects = core.step(clocks.read(), input);
        } catch (RuntimeException died) {
            world.invariants.died(this, input, died);
        }
        effects.forEach(this::carryOut);
        world.invariants.stepped(this, input, look, effects);
    }

    private void carryOut(Effect effect) {
        if (stopped && !(effect instanceof Effect.Report)) {
            world.invariants.afterTheEnd(this, effect);
        }
        if (effect instanceof Effect.ArmTimer arm) {
            arm(arm.monotonic());
        } else if (effect instanceof Effect.OpenGate open) {
            gate = open.state();
            term = new GatedTerm(open.token(), jvm.identity, world.scenario.timing(), open.state(), clocks, this);
            world.tell(() -> name + " leads with token " + open.token());
            world.invariants.opened(this, open.token(), open.state());
        } else if (effect instanceof Effect.MoveGate move) {
            world.invariants.moved(this, move.state());
            gate = move.state();
            term().ifPresent(open -> open.move(move.state()));
            worker.gateMoved();
        } else if (effect instanceof Effect.CloseGate close) {
            world.tell(() -> name + " closes its gate: " + close.reason());
            term().ifPresent(GatedTerm::close);
            gate = null;
            worker.gateMoved();
        } else if (effect instanceof Effect.Emit emit) {
            event(emit.event());
        } else if (effect instanceof Effect.ReadFloor read) {
            readFloor(read.request());
        } else if (effect instanceof Effect.Stopped) {
            world.tell(() -> name + " has stopped");
            stopped = true;
            messenger.close();
            world.gone(this);
        } else {
            messenger.send(effect);
        }
    }

    /** One wake-up at a time; one that comes early looks again. */
    private void arm(long monotonic) {
        armed = monotonic;
        long in = Math.max(0, jvm.machine.real(monotonic - clocks.read().monotonic()));
        if (world.time.now() + in < wakesAt) {
            wakesAt = world.time.after(in, this::wake);
        }
    }

    private void wake() {
        if (world.time.now() != wakesAt) {
            return;
        }
        wakesAt = NEVER;
        if (!runs() || jvm.standsStill()) {
            return; // the end of standing still is a tick by itself
        }
        if (clocks.read().monotonic() >= armed) {
            step(new Input.Tick());
        } else {
            arm(armed);
        }
    }

    private void event(ElectionEvent event) {
        world.invariants.told(this, event);
        if (event instanceof ElectionEvent.Acquired acquired) {
            if (observerThrows) {
                observerThrows = false;
                world.time.after(jvm.line.way(), () -> give(new Input.StepDown("an observer failed", false)));
            } else {
                term().ifPresent(worker::begin);
            }
            world.tell(() -> name + " tells of token " + acquired.token());
        } else if (event instanceof ElectionEvent.Lost lost) {
            if (!drainHangs) {
                worker.drain(() -> give(new Input.Drained(lost.token())));
            }
        }
    }

    private void readFloor(long request) {
        if (world.time.now() < floorFailsUntil) {
            world.time.after(jvm.line.way(), () -> give(new Input.FloorFailed(request, "away")));
            return;
        }
        long[] readAt = {0};
        jvm.line.call(
                () -> {
                    readAt[0] = world.time.now();
                    return world.group.read().token();
                },
                answer -> jvm.input(() -> {
                    answer.ifPresent(floor -> memory.floorIs(floor, readAt[0]));
                    give(answer.<Input>map(floor -> new Input.FloorRead(request, floor))
                            .orElseGet(() -> new Input.FloorFailed(request, "refused")));
                }));
    }

    // ---- the gate's hooks

    @Override
    public void renew() {
        world.time.after(0, () -> give(new Input.RenewNow()));
    }

    /** A worker here never blocks: it comes back when the gate moves. */
    @Override
    public void await(BooleanSupplier done, Duration atMost) {}

    @Override
    public void denied(NotLeaderException.Reason reason) {}
}
