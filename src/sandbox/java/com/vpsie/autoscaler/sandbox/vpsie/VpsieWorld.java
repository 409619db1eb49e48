package com.vpsie.autoscaler.sandbox.vpsie;

import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry.Answer;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry.Effect;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * VPSie as a model: clusters, groups and machines, without HTTP and without threads. Time comes from an
 * {@link InstantSource} and identifiers from a seeded generator, so a simulation with its own clock repeats exactly.
 * Every mutating call is written to the {@link CloudLog} in the same step that executes it.
 *
 * <p>Thread-safe; a call that comes late simply comes late, the model does not know of connections.
 */
public final class VpsieWorld {
    private final InstantSource time;
    private final Random random;
    private final Recorder recorder;
    private final Map<String, Cluster> clusters = new LinkedHashMap<>();
    private final Map<String, List<Size>> offers = new LinkedHashMap<>();
    private final Map<Long, Group> groups = new LinkedHashMap<>();
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Deque<Fate> fates = new ArrayDeque<>();
    private Timings timings = Timings.SANDBOX;
    private Optional<Quota> quota = Optional.empty();
    private boolean fullGroupsMayGo;
    private long nextGroup = 101;
    private long nextMachine = 5001;

    /**
     * An empty world.
     *
     * @param time dates of everything
     * @param nanos the monotonic clock of the log
     * @param seed equal seeds give equal identifiers for equal histories
     */
    public VpsieWorld(InstantSource time, LongSupplier nanos, long seed) {
        this.time = time;
        this.recorder = new Recorder(time, nanos);
        this.random = new Random(seed);
    }

    /** The log of every mutating call. */
    public CloudLog log() {
        return recorder.log();
    }

    /** The world's time. */
    public Instant now() {
        return time.instant();
    }

    /** Adds a datacenter's sizes, replacing what it had. */
    public synchronized void addOffers(String datacenter, List<Size> sizes) {
        offers.put(datacenter, List.copyOf(sizes));
    }

    /** Adds a cluster with running masters. */
    public synchronized Cluster addCluster(String id, String datacenter, String version, Size masterSize, int masters) {
        Cluster cluster = new Cluster(id, id, datacenter, version, now());
        clusters.put(id, cluster);
        for (int i = 1; i <= masters; i++) {
            put(machine(id, Optional.empty(), masterSize, id + "-master-" + i, now(), now()));
        }
        return cluster;
    }

    /** Changes how long things take from now on. */
    public synchronized void setTimings(UnaryOperator<Timings> change) {
        timings = change.apply(timings);
    }

    /** How long things take. */
    public synchronized Timings timings() {
        return timings;
    }

    /** Limits the worker machines of the account; empty lifts the limit. */
    public synchronized void setQuota(Optional<Quota> limit) {
        quota = limit;
    }

    /** Whether deleting a group that has machines takes them along (true) or is refused (false, as at the start). */
    public synchronized void setFullGroupsMayGo(boolean allowed) {
        fullGroupsMayGo = allowed;
    }

    /** Decides about the next machines bought, one each, in this order; later ones join. */
    public synchronized void nextFates(Fate... next) {
        fates.addAll(List.of(next));
    }

    /** All clusters. */
    public synchronized List<Cluster> clusters() {
        return List.copyOf(clusters.values());
    }

    /** A cluster by id. */
    public synchronized Optional<Cluster> cluster(String id) {
        return Optional.ofNullable(clusters.get(id));
    }

    /** The sizes of a datacenter; empty for an unknown one. */
    public synchronized List<Size> offers(String datacenter) {
        return offers.getOrDefault(datacenter, List.of());
    }

    /** Every group a cluster ever had, oldest first. */
    public synchronized List<Group> groups(String clusterId) {
        return groups.values().stream()
                .filter(group -> group.clusterId().equals(clusterId))
                .toList();
    }

    /** The group with this name that is not deleted. */
    public Optional<Group> group(String clusterId, String name) {
        return groups(clusterId).stream()
                .filter(group -> group.name().equals(name) && !group.deleted())
                .findFirst();
    }

