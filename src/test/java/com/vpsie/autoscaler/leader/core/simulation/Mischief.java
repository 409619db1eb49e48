package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.simulation.Line.Trouble;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets faults happen: to processes, to lines and to API servers. What happens to the Lease is in {@link Hands}. */
final class Mischief {
    private static final int[] CODES = {401, 403, 404, 409, 410, 422, 429, 500, 503, Trouble.UNREADABLE};
    private static final int CHANCE_OF_FAULTS = 2;

    private final World world;
    private final Fleet fleet;
    private final Hands hands;
    private final List<Foreigner> foreigners = new ArrayList<>();
    private final Set<Fault.Kind> kinds = EnumSet.noneOf(Fault.Kind.class);
    private int happened;

    Mischief(World world, Fleet fleet) {
        this.world = world;
        this.fleet = fleet;
        this.hands = new Hands(world);
    }

    /** How many found somebody to happen to. */
    int happened() {
        return happened;
    }

    /** Which of them. */
    Set<Fault.Kind> kinds() {
        return kinds;
    }

    void happen(Fault fault) {
        Optional<Replica> victim = victim(fault);
        if (victim.isPresent()) {
            happened++;
            kinds.add(fault.kind());
            world.tell(() -> fault.kind() + " befalls " + victim.get().name);
            befall(fault, victim.get());
        }
    }

    private Optional<Replica> victim(Fault fault) {
        List<Replica> running = world.running();
        if (running.isEmpty()) {
            return Optional.empty();
        }
        Optional<Replica> leader = fault.victim() == Fault.LEADER ? world.leader() : Optional.empty();
        return Optional.of(leader.orElseGet(() -> running.get(Math.max(0, fault.victim()) % running.size())));
    }

    private void befall(Fault fault, Replica victim) {
        switch (fault.kind()) {
            case PAUSE -> victim.jvm.standStill(Jvm.Stillness.PAUSED, fault.length());
            case SLEEP -> sleep(fault, victim.jvm);
            case FREEZE -> victim.jvm.standStill(Jvm.Stillness.FROZEN, fault.length());
            case STEP_CLOCK -> victim.jvm.machine.stepWall(step(fault));
            case CRASH, LOSE_POD, STOP, REDEPLOY, STEP_DOWN, STEP_DOWN_FOR_GOOD -> leave(fault, victim);
            case OBSERVER_THROWS -> victim.observerThrows();
            case DRAIN_HANGS -> victim.drainHangs();
            case FLOOR_FAILS -> victim.floorFails(world.time.now() + fault.length());
            case CUT_OFF, DEAF, LOSSY, GHOSTS, TWICE, SLOW, REFUSED -> trouble(fault, List.of(victim));
            case OUTAGE -> trouble(fault, List.copyOf(world.running()));
            case WATCH_DIES -> victim.watch().ifPresent(ApiServer.Stream::die);
            case WATCH_ENDS -> victim.watch().ifPresent(stream -> stream.end(fault.amount() < 30));
            case REPLAYED -> victim.watch().ifPresent(stream -> stream.replay(fault.length()));
            case OTHER_SERVER -> victim.watchMoves(1 - victim.server());
            case OLD_CACHE -> age(fault);
            case HISTORY_LOST -> {
                world.kube.store.compact();
                world.servers.forEach(server -> server.endAll(false));
            }
            case CLIENT_GO ->
                joins(new ClientGo(world, world.scenario.chance(CHANCE_OF_FAULTS + fault.index())), fault);
            case FABRIC8 -> joins(new Fabric8(world, world.scenario.chance(CHANCE_OF_FAULTS + fault.index())), fault);
            default -> hands.touch(fault);
        }
    }

    /** Now and then somebody sets the clock to what it was before, soon after. */
    private void sleep(Fault fault, Jvm jvm) {
        jvm.standStill(Jvm.Stillness.ASLEEP, fault.length());
        if (fault.amount() < 40) {
            long soon = fault.length() + fault.amount() * 20 * VirtualTime.MILLI;
            world.time.after(soon, () -> jvm.machine.stepWall(-fault.length()));
        }
    }

    /** A few seconds or an hour, back or forth. */
    private static long step(Fault fault) {
        long size = fault.amount() % 2 == 0 ? 3_600 * VirtualTime.SECOND : fault.length();
        return fault.amount() < 50 ? size : -size;
    }

    private void leave(Fault fault, Replica victim) {
        Jvm jvm = victim.jvm;
        switch (fault.kind()) {
            case CRASH -> {
                jvm.crash();
                world.time.after(fault.length() / 4, () -> fleet.again(jvm, victim.server()));
            }
            case LOSE_POD -> {
                jvm.crash();
                world.time.after(fault.length() / 4, fleet::another);
            }
            case STOP -> {
                victim.stop();
                world.time.after(fault.length() / 4, fleet::another);
            }
            case REDEPLOY -> {
                fleet.deploy(jvm, victim.server());
                world.time.after(fault.length(), victim::stop);
            }
            case STEP_DOWN_FOR_GOOD -> {
                victim.stepDown(true);
                world.time.after(fault.length(), victim::stop);
                world.time.after(fault.length() / 4, fleet::another);
            }
            default -> victim.stepDown(false);
        }
    }

    private void trouble(Fault fault, List<Replica> victims) {
        double often = (1 + fault.amount()) / 100.0;
        Trouble trouble = switch (fault.kind()) {
            case DEAF -> Trouble.DEAF;
            case LOSSY -> Trouble.lossy(often / 2);
            case GHOSTS -> Trouble.ghosts(often);
            case TWICE -> Trouble.twice(often);
            case SLOW -> Trouble.slow((1 + fault.amount()) * 50 * VirtualTime.MILLI);
            case REFUSED -> Trouble.refused(fault.amount() < 50 ? 1 : often, CODES[fault.amount() % CODES.length]);
            default -> Trouble.CUT_OFF;
        };
        victims.forEach(victim -> victim.line().begin(trouble));
        world.time.after(
                fault.length(), () -> victims.forEach(victim -> victim.line().end(trouble)));
    }

    private void age(Fault fault) {
        ApiServer server = world.servers.get(fault.amount() % world.servers.size());
        server.age((1 + fault.amount()) * 80 * VirtualTime.MILLI);
        world.time.after(fault.length(), () -> server.age(0));
    }

    private void joins(Foreigner foreigner, Fault fault) {
        foreigners.add(foreigner);
        foreigner.join();
        world.time.after(fault.length(), () -> foreigner.leave(fault.amount() < 50));
    }

    /** Nothing more goes wrong. */
    void end() {
        world.running().forEach(replica -> {
            replica.line().mend();
            replica.mend();
        });
        world.servers.forEach(server -> server.age(0));
        foreigners.forEach(foreigner -> foreigner.leave(false));
    }
}
