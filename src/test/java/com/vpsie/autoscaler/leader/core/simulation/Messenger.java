package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.Effect;
import com.vpsie.autoscaler.leader.core.Input;
import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.Outcome;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client of one elector: sends its requests over the line of its process and keeps its watch. */
final class Messenger {
    private static final long FIRST_BACKOFF = 100 * VirtualTime.MILLI;

    private final Replica replica;
    private final World world;
    private int server;
    private ApiServer.@Nullable Stream watch;

    Messenger(Replica replica, int server) {
        this.replica = replica;
        this.world = replica.world;
        this.server = server;
    }

    void send(Effect effect) {
        if (effect instanceof Effect.Get get) {
            start(get.attempt(), Memory.Kind.READ, LeaseRecord.NONE);
            exchange(get.attempt(), world.kube::get, 0);
        } else if (effect instanceof Effect.Create create) {
            start(create.attempt(), Memory.Kind.CREATE, create.record());
            world.invariants.creates(replica);
            exchange(create.attempt(), () -> world.kube.create(replica, create.attempt(), create.record()), 0);
        } else if (effect instanceof Effect.Put put) {
            start(put.attempt(), Memory.Kind.REPLACE, put.record());
            exchange(put.attempt(), () -> world.kube.put(replica, put.attempt(), put.record()), 0);
        } else if (effect instanceof Effect.Cancel cancel) {
            replica.memory.cancels(cancel.attempt());
        } else if (effect instanceof Effect.OpenWatch open) {
            world.invariants.requested(replica);
            close();
            watch = world.servers.get(server).watch(replica, open.watch(), open.fromVersion());
        }
    }

    private void start(long attempt, Memory.Kind kind, LeaseRecord record) {
        replica.memory.sends(attempt, kind, record.renewMicros(), replica.reading(), replica.jvm.machine.lived());
    }

    private void exchange(long attempt, Supplier<Outcome> call, int repeated) {
        world.invariants.requested(replica);
        replica.line().exchange(new Line.Exchange<Outcome>() {
            @Override
            public Outcome carryOut() {
                return call.get();
            }

            @Override
            public Outcome refusal(int code) {
                return world.refusal(code);
            }

            @Override
            public void answered(Outcome outcome) {
                replica.jvm.input(() -> answer(attempt, call, repeated, outcome));
            }
        });
    }

    private void answer(long attempt, Supplier<Outcome> call, int repeated, Outcome outcome) {
        boolean again = outcome instanceof Outcome.ServerError || outcome instanceof Outcome.Throttled;
        if (again && repeated < world.product.clientRetries()) {
            world.time.after(
                    FIRST_BACKOFF << Math.min(repeated, 5),
                    () -> replica.jvm.input(() -> {
                        if (replica.runs()) {
                            exchange(attempt, call, repeated + 1);
                        }
                    }));
        } else {
            replica.give(new Input.Answered(attempt, outcome));
        }
    }

    void moveTo(int other) {
        server = other;
        watch().ifPresent(stream -> stream.end(false));
    }

    int server() {
        return server;
    }

    Optional<ApiServer.Stream> watch() {
        return Optional.ofNullable(watch);
    }

    void close() {
        watch().ifPresent(ApiServer.Stream::die);
        watch = null;
    }
}