    /** Every machine there ever was, masters first, then in the order of purchase. */
    public synchronized List<Machine> everyMachine() {
        return List.copyOf(machines.values());
    }

    /** The machines, masters included, that VPSie's list of a cluster names now. */
    public List<Machine> listed(String clusterId) {
        Instant now = now();
        return everyMachine().stream()
                .filter(machine -> machine.clusterId().equals(clusterId) && machine.listedAt(now))
                .toList();
    }

    /** The machines of a group that are not gone, being deleted or not. */
    public List<Machine> machinesOf(Group group) {
        Instant now = now();
        return everyMachine().stream()
                .filter(machine ->
                        machine.group().filter(its -> its.id() == group.id()).isPresent())
                .filter(machine -> machine.stateAt(now) != MachineState.GONE)
                .toList();
    }

    /** Creates a group; refused for a size that another group of the cluster has. */
    public synchronized Verdict<Group> createGroup(Call call, String clusterId, String name, long sizeId) {
        Subject subject = Subject.ofCluster(clusterId, name);
        Cluster cluster = clusters.get(clusterId);
        if (cluster == null) {
            return recorder.denied(call, Operation.CREATE_GROUP, subject, 404, "cluster not found");
        }
        Optional<Size> size = offers(cluster.datacenter()).stream()
                .filter(offer -> offer.id() == sizeId)
                .findFirst();
        if (size.isEmpty() || name.isBlank()) {
            return recorder.denied(
                    call, Operation.CREATE_GROUP, subject, 400, "a group needs a name and an offered KubeSizeID");
        }
        boolean taken = groups(clusterId).stream()
                .anyMatch(group -> !group.deleted() && group.size().id() == sizeId);
        if (taken) {
            return recorder.denied(
                    call, Operation.CREATE_GROUP, subject, 409, "a group with this size exists already in the cluster");
        }
        Group group = new Group(nextGroup++, uuid(), clusterId, name, size.get(), now(), Optional.empty());
        groups.put(group.id(), group);
        return recorder.granted(call, Operation.CREATE_GROUP, Subject.ofGroup(group, group.identifier()), group, now());
    }

    /** Buys one machine. */
    public synchronized Verdict<Machine> addNode(Call call, String clusterId, long groupId) {
        Group group = groups.get(groupId);
        if (group == null || group.deleted() || !group.clusterId().equals(clusterId)) {
            return recorder.denied(
                    call, Operation.ADD_NODE, Subject.ofGroupId(clusterId, groupId), 404, "group not found");
        }
        Subject subject = Subject.ofGroup(group, "");
        Instant now = now();
        long alive = machines.values().stream()
                .filter(machine -> !machine.controlPlane() && machine.stateAt(now) != MachineState.GONE)
                .count();
        Optional<Quota> limit = quota.filter(most -> alive >= most.machines());
        if (limit.isPresent()) {
            return recorder.denied(
                    call,
                    Operation.ADD_NODE,
                    subject,
                    limit.get().status(),
                    limit.get().message());
        }
        Fate fate = Optional.ofNullable(fates.poll()).orElse(Fate.JOINS);
        Instant running = fate == Fate.NEVER_BOOTS ? Instant.MAX : now.plus(timings.boot());
        String hostname = "%s-%s-%06x".formatted(clusterId, "slave", random.nextInt(1 << 24));
        Machine machine = machine(clusterId, Optional.of(group), group.size(), hostname, now, running)
                .withFate(fate, now.plus(timings.listing()));
        put(machine);
        return recorder.granted(call, Operation.ADD_NODE, Subject.ofMachine(machine), machine, now);
    }

