package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.Clocks;
import com.vpsie.autoscaler.leader.core.Effect;
import com.vpsie.autoscaler.leader.core.ElectionEvent;
import com.vpsie.autoscaler.leader.core.ElectionRules;
import com.vpsie.autoscaler.leader.core.ElectionSettings;
import com.vpsie.autoscaler.leader.core.ElectionTiming;
import com.vpsie.autoscaler.leader.core.Elector;
import com.vpsie.autoscaler.leader.core.ElectorCore;
import com.vpsie.autoscaler.leader.core.ElectorStatus;
import com.vpsie.autoscaler.leader.core.Fact;
import com.vpsie.autoscaler.leader.core.GateState;
import com.vpsie.autoscaler.leader.core.GatedTerm;
import com.vpsie.autoscaler.leader.core.Identity;
import com.vpsie.autoscaler.leader.core.Input;
import com.vpsie.autoscaler.leader.core.LossReason;
import com.vpsie.autoscaler.leader.core.NotLeaderException;
import com.vpsie.autoscaler.leader.core.UncontestedCore;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One running election: carries out what the core decides. Starts once, stops once. Any thread may call it; effects are
 * carried out one at a time by whoever turns the crank, and none of them blocks.
 */
final class Election implements Crank.Hands, ElectionMetrics.Readings, GatedTerm.Hooks, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Election.class.getName());

    private final ElectionSettings settings;
    private final Identity identity;
    private final Clocks clocks;
    private final Surroundings around;
    private final Crank crank;
    private final Ticker ticker;
    private final Dispatcher dispatcher;
    private final Optional<LeaseClient> client;
    private final Optional<LeaseEvents> events;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Signal gateMoved = new Signal();
    private volatile @Nullable GatedTerm term;
    private volatile boolean closed;

    /** Who is told of the events of this package. */
    interface Observers {
        /** Returns when every observer has; false when one of them threw. */
        boolean tell(Object event);
    }

    /** What the election lives in. */
    record Surroundings(
            Observers observers,
            ElectionMetrics metrics,
            FloorReader floor,
            ScheduledExecutorService executor,
            Dispatcher.Context context) {}

    /** Reads the token floor; blocks. */
    interface FloorReader {
        long read() throws Exception;
    }

    /** @param kubernetes where the Lease is; not used when election is off */
    Election(
            ElectionSettings settings,
            Identity identity,
            Clocks clocks,
            io.fabric8.kubernetes.client.Config kubernetes,
            Surroundings around) {
        this.settings = settings;
        this.identity = identity;
        this.clocks = clocks;
        this.around = around;
        this.client = settings.enabled()
                ? Optional.of(new LeaseClient(
                        kubernetes,
                        settings.namespace(),
                        settings.id(),
                        settings.timing().requestTimeout(),
                        this::accept))
                : Optional.empty();
        this.events = client.map(c -> new LeaseEvents(c, settings.namespace(), settings.id(), identity.text()));
        this.dispatcher = new Dispatcher("leader-election-events", around.context());
        this.crank = new Crank(this::elector, clocks, this);
        this.ticker = new Ticker(around.executor(), clocks, () -> accept(new Input.Tick()));
    }

    private Elector elector() {
        ElectionRules rules = new ElectionRules(settings.timing(), identity.text(), new SplittableRandom());
        return settings.enabled() ? new ElectorCore(rules, settings.releaseOnShutdown()) : new UncontestedCore(rules);
    }

    void start() {
        around.metrics().register(settings.id(), settings.timing().leaseDuration(), this);
        dispatcher.start();
        ticker.start();
        client.ifPresent(c -> thread("leader-election-checks", new StartChecks(c.kubernetes(), settings)));
        accept(new Input.Tick());
    }

    void accept(Input input) {
        if (!closed) {
            crank.accept(input);
        }
    }

    // ---- effects

    @Override
    public void carryOut(Effect effect) {
        if (effect instanceof Effect.CloseGate close) {
            closeGate(close.reason());
        } else if (effect instanceof Effect.OpenGate open) {
            openGate(open.token(), open.state());
        } else if (effect instanceof Effect.MoveGate move) {
            current().ifPresent(open -> open.move(move.state()));
            gateMoved.signal();
        } else if (effect instanceof Effect.ArmTimer arm) {
            ticker.arm(arm.monotonic());
        } else if (effect instanceof Effect.Emit emit) {
            emit(emit.event());
        } else if (effect instanceof Effect.Report report) {
            report(report.fact());
        } else if (effect instanceof Effect.ReadFloor read) {
            thread("leader-election-floor", () -> readFloor(read.request()));
        } else if (effect instanceof Effect.Stopped) {
            stopped.countDown();
        } else {
            client.ifPresent(c -> request(c, effect));
        }
    }

    private static void request(LeaseClient client, Effect effect) {
        if (effect instanceof Effect.Get get) {
            client.get(get.attempt());
        } else if (effect instanceof Effect.Create create) {
            client.create(create.attempt(), create.record());
        } else if (effect instanceof Effect.Put put) {
            client.put(put.attempt(), put.record());
        } else if (effect instanceof Effect.Cancel cancel) {
            client.cancel(cancel.attempt());
        } else if (effect instanceof Effect.OpenWatch open) {
            client.openWatch(open.watch(), open.fromVersion());
        }
    }

    private void openGate(long token, GateState state) {
        term = new GatedTerm(token, identity.text(), settings.timing(), state, clocks, this);
        LOG.info(() -> "leading with token " + token);
    }

    private void closeGate(LossReason reason) {
        GatedTerm open = term;
        if (open != null) {
            open.close();
            gateMoved.signal();
            LOG.info(() -> "the term with token " + open.token() + " is over: " + reason);
        }
    }

    private Optional<GatedTerm> current() {
        return Optional.ofNullable(term);
    }

    private void emit(ElectionEvent event) {
        GatedTerm of = term;
        if (event instanceof ElectionEvent.LeaderSeen seen) {
            dispatcher.submit(() -> around.observers().tell(new LeaderObserved(seen.identity())));
        } else if (event instanceof ElectionEvent.Released) {
            events.ifPresent(LeaseEvents::released);
        } else if (of != null) {
            emit(event, of);
        }
    }

    private void emit(ElectionEvent event, GatedTerm of) {
        if (event instanceof ElectionEvent.Acquired) {
            dispatcher.submit(() -> acquired(of));
            events.ifPresent(LeaseEvents::becameLeader);
        } else if (event instanceof ElectionEvent.Lost lost) {
            term = null;
            dispatcher.submit(() -> lost(of, lost.reason()));
            events.ifPresent(LeaseEvents::stoppedLeading);
        } else if (event instanceof ElectionEvent.Jeopardy) {
            LOG.warning("in jeopardy: the last commit is older than the renew interval and two requests");
            dispatcher.submit(() -> around.observers().tell(new LeadershipInJeopardy(of)));
            events.ifPresent(LeaseEvents::jeopardy);
        }
    }

    private void acquired(GatedTerm of) {
        if (!around.observers().tell(new LeadershipAcquired(of))) {
            accept(new Input.StepDown("an observer of LeadershipAcquired failed", false));
        }
    }

    /** Work whose observer threw may still be running: then it is not drained, and the Lease must run out. */
    private void lost(GatedTerm of, LossReason reason) {
        if (around.observers().tell(new LeadershipLost(of, reason))) {
            accept(new Input.Drained(of.token()));
        } else {
            LOG.severe(() -> "the work of the term with token " + of.token() + " cannot be said to have stopped");
        }
    }

    private void report(Fact fact) {
        around.metrics().record(fact);
        if (fact instanceof Fact.Trouble trouble) {
            LOG.warning(trouble::text);
        } else if (fact instanceof Fact.ClockSuspect suspect) {
            LOG.warning(() -> "the clocks disagree, " + suspect.witness() + " stands apart: nothing starts before the "
                    + "next renewal commits");
        } else {
            LOG.log(settings.debug() ? Level.INFO : Level.FINE, () -> "election: " + fact);
        }
    }

    @SuppressWarnings("PMD.AvoidCatchingThrowable")
    private void readFloor(long request) {
        around.context().run(() -> {
            try {
                accept(new Input.FloorRead(request, around.floor().read()));
            } catch (Throwable unreadable) { // whatever the host application throws, the election goes on
                accept(new Input.FloorFailed(request, unreadable.toString()));
            }
        });
    }

    @Override
    public void restarted(Throwable why) {
        GatedTerm open = term;
        if (open != null) {
            closeGate(LossReason.FAILED);
            term = null;
            dispatcher.submit(() -> lost(open, LossReason.FAILED));
        }
    }

    // ---- gate

    @Override
    public void renew() {
        accept(new Input.RenewNow());
    }

    @Override
    public void await(BooleanSupplier done, Duration atMost) {
        gateMoved.await(done, atMost);
    }

    @Override
    public void denied(NotLeaderException.Reason reason) {
        around.metrics().denied(reason);
    }

    // ---- what others see

    Optional<GatedTerm> openTerm() {
        return current().filter(GatedTerm::isOpen);
    }

    @Override
    public ElectorStatus status() {
        return crank.status();
    }

    @Override
    public Duration remaining() {
        return current().map(GatedTerm::remaining).orElse(Duration.ZERO);
    }

    @Override
    public Duration commitAge() {
        ClockReading anchor = status().anchor();
        return anchor == null ? Duration.ZERO : Duration.ofNanos(clocks.read().elapsedSince(anchor));
    }

    /** Since the crank was turned last; it is turned at least three times in a lease duration. */
    Duration stalled() {
        return Duration.ofNanos(clocks.read().monotonicSince(crank.turned()));
    }

    Identity identity() {
        return identity;
    }

    ElectionSettings settings() {
        return settings;
    }

    // ---- the end

    /**
     * Ends the term in order and gives the Lease back. Blocks until that is done, or until the bound of the drain and
     * of the release have passed. May be called again, by any thread.
     */
    void stop() {
        accept(new Input.Stop());
        Duration bound = ElectionTiming.DRAIN_BOUND
                .plus(settings.timing().requestTimeout().multipliedBy(3))
                .plus(settings.timing().retryPeriod());
        try {
            if (!stopped.await(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warning("the election did not come to its end in time; the Lease will run out");
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        ticker.close();
        dispatcher.close();
        client.ifPresent(LeaseClient::close);
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
