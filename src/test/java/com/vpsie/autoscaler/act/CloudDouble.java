package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.leader.core.Term;
import com.vpsie.autoscaler.sandbox.vpsie.Call;
import com.vpsie.autoscaler.sandbox.vpsie.Machine;
import com.vpsie.autoscaler.sandbox.vpsie.Verdict;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieWorld;
import com.vpsie.autoscaler.vpsie.Outcome;
import com.vpsie.autoscaler.vpsie.VpsieErrorCode;
import com.vpsie.autoscaler.vpsie.VpsieException;
import com.vpsie.autoscaler.vpsie.VpsieGroup;
import com.vpsie.autoscaler.vpsie.VpsieMachine;
import com.vpsie.autoscaler.vpsie.VpsieOffer;
import com.vpsie.autoscaler.vpsie.VpsieReader;
import com.vpsie.autoscaler.vpsie.VpsieWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** The VPSie client over the simulated world, without HTTP: answers get lost, come late or without identity on demand. */
final class CloudDouble implements VpsieReader, VpsieWriter {
    /** What becomes of the next request to buy. */
    enum Mishap {
        NONE,
        /** Carried out, the answer lost. */
        ANSWER_LOST,
        /** Lost on the way: not carried out, and nobody knows. */
        REQUEST_LOST,
        /** Nobody knows, and it is carried out only when {@link #carryOutLate} is called. */
        LATE,
        /** Carried out, and the answer is just {@code true}. */
        JUST_TRUE
    }

    private final VpsieWorld world;
    private final Fatality fatality;
    private final Deque<Mishap> mishaps;
    private final List<Runnable> late;
    private final AtomicBoolean listingFails;
    private final Deque<Runnable> meanwhile;

    CloudDouble(VpsieWorld world, Fatality fatality) {
        this(world, fatality, new ArrayDeque<>(), new ArrayList<>(), new AtomicBoolean(), new ArrayDeque<>());
    }

    private CloudDouble(
            VpsieWorld world,
            Fatality fatality,
            Deque<Mishap> mishaps,
            List<Runnable> late,
            AtomicBoolean listingFails,
            Deque<Runnable> meanwhile) {
        this.world = world;
        this.fatality = fatality;
        this.mishaps = mishaps;
        this.late = late;
        this.listingFails = listingFails;
        this.meanwhile = meanwhile;
    }

    /** The same cloud as another process sees it. */
    CloudDouble for_(Fatality other) {
        return new CloudDouble(world, other, mishaps, late, listingFails, meanwhile);
    }

    void next(Mishap... next) {
        mishaps.addAll(List.of(next));
    }

    /** Happens while the next purchase is under way: after it was carried out, before its answer is told. */
    void during(Runnable event) {
        meanwhile.add(event);
    }

    void listingFails(boolean fails) {
        listingFails.set(fails);
    }

    void carryOutLate() {
        late.forEach(Runnable::run);
        late.clear();
    }

    @Override
    public List<VpsieMachine> machines(String clusterId) throws VpsieException {
        if (listingFails.get() || world.cluster(clusterId).isEmpty()) {
            throw new VpsieException(VpsieErrorCode.NOT_FOUND, "cluster not found");
        }
        return world.listed(clusterId).stream().map(this::machine).toList();
    }

    private VpsieMachine machine(Machine machine) {
        return new VpsieMachine(
                machine.identifier(),
                machine.hostname(),
                machine.ip(),
                machine.stateAt(world.now()).name().toLowerCase(Locale.ROOT),
                machine.controlPlane(),
                machine.group().map(g -> OptionalLong.of(g.id())).orElse(OptionalLong.empty()),
                machine.size().cpu(),
                machine.size().ramMb(),
                machine.size().diskGb());
    }

    @Override
    public List<VpsieGroup> groups(String clusterId) {
        return world.groups(clusterId).stream()
                .filter(group -> !group.deleted())
                .map(group -> new VpsieGroup(
                        group.id(),
                        group.name(),
                        group.identifier(),
                        group.size().id(),
                        group.size().cpu(),
                        group.size().ramMb(),
                        group.size().diskGb(),
                        world.machinesOf(group).size()))
                .toList();
    }

    @Override
    public List<VpsieOffer> offers(String datacenterId) {
        return List.of();
    }

    @Override
    public Outcome<AddedNode> addNode(Term term, String clusterId, long groupId) {
        term.requireBudget(Duration.ofSeconds(2));
        Outcome<AddedNode> outcome = carryOut(term, clusterId, groupId);
        Runnable event = meanwhile.poll();
        if (event != null) {
            event.run();
        }
        return outcome;
    }

    private Outcome<AddedNode> carryOut(Term term, String clusterId, long groupId) {
        Mishap mishap = mishaps.isEmpty() ? Mishap.NONE : mishaps.removeFirst();
        return switch (mishap) {
            case NONE -> told(fatality.effect("add node", () -> world.addNode(call(term), clusterId, groupId)), true);
            case JUST_TRUE ->
                told(fatality.effect("add node", () -> world.addNode(call(term), clusterId, groupId)), false);
            case ANSWER_LOST -> {
                fatality.effect("add node", () -> world.addNode(call(term), clusterId, groupId));
                yield lost();
            }
            case REQUEST_LOST -> fatality.effect("add node", CloudDouble::lost);
            case LATE -> {
                late.add(() -> world.addNode(call(term), clusterId, groupId));
                yield fatality.effect("add node", CloudDouble::lost);
            }
        };
    }

    private static <T> Outcome<T> lost() {
        return new Outcome.Unknown<>(VpsieErrorCode.TIMEOUT, "no answer");
    }

    private static Outcome<AddedNode> told(Verdict<Machine> verdict, boolean withIdentity) {
        if (verdict instanceof Verdict.Granted<Machine> granted) {
            return new Outcome.Done<>(
                    withIdentity
                            ? new AddedNode(
                                    Optional.of(granted.value().identifier()),
                                    Optional.of(granted.value().hostname()))
                            : new AddedNode(Optional.empty(), Optional.empty()));
        }
        return refused((Verdict.Denied<Machine>) verdict);
    }

    @Override
    public Outcome<Boolean> createGroup(Term term, String clusterId, String name, long sizeId) {
        term.requireBudget(Duration.ofSeconds(2));
        return yes(fatality.effect("create group", () -> world.createGroup(call(term), clusterId, name, sizeId)));
    }

    @Override
    public Outcome<Boolean> deleteNode(Term term, String clusterId, String identifier) {
        term.requireBudget(Duration.ofSeconds(2));
        return yes(fatality.effect("delete node", () -> world.deleteNode(call(term), clusterId, identifier)));
    }

    @Override
    public Outcome<Boolean> deleteGroup(Term term, String clusterId, long groupId) {
        term.requireBudget(Duration.ofSeconds(2));
        return yes(fatality.effect("delete group", () -> world.deleteGroup(call(term), groupId)));
    }

    private static <T> Outcome<Boolean> yes(Verdict<T> verdict) {
        return verdict instanceof Verdict.Granted<T> ? new Outcome.Done<>(true) : refused((Verdict.Denied<T>) verdict);
    }

    private static <T, R> Outcome<R> refused(Verdict.Denied<T> denied) {
        VpsieErrorCode code = switch (denied.status()) {
            case 404 -> VpsieErrorCode.NOT_FOUND;
            case 409 -> VpsieErrorCode.CONFLICT;
            default -> VpsieErrorCode.CAPACITY;
        };
        return new Outcome.Refused<>(code, denied.message(), Optional.empty());
    }

    private Call call(Term term) {
        return new Call(term.identity(), world.now());
    }
}
