package com.vpsie.autoscaler.it.faults;

import com.vpsie.autoscaler.it.faults.Schedule.Planned;
import com.vpsie.autoscaler.it.stage.Commit;
import com.vpsie.autoscaler.it.stage.Groups;
import com.vpsie.autoscaler.it.stage.Player;
import com.vpsie.autoscaler.it.stage.Stage;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.vpsie.Fault;
import com.vpsie.autoscaler.sandbox.vpsie.Operation;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One fault while it is played: whom it hits, when, and what became of the lead. Of one thread. */
final class Episode {
    /** Within this a purchase begins that was just asked for. */
    private static final Duration BUY = Duration.ofSeconds(30);

    /** Between two looks at what may be over soon. */
    private static final Duration AT_ONCE = Duration.ofMillis(5);

    /** Until another replica must lead, whatever is allowed. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Stage stage;
    private final Groups groups;
    private final Demand demand;
    private final Bounds bounds;
    private final Planned plan;
    private final Player victim;
    private final Commit leading;
    private final Random random;
    private Instant struck = Instant.now();
    private Optional<Duration> handOver = Optional.empty();

    /**
     * @param victim whom the fault hits
     * @param leading by which the leader of this moment holds the Lease
     */
    Episode(Stage stage, Groups groups, Demand demand, Bounds bounds, Planned plan, Player victim, Commit leading) {
        this.stage = stage;
        this.groups = groups;
        this.demand = demand;
        this.bounds = bounds;
        this.plan = plan;
        this.victim = victim;
        this.leading = leading;
        this.random = new Random(plan.seed());
    }

    Stage stage() {
        return stage;
    }

    Player victim() {
        return victim;
    }

    Random random() {
        return random;
    }

    /** When it struck. */
    Instant struck() {
        return struck;
    }

    /** How long until somebody led again, where the lead was lost; see {@link Kind.Outcome} from when. */
    Optional<Duration> handOver() {
        return handOver;
    }

    /** Remembers that the fault strikes now. */
    void strike() {
        struck = Instant.now();
    }

    /** Somebody wants a node more; returns when the victim's purchase has arrived at VPSie, whose answer waits. */
    void beginPurchase(Fault fault) throws Exception {
        VpsieFaults.Rule rule = stage.cloud().faults().add(Operation.ADD_NODE, 1, victim.name()::equals, fault);
        String group = demand.oneMore();
        Await.answer(
                BUY,
                "a purchase for " + group,
                () -> "none",
                () -> rule.struck() == 1 ? Optional.of(true) : Optional.empty());
    }

    /** Somebody wants a node more; returns when the API server has stored the intent to buy it. */
    void beginIntent() throws Exception {
        String group = demand.oneMore();
        Await.answer(
                BUY,
                AT_ONCE,
                "an intent to buy for " + group,
                () -> "none",
                () -> groups.hasIntent(group) ? Optional.of(true) : Optional.empty());
    }

    /** The fault lasts that long from when it struck. */
    void lasts(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(
                Math.max(0, time.minus(Duration.between(struck, Instant.now())).toNanos()));
    }

    /** Waits for what must become of the lead, and measures how long that takes. */
    void awaitOutcome() throws Exception {
        switch (plan.outcome()) {
            case KEPT -> {}
            case HANDED_OVER ->
                handOver = Optional.of(Duration.between(struck, another().received()));
            case TAKEN -> {
                Commit taken = another();
                handOver = Optional.of(Duration.between(lastOf(leading.holder()), taken.received()));
            }
            case AGAIN, BY_HAND -> handOver = Optional.of(Duration.between(struck, again().received()));
        }
    }

    private Instant lastOf(String holder) {
        return stage.history().commits().stream()
                .filter(commit -> commit.holds() && commit.holder().equals(holder))
                .reduce((earlier, later) -> later)
                .map(Commit::received)
                .orElse(struck);
    }

    /** The commit by which another process than the one that led holds the Lease. */
    private Commit another() throws Exception {
        return first(
                "another leader than " + leading.holder(),
                commit -> !commit.holder().equals(leading.holder()));
    }

    /** The first commit by which anybody holds the Lease. */
    private Commit again() throws Exception {
        return first("a leader", commit -> true);
    }

    private Commit first(String what, Predicate<Commit> wanted) throws Exception {
        return Await.answer(
                PATIENCE,
                what,
                () -> "the last commits " + tail(),
                () -> stage.history().since(struck).stream()
                        .filter(commit -> commit.holds() && wanted.test(commit))
                        .findFirst());
    }

    private String tail() {
        var commits = stage.history().commits();
        return commits.subList(Math.max(0, commits.size() - 5), commits.size()).toString();
    }

    /** What is wrong with what became of the lead; empty when nothing is. */
    Optional<String> judgeOutcome() {
        Duration bound = plan.outcome() == Kind.Outcome.HANDED_OVER ? Bounds.GRACEFUL : bounds.expiry();
        if (plan.outcome() == Kind.Outcome.KEPT) {
            return stage.history().since(struck).stream()
                    .filter(commit -> commit.holds() && !commit.holder().equals(leading.holder()))
                    .findFirst()
                    .map(commit -> commit.holder() + " leads, although " + leading.holder() + " could go on");
        }
        return handOver.filter(took -> took.compareTo(bound) > 0)
                .map(took -> "a leader after " + took.toMillis() + " ms, allowed are " + bound.toMillis());
    }
}
