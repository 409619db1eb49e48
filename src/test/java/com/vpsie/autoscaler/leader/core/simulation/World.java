package com.vpsie.autoscaler.leader.core.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.leader.LeaseWire;
import com.vpsie.autoscaler.leader.core.Outcome;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * One history: replicas of the product on their machines, the API servers over one store, a cloud, and everything that
 * goes wrong. Equal scenarios give equal histories. {@link #play} throws the first {@link Invariant.Violation}.
 */
final class World {
    /** How far the rate of a clock may be off. */
    static final double RHO = 0.05;

    private static final int CHANCE_OF_STORE = -1;
    private static final long FIVE_SECONDS = 5 * VirtualTime.SECOND;

    final Scenario scenario;
    final Product product;
    final VirtualTime time = new VirtualTime();
    final Kubernetes kube;
    final List<ApiServer> servers;
    final Group group;
    final Cloud cloud = new Cloud();
    final Excuses excuses;
    final Invariants invariants;
    final Course course;
    private final IntPredicate judged;
    private final Story story;
    private final LeaseWire wire;
    private final List<Replica> running = new ArrayList<>();
    private final Set<String> ours = new HashSet<>();
    private final Set<String> unsettled = new HashSet<>();
    private String lastHolder = "";
    private final long firstVersion;
    private long sealedByTerms;
    private int operations;
    private int events;
    private int holders;

    World(Scenario scenario, Product product, Story story) {
        this(scenario, product, story, number -> true);
    }

    /** @param judged the numbers of the invariants that count; the others may break */
    World(Scenario scenario, Product product, Story story, IntPredicate judged) {
        this.judged = judged;
        this.scenario = scenario;
        this.product = product;
        this.story = story;
        this.wire = product.wire(Kubernetes.NAMESPACE, Kubernetes.NAME);
        this.excuses = new Excuses(this);
        this.course = new Course(this);
        this.invariants = new Invariants(this);
        this.kube = new Kubernetes(time, scenario.chance(CHANCE_OF_STORE), wire, this::committed);
        long bookmarks = scenario.seed() % 2 == 0 ? 0 : FIVE_SECONDS;
        this.servers = List.of(new ApiServer(kube, time, bookmarks), new ApiServer(kube, time, 0));
        this.group = new Group(kube.store, scenario.before() == Scenario.Before.A_SEAL_WITHOUT_LEASE ? 7 : 0);
        before();
        this.firstVersion = kube.store.version();
    }

    private void before() {
        if (scenario.before() == Scenario.Before.A_FREE_LEASE || scenario.before() == Scenario.Before.A_DEAD_HOLDER) {
            ObjectNode lease = Json.object();
            ObjectNode metadata = lease.putObject("metadata").put("name", Kubernetes.NAME);
            metadata.putObject("labels").put("app", "autoscaler");
            metadata.putObject("annotations").put("note", "keep me");
            metadata.putArray("ownerReferences")
                    .addObject()
                    .put("apiVersion", "v1")
                    .put("kind", "ConfigMap")
                    .put("name", "owner")
                    .put("uid", "6e1ab3c4-0000-4000-8000-000000000001");
            ObjectNode spec = lease.putObject("spec").put("strategy", "OldestEmulationVersion");
            if (scenario.before() == Scenario.Before.A_DEAD_HOLDER) {
                spec.put("holderIdentity", "somebody")
                        .put("leaseDurationSeconds", 15)
                        .put("leaseTransitions", 3);
            }
            kube.otherwise(store -> store.create(BuiltinKinds.LEASE, Kubernetes.NAMESPACE, lease));
        }
    }

    /** From the first replica to the last hand-over. */
    World play() {
        course.begin();
        long horizon =
                scenario.length() + 40 * scenario.timing().leaseDuration().toNanos();
        while (!course.isOver() && time.now() < horizon && time.advance()) {
            events++;
            invariants.afterEvent();
        }
        if (!course.isOver() && judged.test(ALeaderIsFoundInTime.NUMBER)) {
            throw new IllegalStateException("the history of seed " + scenario.seed() + " does not end");
        }
        invariants.ended();
        return this;
    }

    // ---- replicas

    /** Whose process lives and whose election is not over. */
    List<Replica> running() {
        return running;
    }

    void starts(Replica replica) {
        running.add(replica);
        ours.add(replica.jvm.identity);
        tell(() -> replica.name + " starts as " + replica.jvm.identity);
        replica.tick();
    }

    void gone(Replica replica) {
        running.remove(replica);
    }

    Optional<Replica> leader() {
        return running.stream().filter(Replica::gateIsOpen).findFirst();
    }

    /** An elector of this product, dead or alive, has this identity. */
    boolean isOurs(String identity) {
        return ours.contains(identity);
    }

    boolean lives(String identity) {
        return running.stream().anyMatch(r -> r.jvm.identity.equals(identity) && r.runs());
    }

    // ---- the store

    private void committed(Commit commit) {
        commit.writer().ifPresent(writer -> writer.memory.commits(commit));
        excuses.look(commit);
        if (!commit.after().free() && !commit.after().holder().equals(lastHolder)) {
            lastHolder = commit.after().holder();
            holders++;
        }
        tell(() -> "the Lease: " + describe(commit));
        invariants.committed(commit);
    }

    private static String describe(Commit commit) {
        String by = commit.writer().map(r -> " by " + r.name).orElse(" by somebody else");
        if (commit.deletes()) {
            return "gone" + by;
        }
        return "version " + commit.after().version() + ", "
                + (commit.after().free() ? "free" : "held by " + commit.after().holder()) + " for "
                + commit.after().durationSeconds() + " s" + by;
    }

    /** Something before or in an API server answers instead of it. */
    Outcome refusal(int code) {
        return code == Line.Trouble.UNREADABLE
                ? wire.answer(200, "{\"kind\": \"Lea", Optional.empty())
                : wire.answer(code, "{}", code == 429 ? Optional.of("5") : Optional.empty());
    }

    /** Writes a token into the group; what it finds unsettled there it has to settle. */
    Optional<Group.State> seal(Group.State sealed) {
        long before = group.read().token();
        Optional<Group.State> done = group.write(sealed);
        if (done.isPresent() && sealed.token() > before) {
            sealed.intent().ifPresent(intent -> unsettled.add(intent.op()));
            sealedByTerms = sealed.token();
            tell(() -> "the group is sealed with " + sealed.token());
        }
        return done;
    }

    /** The token that a term sealed the group with last. */
    long sealedByTerms() {
        return sealedByTerms;
    }

    /** A newer term found this operation when it sealed the group. */
    boolean foundUnsettled(String op) {
        return unsettled.contains(op);
    }

    String nextOperation() {
        return "op-" + ++operations;
    }

    /** The store never goes back behind this. */
    long firstVersion() {
        return firstVersion;
    }

    boolean judges(int invariant) {
        return judged.test(invariant);
    }

    // ---- the count

    int events() {
        return events;
    }

    int holders() {
        return holders;
    }

    void tell(Supplier<String> what) {
        story.tell(time.now(), what);
    }

    @Override
    public String toString() {
        return story.toString();
    }
}