    /**
     * Deletes a worker by identifier. One that is being deleted already stays so, and the call is granted; one that is
     * gone is not found.
     */
    public synchronized Verdict<Machine> deleteNode(Call call, String clusterId, String identifier) {
        Machine machine = machines.get(identifier);
        Instant now = now();
        if (machine == null || !machine.clusterId().equals(clusterId) || machine.stateAt(now) == MachineState.GONE) {
            Subject unknown =
                    machine == null ? Subject.ofIdentifier(clusterId, identifier) : Subject.ofMachine(machine);
            return recorder.denied(call, Operation.DELETE_NODE, unknown, 404, "node not found");
        }
        Subject subject = Subject.ofMachine(machine);
        if (machine.controlPlane()) {
            return recorder.forbidden(call, Operation.DELETE_NODE, subject, "a master cannot be removed by this call");
        }
        if (machine.deletingFrom().isPresent()) {
            long entry = recorder.write(
                    call, Operation.DELETE_NODE, subject, Effect.NO_CHANGE, 200, "already deleting", now);
            return new Verdict.Granted<>(machine, entry);
        }
        return remove(call, machine, now, "");
    }

    /** Deletes a group; see {@link #setFullGroupsMayGo} for one that still has machines. */
    public synchronized Verdict<Group> deleteGroup(Call call, long groupId) {
        Group group = groups.get(groupId);
        if (group == null || group.deleted()) {
            Subject unknown = group == null ? Subject.ofGroupId("", groupId) : Subject.ofGroup(group, "");
            return recorder.denied(call, Operation.DELETE_GROUP, unknown, 404, "group not found");
        }
        Subject subject = Subject.ofGroup(group, group.identifier());
        List<Machine> members = machinesOf(group);
        if (!members.isEmpty() && !fullGroupsMayGo) {
            return recorder.denied(call, Operation.DELETE_GROUP, subject, 409, "the group is not empty");
        }
        Instant now = now();
        members.stream().filter(machine -> machine.deletingFrom().isEmpty()).forEach(machine -> {
            long entry = remove(call, machine, now, "went with its group").entry();
            recorder.log().answered(entry, Answer.SENT);
        });
        groups.put(groupId, group.withDeletion(now));
        return recorder.granted(call, Operation.DELETE_GROUP, subject, group, now);
    }

    /** VPSie would choose the victim: nobody may ask for this, so it is refused and remembered. */
    public synchronized Verdict<Machine> reduce(Call call, String clusterId) {
        Subject subject = Subject.ofCluster(clusterId, "");
        return recorder.forbidden(call, Operation.REDUCE, subject, "reduce is not allowed in this cloud");
    }

    /** Remembers a mutating request that was turned away before the cloud looked at it; returns its number. */
    synchronized long turnedAway(
            Call call, Operation operation, Subject subject, Effect effect, int status, String why) {
        Optional<Group> group = subject.groupId().isPresent()
                ? Optional.ofNullable(groups.get(subject.groupId().getAsLong()))
                : Optional.ofNullable(machines.get(subject.identifier())).flatMap(Machine::group);
        Subject better =
                group.map(known -> Subject.ofGroup(known, subject.identifier())).orElse(subject);
        return recorder.write(call, operation, better, effect, status, why, now());
    }

    private Verdict<Machine> remove(Call call, Machine machine, Instant now, String note) {
        Instant gone = now.plus(timings.deletion());
        Machine leaving = machine.withDeletion(now, gone);
        put(leaving);
        Subject subject = Subject.ofMachine(machine);
        return new Verdict.Granted<>(
                leaving, recorder.write(call, Operation.DELETE_NODE, subject, Effect.EXECUTED, 200, note, gone));
    }

    private Machine machine(
            String clusterId, Optional<Group> group, Size size, String hostname, Instant bought, Instant running) {
        long id = nextMachine++;
        String ip = "10.20.%d.%d".formatted(id / 250 % 250, id % 250 + 1);
        return new Machine(
                id,
                uuid(),
                hostname,
                ip,
                clusterId,
                group,
                size,
                Fate.JOINS,
                bought,
                bought,
                running,
                Optional.empty(),
                Optional.empty());
    }

    private void put(Machine machine) {
        machines.put(machine.identifier(), machine);
    }

    private String uuid() {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & ~(3L << 62) | 1L << 63).toString();
    }

    /** A world with the sandbox's datacenter, cluster, one master and five sizes. */
    public static VpsieWorld sandbox(InstantSource time, LongSupplier nanos, long seed) {
        return SandboxContent.fill(new VpsieWorld(time, nanos, seed));
    }
}
