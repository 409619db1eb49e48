package com.vpsie.autoscaler.sandbox.scenario;

import static com.vpsie.autoscaler.sandbox.scenario.StepReport.seconds;

import com.vpsie.autoscaler.sandbox.LeaseJournal;
import com.vpsie.autoscaler.sandbox.SampleGroup;
import com.vpsie.autoscaler.sandbox.Sandbox;
import com.vpsie.autoscaler.sandbox.replica.Replica;
import com.vpsie.autoscaler.sandbox.vpsie.Fault;
import com.vpsie.autoscaler.sandbox.vpsie.Operation;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieFaults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leaders come and go, an answer is lost, and still exactly the wanted nodes are bought. Replicas, Lease and NodeGroup
 * are new for each instance, so the script can be played any number of times in one sandbox. Used by one thread.
 */
public final class FailoverScenario implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration ELECTION = Duration.ofSeconds(10);
    private static final Duration GRACEFUL = Duration.ofMillis(2_500);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration CRASH = LEASE.plusSeconds(1);
    private static final Duration BUY = Duration.ofSeconds(60);
    private static final Duration GONE = Duration.ofSeconds(90);

    /** Longer than the settle window of 5 s: a wrong repeat of a purchase would show within. */
    private static final Duration QUIET = Duration.ofSeconds(8);

    private static final int FIRST = 2;
    private static final int SECOND = 3;

    private final Sandbox sandbox;
    private final SampleGroup group;
    private final LeaseJournal journal;
    private final Takeover takeover;
    private final Oracle oracle;
    private final Set<String> nodesBefore;
    private long lastReady;

    public FailoverScenario(Sandbox sandbox) throws InterruptedException {
        this.sandbox = sandbox;
        this.group = sandbox.environment().sampleGroup();
        sandbox.newReplicas();
        this.journal = sandbox.followLease();
        this.takeover = new Takeover(sandbox, journal);
        this.oracle = new Oracle(sandbox.environment().cloud().log(), journal);
        this.nodesBefore = group.kubernetesNodes();
    }

    /** The script. */
    public List<Step> steps() {
        return List.of(
                new Step("start " + sandbox.replicas().size() + " replicas", this::start),
                new Step("elect a leader", this::elect),
                new Step("reconcile: buy " + FIRST + " nodes", this::reconcile),
                new Step("stop the leader gracefully", this::stopLeader),
                new Step("start the stopped replica again", this::start),
                new Step("raise minNodes to " + SECOND + ", lose the answer of the purchase", this::loseAnswer),
                new Step("exactly " + SECOND + " nodes all the same", this::staysExact),
                new Step("kill -9 the leader", this::killLeader),
                new Step("start the killed replica again", this::start),
                new Step("delete the NodeGroup", this::delete),
                new Step("judge by the cloud's log", this::judge));
    }

    private String start() throws Exception {
        sandbox.startReplicas();
        for (Replica replica : sandbox.replicas()) {
            Await.answer(START, replica.spec().name() + " to be ready", () -> whyNotReady(replica), () -> {
                if (!replica.isAlive()) {
                    throw new StepFailed(replica.spec().name() + " has ended by itself, see " + replica.console());
                }
                return sandbox.probe().isReady(replica) ? Optional.of(true) : Optional.empty();
            });
        }
        lastReady = System.nanoTime();
        return sandbox.replicas().size() + " ready";
    }

    private String whyNotReady(Replica replica) {
        try {
            return sandbox.probe().readyAnswer(replica) + ", console: " + replica.console();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private String elect() throws Exception {
        Replica leader = takeover.awaitLeader(ELECTION);
        Duration after = Duration.ofNanos(System.nanoTime() - lastReady);
        return leader.spec().name() + " leads, " + seconds(after) + " after the last replica was ready";
    }

    private String reconcile() throws Exception {
        group.create();
        return awaitNodes(FIRST);
    }

    private String awaitNodes(int wanted) throws Exception {
        Await.answer(
                BUY,
                wanted + " nodes Ready",
                this::nodes,
                () -> isExactly(wanted) ? Optional.of(true) : Optional.empty());
        return nodes();
    }

    private boolean isExactly(int wanted) {
        Set<String> ready = group.readyKubernetesNodes();
        ready.removeAll(nodesBefore);
        return group.phases().equals(Map.of("Ready", wanted)) && ready.size() == wanted && oracle.living() == wanted;
    }

    private String nodes() {
        return "VPSieNodes " + group.phases() + ", bought " + oracle.bought() + ", at VPSie " + oracle.living();
    }

    private String stopLeader() throws Exception {
        Takeover.Measured measured = takeover.after(Replica::signalStop, GRACEFUL.multipliedBy(4));
        Duration released = measured.released()
                .orElseThrow(() -> new StepFailed(
                        measured.from() + " did not release the Lease before " + measured.to() + " took it"));
        require(measured, GRACEFUL);
        requireCleanEnd(measured.from());
        return measured.to() + " leads after " + seconds(measured.gate()) + " (Lease released after "
                + seconds(released) + ", taken after " + seconds(measured.taken()) + ")";
    }

    private void requireCleanEnd(String stopped) {
        for (Replica replica : sandbox.replicas()) {
            int code = replica.exitCode().orElse(0);
            if (replica.spec().name().equals(stopped) && code != 0) {
                throw new StepFailed(stopped + " was stopped in order and ended with exit code " + code);
            }
        }
    }

    private String killLeader() throws Exception {
        Takeover.Measured measured = takeover.after(Replica::kill, CRASH.multipliedBy(2));
        require(measured, CRASH);
        return measured.to() + " leads after " + seconds(measured.gate()) + " (Lease taken after "
                + seconds(measured.taken()) + ")";
    }

    private static void require(Takeover.Measured measured, Duration bound) {
        Duration slower = measured.taken().compareTo(measured.gate()) > 0 ? measured.taken() : measured.gate();
        if (slower.compareTo(bound) > 0) {
            throw new StepFailed(measured.to() + " leads after " + seconds(slower) + ", allowed are " + seconds(bound));
        }
    }

    private String loseAnswer() throws Exception {
        VpsieFaults.Rule rule = sandbox.environment().cloud().faults().next(Operation.ADD_NODE, Fault.loseAnswer());
        group.setMinNodes(SECOND);
        Await.answer(
                BUY,
                "the purchase whose answer is lost",
                this::nodes,
                () -> rule.struck() == 1 ? Optional.of(true) : Optional.empty());
        return awaitNodes(SECOND);
    }

    private String staysExact() throws Exception {
        long end = System.nanoTime() + QUIET.toNanos();
        while (System.nanoTime() - end < 0) {
            if (oracle.bought() != SECOND) {
                throw new StepFailed(nodes());
            }
            Thread.sleep(200);
        }
        if (group.hasOpenOperation()) {
            throw new StepFailed("an operation is still open in the NodeGroup's status");
        }
        return awaitNodes(SECOND);
    }

    private String delete() throws Exception {
        group.delete();
        Await.answer(
                GONE,
                "NodeGroup, VPSieNodes, Nodes and machines to be gone",
                this::remains,
                () -> isGone() ? Optional.of(true) : Optional.empty());
        return "nothing is left in Kubernetes nor at VPSie";
    }

    private boolean isGone() {
        return !group.exists()
                && group.phases().isEmpty()
                && group.kubernetesNodes().equals(nodesBefore)
                && oracle.living() == 0
                && oracle.livingGroups() == 0;
    }

    private String remains() {
        Set<String> nodes = group.kubernetesNodes();
        nodes.removeAll(nodesBefore);
        return group.describeAll() + ", VPSieNodes " + group.phases() + ", Nodes " + nodes + ", machines "
                + oracle.living() + ", VPSie groups " + oracle.livingGroups();
    }

    private String judge() {
        Optional<List<String>> refused = sandbox.environment().refusals();
        if (refused.filter(list -> !list.isEmpty()).isPresent()) {
            throw new StepFailed("requests refused for want of a right: " + refused.get());
        }
        return oracle.judge(SECOND) + refused.map(none -> ", no right missing").orElse("");
    }

    @Override
    public void close() {
        journal.close();
        sandbox.environment().cloud().faults().clear();
    }
}
