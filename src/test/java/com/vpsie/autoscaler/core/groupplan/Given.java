package com.vpsie.autoscaler.core.groupplan;

import com.vpsie.autoscaler.core.intent.Answer;
import com.vpsie.autoscaler.core.intent.CloudGroup;
import com.vpsie.autoscaler.core.intent.Ledger;
import com.vpsie.autoscaler.core.intent.Machine;
import com.vpsie.autoscaler.core.intent.MemberState;
import com.vpsie.autoscaler.core.intent.Operation;
import com.vpsie.autoscaler.core.intent.OperationKind;
import com.vpsie.autoscaler.core.intent.SettleWindow;
import com.vpsie.autoscaler.core.intent.Sighting;
import com.vpsie.autoscaler.core.lifecycle.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A node group and its surroundings, told in the domain's words; the plan for it is asked at the end. */
final class Given {
    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    static final Duration MONOTONIC = Duration.ofHours(1);
    static final Duration SETTLE = Duration.ofSeconds(120);
    static final long GROUP = 101;
    private static final Limits LIMITS = new Limits(
            new SettleWindow(SETTLE),
            Duration.ofMinutes(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofMinutes(15));

    private boolean managed = true;
    private boolean deleting;
    private boolean finalizer = true;
    private boolean sealed = true;
    private boolean sealedBefore = true;
    private boolean createdByUs;
    private boolean retryAsked;
    private int min = 2;
    private int max = 5;
    private int desired;
    private long size = 1;
    private OptionalLong vpsieGroup = OptionalLong.of(GROUP);
    private OptionalLong frozenAt = OptionalLong.empty();
    private List<String> problems = List.of();
    private Ledger ledger = Ledger.EMPTY;
    private final List<ChildView> children = new ArrayList<>();
    private Optional<Duration> lookedAt = Optional.empty();
    private final List<Machine> machines = new ArrayList<>();
    private final List<CloudGroup> groups = new ArrayList<>(List.of(new CloudGroup(GROUP, "pool", 1, 1, 2048, 40, 0)));
    private final Set<String> elsewhere = new HashSet<>();
    private Optional<String> rival = Optional.empty();
    private Duration waited = Duration.ZERO;
    private int budget = 100;

    static Given group() {
        return new Given();
    }

    Given unmanaged() {
        managed = false;
        return this;
    }

    Given beingDeleted() {
        deleting = true;
        return this;
    }

    Given withoutFinalizer() {
        finalizer = false;
        return this;
    }

    Given unsealed(boolean before) {
        sealed = false;
        sealedBefore = before;
        return this;
    }

    Given wants(int minimum, int maximum) {
        min = minimum;
        max = maximum;
        return this;
    }

    Given asks(int number) {
        desired = number;
        return this;
    }

    Given withoutVpsieGroup() {
        vpsieGroup = OptionalLong.empty();
        groups.clear();
        return this;
    }

    Given withoutSize() {
        size = 0;
        return this;
    }

    Given createdByUs() {
        createdByUs = true;
        return this;
    }

    Given invalid(String problem) {
        problems = List.of(problem);
        return this;
    }

    Given rival(String other) {
        rival = Optional.of(other);
        return this;
    }

    Given frozen() {
        frozenAt = OptionalLong.of(1);
        return this;
    }

    Given retryAsked() {
        retryAsked = true;
        return this;
    }

    Given noBudget() {
        budget = 0;
        return this;
    }

    /** A member with its machine and its VPSieNode. */
    Given owns(String id, Phase phase) {
        ledger = ledger.begin(buying(id)).answered(new Answer.Identified("m-" + id), NOW);
        ledger = ledger.listed(Set.of("m-" + id), NOW, Duration.ofMinutes(10));
        return child(id, phase, "m-" + id);
    }

    /** A member with a machine that failed. */
    Given failed(String id) {
        owns(id, Phase.FAILED);
        ledger = ledger.become(id, MemberState.FAILED, NOW);
        return this;
    }

    /** A member whose VPSieNode is being deleted. */
    Given leaving(String id) {
        owns(id, Phase.READY);
        ledger = ledger.become(id, MemberState.DELETING, NOW);
        return childDeleting(id, false);
    }

    Given awaits(String id, Instant since) {
        ledger = ledger.begin(buying(id)).answered(new Answer.Accepted(), since);
        return child(id, Phase.PROVISIONING, "");
    }

    Given orderedInVain(String id) {
        ledger = ledger.begin(buying(id)).answered(new Answer.NotDone(false), NOW);
        return child(id, Phase.PENDING, "");
    }

    Given asked(String id, int attempts, Duration waiting, String... known) {
        Operation op = new Operation(id, OperationKind.CREATE_NODE, 7, "uid", Set.of(known), NOW, 1, "pool-" + id);
        ledger = ledger.begin(op);
        for (int i = 1; i < attempts; i++) {
            ledger = ledger.repeat(7);
        }
        waited = waiting;
        return child(id, Phase.PROVISIONING, "");
    }

    Given askedForTheGroup(OperationKind kind, int attempts, Duration waiting) {
        String target = kind == OperationKind.CREATE_GROUP ? "pool" : Long.toString(GROUP);
        ledger = ledger.begin(new Operation("g", kind, 7, "uid", Set.of(), NOW, 1, target));
        for (int i = 1; i < attempts; i++) {
            ledger = ledger.repeat(7);
        }
        waited = waiting;
        return this;
    }

    Given operationOfAnotherGroup() {
        ledger =
                ledger.begin(new Operation("x", OperationKind.CREATE_NODE, 7, "other-uid", Set.of(), NOW, 1, "pool-x"));
        return this;
    }

    Given child(String id, Phase phase, String identifier) {
        children.add(new ChildView(
                "pool-" + id,
                "uid-" + id,
                phase,
                identifier,
                "",
                true,
                false,
                false,
                NOW.plusSeconds(children.size()),
                NOW));
        return this;
    }

    Given goChild(String id, String identifier) {
        children.add(new ChildView(
                "pool-" + id, "uid-" + id, Phase.PROVISIONING, identifier, "", false, false, false, NOW, NOW));
        return this;
    }

    Given withoutChildren() {
        children.clear();
        return this;
    }

    Given childDeleting(String id, boolean gone) {
        children.replaceAll(child -> child.name().equals("pool-" + id)
                ? new ChildView(
                        child.name(),
                        child.uid(),
                        Phase.TERMINATING,
                        child.identifier(),
                        "",
                        child.ofOurs(),
                        true,
                        gone,
                        child.createdAt(),
                        child.phaseSince())
                : child);
        return this;
    }

    /** VPSie was looked at just now. */
    Given looked() {
        lookedAt = Optional.of(MONOTONIC);
        return this;
    }

    Given lookedBefore(Duration ago) {
        lookedAt = Optional.of(MONOTONIC.minus(ago));
        return this;
    }

    Given lists(String identifier) {
        machines.add(machine(identifier, OptionalLong.of(GROUP)));
        return looked();
    }

    Given listsOfUnknownGroup(String identifier) {
        machines.add(new Machine(identifier, "h", "", "provisioning", false, OptionalLong.empty(), 0, 0, 0));
        return looked();
    }

    Given listsGroup(String name) {
        groups.add(new CloudGroup(GROUP + groups.size(), name, 1, 1, 2048, 40, 0));
        return looked();
    }

    Given listsNoGroup() {
        groups.clear();
        return looked();
    }

    Given claimedElsewhere(String identifier) {
        elsewhere.add(identifier);
        return this;
    }

    private static Machine machine(String identifier, OptionalLong group) {
        return new Machine(identifier, "h-" + identifier, "", "running", false, group, 1, 2048, 40);
    }

    private static Operation buying(String id) {
        return new Operation(id, OperationKind.CREATE_NODE, 7, "uid", Set.of(), NOW, 1, "pool-" + id);
    }

    Step plan() {
        return plan(NOW);
    }

    Step plan(Instant now) {
        GroupView view = new GroupView(
                "ns",
                "pool",
                "uid",
                1,
                managed,
                deleting,
                finalizer,
                "cluster",
                size,
                min,
                max,
                desired,
                vpsieGroup,
                createdByUs,
                frozenAt,
                retryAsked,
                problems);
        Optional<Sighting> sight = ledger.operation().map(op -> Sighting.of(op, MONOTONIC.minus(waited)));
        return new GroupPlanner(LIMITS)
                .next(new GroupFacts(
                        view,
                        ledger,
                        sealed,
                        sealedBefore,
                        children,
                        lookedAt.map(at -> new CloudView(at, machines, groups)),
                        elsewhere,
                        rival,
                        sight,
                        budget,
                        MONOTONIC,
                        now,
                        MONOTONIC));
    }
}
