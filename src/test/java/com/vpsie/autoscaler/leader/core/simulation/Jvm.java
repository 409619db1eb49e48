package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.Identity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A process on a machine of its own. Whatever reaches it while it stands still waits: inputs of its electors in one
 * queue, its workers in another, and either may run first when it goes on.
 */
final class Jvm {
    final Machine machine;
    final Line line;
    final SplittableRandom random;
    final String pod;
    final String uid;
    final String identity;
    final List<Replica> replicas = new ArrayList<>();
    private final VirtualTime time;
    private final Deque<Runnable> inputs = new ArrayDeque<>();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private boolean alive = true;
    private boolean still;
    private long stoodStillUntil = Long.MIN_VALUE;

    /** @param uid empty when the process does not know its pod's */
    Jvm(VirtualTime time, Machine machine, SplittableRandom random, String pod, String uid, String mark) {
        this.time = time;
        this.machine = machine;
        this.random = random;
        this.line = new Line(time, random.split());
        this.pod = pod;
        this.uid = uid;
        this.identity = Identity.of(pod, uid, "controller", mark).text();
    }

    boolean alive() {
        return alive;
    }

    boolean standsStill() {
        return still;
    }

    /** It stood still at some time since then. */
    boolean stoodStillSince(long instant) {
        return still || stoodStillUntil >= instant;
    }

    void crash() {
        alive = false;
        machine.wake(); // the next process finds it running
        inputs.clear();
        work.clear();
        replicas.forEach(Replica::died);
    }

    void input(Runnable input) {
        when(input, inputs);
    }

    void work(Runnable task) {
        when(task, work);
    }

    private void when(Runnable task, Deque<Runnable> queue) {
        if (still) {
            queue.add(task);
        } else if (alive) {
            task.run();
        }
    }

    enum Stillness {
        PAUSED,
        ASLEEP,
        FROZEN
    }

    void standStill(Stillness how, long length) {
        if (still || !alive) {
            return;
        }
        still = true;
        switch (how) {
            case PAUSED -> {}
            case ASLEEP -> machine.sleep();
            case FROZEN -> machine.freeze();
        }
        time.after(length, this::goOn);
    }

    private void goOn() {
        if (!alive) {
            return;
        }
        machine.wake();
        still = false;
        stoodStillUntil = time.now();
        boolean workFirst = random.nextBoolean();
        drain(workFirst ? work : inputs);
        drain(workFirst ? inputs : work);
        List.copyOf(replicas).forEach(Replica::tick);
    }

    private void drain(Deque<Runnable> queue) {
        while (alive && !still && !queue.isEmpty()) {
            queue.remove().run();
        }
    }
}
