package com.vpsie.autoscaler.leader.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** One core, its clocks in the test's hand, and everything it has asked for. Times are default: L 15 s, D 10 s, I 5 s. */
final class Stage {
    static final String ME = "pod_uid-1/controller_me";
    static final String OTHER = "pod-2_uid-2/controller_other";
    static final long SECOND = 1_000_000_000L;

    static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    final List<Effect> effects = new ArrayList<>();
    /** When each request and each watch went out, on the monotonic clock. */
    final List<Long> sent = new ArrayList<>();

    final ElectionTiming timing;
    private final ElectorCore core;
    private long monotonic = 1_000 * SECOND;
    private long wall = 1_700_000_000_000_000L;
    private long boot = 5_000 * SECOND;
    private boolean knowsBoot = true;
    private long version = 100;

    Stage() {
        this(TimingRules.Given.nothing());
    }

    Stage(TimingRules.Given given) {
        this(given, 1);
    }

    /** @param chance of this elector: two with the same draw the same */
    Stage(TimingRules.Given given, long chance) {
        this(given, chance, true);
    }

    private Stage(TimingRules.Given given, long chance, boolean releaseOnShutdown) {
        this.timing = ((Checked.Valid<ElectionTiming>) TimingRules.derive(given)).value();
        ElectionRules rules = new ElectionRules(timing, ME, new SplittableRandom(chance));
        this.core = new ElectorCore(rules, releaseOnShutdown);
    }

    /** With {@code --leader-election-release-on-shutdown=false}. */
    static Stage thatKeepsTheLeaseOnShutdown() {
        return new Stage(TimingRules.Given.nothing(), 1, false);
    }

    ClockReading now() {
        return new ClockReading(monotonic, wall, knowsBoot ? boot : ClockReading.NO_BOOT);
    }

    /** On a machine that does not tell when it was booted. */
    Stage withoutBoot() {
        knowsBoot = false;
        return this;
    }

    ElectorStatus status() {
        return core.status(now());
    }

    Stage give(Input input) {
        effects.clear();
        effects.addAll(core.step(now(), input));
        effects.stream().filter(Stage::goesOut).forEach(effect -> sent.add(monotonic));
        return this;
    }

    private static boolean goesOut(Effect effect) {
        return isRequest(effect) || effect instanceof Effect.OpenWatch;
    }

    private static boolean isRequest(Effect effect) {
        return effect instanceof Effect.Get || effect instanceof Effect.Put || effect instanceof Effect.Create;
    }

    /** All clocks advance. */
    Stage pass(Duration time) {
        monotonic += time.toNanos();
        wall += time.toNanos() / 1_000;
        boot += time.toNanos();
        return this;
    }

    /** The machine sleeps: the monotonic clock does not advance. */
    Stage sleep(Duration time) {
        wall += time.toNanos() / 1_000;
        boot += time.toNanos();
        return this;
    }

    Stage stepWall(Duration time) {
        wall += time.toNanos() / 1_000;
        return this;
    }

    Stage tick() {
        return give(new Input.Tick());
    }

    /** Lets time pass as a timer would: tick by tick at the readings asked for. */
    Stage run(Duration time) {
        long end = monotonic + time.toNanos();
        List<Effect> all = new ArrayList<>();
        while (monotonic < end) {
            long next =
                    one(Effect.ArmTimer.class).map(Effect.ArmTimer::monotonic).orElse(end);
            pass(Duration.ofNanos(Math.max(1, Math.min(next, end) - monotonic)));
            tick();
            all.addAll(effects);
            if (request().isPresent()) {
                break;
            }
        }
        effects.clear();
        effects.addAll(all);
        return this;
    }

    /** The same, whatever is asked for, until this has come to be; nothing is answered. */
    Stage until(BooleanSupplier happened) {
        for (int ticks = 0; !happened.getAsBoolean(); ticks++) {
            long next = one(Effect.ArmTimer.class).orElseThrow().monotonic();
            if (ticks > 1_000) {
                throw new AssertionError("never, last " + effects);
            }
            pass(Duration.ofNanos(next - monotonic)).tick();
        }
        return this;
    }

    <T extends Effect> Optional<T> one(Class<T> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).reduce((a, b) -> b);
    }

    boolean has(Class<? extends Effect> kind) {
        return one(kind).isPresent();
    }

    Optional<Effect> request() {
        return effects.stream().filter(Stage::isRequest).reduce((a, b) -> b);
    }

    boolean told(Class<? extends ElectionEvent> kind) {
        return effects.stream().anyMatch(e -> e instanceof Effect.Emit emit && kind.isInstance(emit.event()));
    }

    <T extends Fact> Optional<T> fact(Class<T> kind) {
        return effects.stream()
                .filter(Effect.Report.class::isInstance)
                .map(effect -> ((Effect.Report) effect).fact())
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((a, b) -> b);
    }

    Optional<LossReason> lost() {
        return one(Effect.CloseGate.class).map(Effect.CloseGate::reason);
    }

    long attempt() {
        Effect request = request().orElseThrow(() -> new AssertionError("no request in " + effects));
        if (request instanceof Effect.Get get) {
            return get.attempt();
        }
        return request instanceof Effect.Put put ? put.attempt() : ((Effect.Create) request).attempt();
    }

    LeaseRecord written() {
        Effect request = request().orElseThrow(() -> new AssertionError("no request in " + effects));
        return request instanceof Effect.Put put ? put.record() : ((Effect.Create) request).record();
    }

    /** As the store would keep it. */
    LeaseRecord stored(LeaseRecord wanted) {
        version++;
        return new LeaseRecord(
                wanted.uid().isEmpty() ? "uid-9" : wanted.uid(),
                version,
                wanted.holder(),
                wanted.durationSeconds(),
                wanted.acquireMicros(),
                wanted.renewMicros(),
                wanted.transitions(),
                wanted.carried());
    }

    LeaseRecord held(String holder, int seconds) {
        return stored(new LeaseRecord("uid-9", 0, holder, seconds, wall, wall, 1, Map.of("x", 1)));
    }

    Stage answer(long attempt, Outcome outcome) {
        return give(new Input.Answered(attempt, outcome));
    }

    Stage ok(long attempt, LeaseRecord record) {
        return answer(attempt, new Outcome.Ok(record));
    }

    Stage watched(LeaseRecord record) {
        return give(new Input.Watched(1, Input.Change.MODIFIED, record));
    }

    /** A follower that has read this record. */
    Stage follows(LeaseRecord record) {
        tick();
        return ok(attempt(), record);
    }

    /** A leader since this instant on an empty Lease that was there; its last write. */
    LeaseRecord leads() {
        follows(held("", 1));
        if (request().isEmpty()) {
            run(timing.stagger().plusMillis(1));
        }
        LeaseRecord mine = stored(written());
        ok(attempt(), mine);
        floor(0);
        if (!has(Effect.OpenGate.class)) {
            throw new AssertionError("does not lead: " + effects);
        }
        return mine;
    }

    Stage floor(long value) {
        long request = one(Effect.ReadFloor.class).orElseThrow().request();
        return give(new Input.FloorRead(request, value));
    }

    /** The renewal that is due goes out; answered by the caller. */
    long renewal() {
        run(timing.renewInterval().plusMillis(1));
        return attempt();
    }
}
