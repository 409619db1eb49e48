package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.simulation.Scenario.Pod;
import java.util.SplittableRandom;

/** Starts processes, and knows which of them a fault befalls. */
final class Fleet {
    private static final int CHANCE_OF_PODS = 1_000;

    private final World world;
    private int processes;
    private boolean well;

    Fleet(World world) {
        this.world = world;
    }

    void start(Pod pod) {
        start(pod, pod.name());
    }

    /** Another pod than all before. */
    void another() {
        int index = 100 + processes;
        SplittableRandom random = world.scenario.chance(CHANCE_OF_PODS + index);
        start(Pod.drawn(index, 0, random), "r" + index);
    }

    private void start(Pod pod, String name) {
        Machine machine = new Machine(world.time, pod.rate(), pod.wallOffset(), pod.knowsBoot());
        String uid = pod.knowsUid() ? "uid-of-" + name : "";
        process(machine, name, uid, pod.server());
    }

    /** The next container of the same pod, on the same machine. */
    void again(Jvm dead, int server) {
        process(dead.machine, dead.pod, dead.uid, server);
    }

    /** The lines of new processes have nothing wrong with them. */
    void fromNowOnWell() {
        well = true;
    }

    private void process(Machine machine, String pod, String uid, int server) {
        int number = ++processes;
        SplittableRandom random = world.scenario.chance(CHANCE_OF_PODS * 2 + number);
        Jvm jvm = new Jvm(world.time, machine, random, pod, uid, "m" + number);
        if (well) {
            jvm.line.mend();
        }
        deploy(jvm, server);
    }

    /** An application starts its election in this process. */
    void deploy(Jvm jvm, int server) {
        String name = jvm.pod + "." + jvm.identity.substring(jvm.identity.lastIndexOf('_') + 1)
                + (jvm.replicas.isEmpty() ? "" : "/" + jvm.replicas.size());
        world.starts(new Replica(world, jvm, name, server));
    }
}
