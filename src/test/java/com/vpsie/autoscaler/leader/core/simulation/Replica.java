package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.Effect;
import com.vpsie.autoscaler.leader.core.ElectionEvent;
import com.vpsie.autoscaler.leader.core.ElectionRules;
import com.vpsie.autoscaler.leader.core.ElectorCore;
import com.vpsie.autoscaler.leader.core.ElectorStatus;
import com.vpsie.autoscaler.leader.core.GateState;
import com.vpsie.autoscaler.leader.core.Input;
import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process with one elector: carries out effects over a bad network, and dies, sleeps and works on command. */
final class Replica {
    final World world;
    final Machine machine;
    final String identity;
    final String pod;
    final ElectorCore core;
    private final Deque<Input> waiting = new ArrayDeque<>();
    private final Deque<Long> requests = new ArrayDeque<>();
    boolean alive = true;
    boolean stopped;
    boolean stopping;
    boolean cutOff;
    private boolean paused;
    private boolean draining;
    private long watch;
    private long timer;
    private long floorRead;
    private boolean leadsByEvents;

    @Nullable
    GateState gate;

    long token;

    Replica(World world, Machine machine, String pod, String identity, Function<String, ElectionRules> rules) {
        this.world = world;
        this.machine = machine;
        this.pod = pod;
        this.identity = identity;
        this.core = new ElectorCore(rules.apply(identity), true);
        world.store.onChange(this::stored);
        give(new Input.Tick());
    }

    /** What a worker of this process would find if it pulled the gate right now. */
    boolean gateOpen() {
        GateState open = gate;
        ClockReading now = machine.read();
        return alive && open != null && open.remaining(now) > 0 && !open.suspect(now);
    }

    boolean running() {
        return alive && !stopped;
    }

    boolean drainingWork() {
        return draining;
    }

    void give(Input input) {
        if (!running()) {
            return;
        }
        if (paused) {
            waiting.add(input);
            return;
        }
        core.step(machine.read(), input).forEach(this::carryOut);
    }

    void pause(long nanos, boolean suspended) {
        if (paused) {
            return;
        }
        paused = true;
        if (suspended) {
            machine.suspend();
        }
        world.time.after(nanos, () -> {
            paused = false;
            machine.resume();
            while (!waiting.isEmpty() && !paused) {
                give(waiting.remove());
            }
            give(new Input.Tick());
        });
    }

    void crash() {
        alive = false;
        gate = null;
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Get get) {
            exchange(get.attempt(), world.store::get);
        } else if (effect instanceof Effect.Create create) {
            exchange(create.attempt(), () -> world.create(this, create.record()));
        } else if (effect instanceof Effect.Put put) {
            exchange(put.attempt(), () -> world.put(this, put.record()));
        } else if (effect instanceof Effect.OpenWatch open) {
            openWatch(open.watch(), open.fromVersion());
        } else if (effect instanceof Effect.ReadFloor read) {
            readFloor(read.request());
        } else if (effect instanceof Effect.ArmTimer arm) {
            long mine = ++timer;
            world.time.after(machine.untilMonotonic(arm.monotonic()), () -> {
                if (mine == timer) {
                    give(new Input.Tick());
                }
            });
        } else if (effect instanceof Effect.OpenGate open) {
            gate = open.state();
            world.opened(this, open.token(), floorRead);
            token = open.token();
        } else if (effect instanceof Effect.MoveGate move) {
            gate = move.state();
        } else if (effect instanceof Effect.CloseGate) {
            gate = null;
        } else if (effect instanceof Effect.Stopped) {
            stopped = true;
        } else if (effect instanceof Effect.Emit emit) {
            event(emit.event());
        }
    }

    private void event(ElectionEvent event) {
        if (event instanceof ElectionEvent.Acquired acquired) {
            world.check(!leadsByEvents, "Acquired twice by " + identity);
            leadsByEvents = true;
            world.time.after(world.upTo(Duration.ofSeconds(2)), () -> seal(acquired.token()));
        } else if (event instanceof ElectionEvent.Lost lost) {
            world.check(leadsByEvents, "Lost without Acquired by " + identity);
            world.check(gate == null, "Lost with an open gate by " + identity);
            leadsByEvents = false;
            draining = true;
            world.time.after(world.drainTime(), () -> {
                draining = false;
                give(new Input.Drained(lost.token()));
            });
        }
    }

    private void seal(long with) {
        if (gateOpen() && token == with) {
            world.seal(with);
        }
    }

    private void readFloor(long request) {
        world.time.after(world.latency(), () -> {
            if (world.chance(world.weather.error())) {
                give(new Input.FloorFailed(request, "away"));
            } else {
                long floor = world.sealed();
                world.time.after(world.latency(), () -> {
                    floorRead = floor;
                    give(new Input.FloorRead(request, floor));
                });
            }
        });
    }

    // ---- network

    private void spend() {
        long now = machine.read().monotonic();
        long window = world.timing.rateWindow().toNanos();
        requests.add(now);
        while (requests.getFirst() <= now - window) {
            requests.removeFirst();
        }
        boolean holds = core.status(machine.read()).anchor() != null
                || core.status(machine.read()).state() == ElectorStatus.State.DRAINING;
        world.check(requests.size() <= (holds ? 12 : 5), requests.size() + " requests in a window by " + identity);
    }

    private void exchange(long attempt, Supplier<Outcome> call) {
        spend();
        Weather weather = world.weather;
        if (cutOff || world.chance(weather.lost())) {
            return;
        }
        if (world.chance(weather.error())) {
            world.time.after(world.latency(), () -> give(new Input.Answered(attempt, world.error())));
            return;
        }
        boolean answerLost = world.chance(weather.answerLost());
        long way = world.chance(weather.late()) ? world.upTo(Duration.ofSeconds(25)) : world.latency();
        world.time.after(way, () -> {
            Outcome outcome = call.get(); // applied even when its sender has gone
            if (!answerLost && !cutOff) {
                world.time.after(world.latency(), () -> give(new Input.Answered(attempt, outcome)));
            }
        });
    }

    private void openWatch(long id, long from) {
        spend();
        watch = id;
        if (cutOff) {
            return; // silence
        }
        world.time.after(world.latency(), () -> {
            for (LeaseStore.Change change : world.store.historyAfter(from)) {
                deliver(id, change);
            }
        });
    }

    private void stored(Input.Change kind, LeaseRecord record) {
        if (!running() || cutOff || watch == 0) {
            return;
        }
        long id = watch;
        if (world.chance(world.weather.watchDies())) {
            watch = world.random.nextBoolean() ? 0 : watch; // for ever, or this event only is lost with the connection
            if (world.random.nextBoolean()) {
                world.time.after(world.latency(), () -> give(new Input.WatchClosed(id, world.chance(0.3), "cut")));
                watch = 0;
            }
            return;
        }
        LeaseStore.Change change = new LeaseStore.Change(kind, record);
        world.time.after(world.latency(), () -> deliver(id, change));
        if (world.chance(world.weather.replay())) {
            world.time.after(world.upTo(Duration.ofSeconds(20)), () -> deliver(id, change));
        }
    }

    private void deliver(long id, LeaseStore.Change change) {
        give(new Input.Watched(id, change.kind(), change.record()));
    }

    void cutOff(boolean cut) {
        cutOff = cut;
    }

    /** The server ends every watch. */
    void endWatch() {
        if (watch != 0) {
            long id = watch;
            watch = 0;
            world.time.after(world.latency(), () -> give(new Input.WatchClosed(id, true, "ended")));
        }
    }
}
