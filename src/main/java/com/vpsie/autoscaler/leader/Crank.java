package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.Clocks;
import com.vpsie.autoscaler.leader.core.Effect;
import com.vpsie.autoscaler.leader.core.Elector;
import com.vpsie.autoscaler.leader.core.ElectorStatus;
import com.vpsie.autoscaler.leader.core.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Feeds an elector one input at a time, whoever brings it, and hands its effects on in order. Whoever finds the crank
 * free turns it for all; nobody waits for it.
 */
final class Crank {
    private static final Logger LOG = Logger.getLogger(Crank.class.getName());
    private static final long BEGIN_AGAIN = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<Elector> maker;
    private final Clocks clocks;
    private final Hands hands;
    private final Queue<Input> inbox = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turning = new ReentrantLock();
    /** That hold for every elector to come. */
    private final List<Input> orders = new ArrayList<>();

    private Elector elector;
    private volatile ElectorStatus status;
    private volatile ClockReading turned;

    /** Carries out effects; must not block. */
    interface Hands {
        void carryOut(Effect effect);

        /** The elector threw: its term is over, another elector has taken its place. */
        void restarted(Throwable why);
    }

    Crank(Supplier<Elector> maker, Clocks clocks, Hands hands) {
        this.maker = maker;
        this.clocks = clocks;
        this.hands = hands;
        this.elector = maker.get();
        this.turned = clocks.read();
        this.status = elector.status(turned);
    }

    void accept(Input input) {
        inbox.add(input);
        while (!inbox.isEmpty() && turning.tryLock()) {
            try {
                turn();
            } finally {
                turning.unlock();
            }
        }
    }

    private void turn() {
        for (Input input = inbox.poll(); input != null; input = inbox.poll()) {
            ClockReading now = clocks.read();
            List<Effect> effects = step(now, input);
            turned = now;
            status = elector.status(now); // before the effects: whoever hears of them must find it so
            effects.forEach(this::carryOut);
        }
    }

    @SuppressWarnings("PMD.AvoidCatchingThrowable")
    private List<Effect> step(ClockReading now, Input input) {
        if (input instanceof Input.Stop || (input instanceof Input.StepDown order && order.forGood())) {
            orders.add(input);
        }
        try {
            return elector.step(now, input);
        } catch (Throwable defect) { // an elector never dies: a new one re-enters the race from nothing
            LOG.log(Level.SEVERE, "the election failed and starts anew", defect);
            elector = maker.get();
            hands.restarted(defect);
            return begin(now);
        }
    }

    /** What was asked for good still stands. An elector that fails at once is asked again a while later. */
    @SuppressWarnings("PMD.AvoidCatchingThrowable")
    private List<Effect> begin(ClockReading now) {
        try {
            List<Effect> effects = new ArrayList<>();
            orders.forEach(order -> effects.addAll(elector.step(now, order)));
            effects.addAll(elector.step(now, new Input.Tick()));
            return effects;
        } catch (Throwable defect) {
            LOG.log(Level.SEVERE, "the election cannot begin", defect);
            return List.of(new Effect.ArmTimer(now.monotonic() + BEGIN_AGAIN));
        }
    }

    @SuppressWarnings("PMD.AvoidCatchingThrowable")
    private void carryOut(Effect effect) {
        try {
            hands.carryOut(effect);
        } catch (Throwable failed) {
            LOG.log(Level.SEVERE, "cannot carry out " + effect.getClass().getSimpleName(), failed);
        }
    }

    /** As of the last step. */
    ElectorStatus status() {
        return status;
    }

    /** When the crank was turned last. */
    ClockReading turned() {
        return turned;
    }
}
