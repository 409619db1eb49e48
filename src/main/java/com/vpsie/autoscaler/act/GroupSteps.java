package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.act.Conditions.Saying;
import com.vpsie.autoscaler.api.v1alpha1.Copies;
import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroupStatus;
import com.vpsie.autoscaler.core.decision.Decision;
import com.vpsie.autoscaler.core.groupplan.CloudView;
import com.vpsie.autoscaler.core.groupplan.Step;
import com.vpsie.autoscaler.core.intent.Ledger;
import com.vpsie.autoscaler.core.intent.Member;
import com.vpsie.autoscaler.core.intent.Operation;
import com.vpsie.autoscaler.core.intent.OperationKind;
import com.vpsie.autoscaler.core.reason.GroupReason;
import com.vpsie.autoscaler.vpsie.VpsieException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Does the steps that the planner asks for, one effect or one intent with its request at a time. */
final class GroupSteps {
    private static final int LONGEST_GROUP_NAME = 244;

    private final Tools tools;
    private final CloudLooks looks;
    private final Children children;
    private final Purchases purchases;
    private final Supplier<UUID> ids;

    GroupSteps(Tools tools, CloudLooks looks, Children children, Purchases purchases, Supplier<UUID> ids) {
        this.tools = tools;
        this.looks = looks;
        this.children = children;
        this.purchases = purchases;
        this.ids = ids;
    }

    void seal(GroupWork work, Step.Seal step) {
        work.store(status -> {
            GroupCodec.write(step.ledger(), status);
            return status;
        });
    }

    void look(GroupWork work, Step.Look step) throws VpsieException {
        work.saw(looks.at(work.clusterId(), step.notBefore()));
    }

    void useGroup(GroupWork work, Step.UseGroup step) {
        work.store(status -> {
            Ledger ledger = GroupCodec.ledger(status);
            boolean asked = ledger.operation()
                    .map(op -> op.kind() == OperationKind.CREATE_GROUP)
                    .orElse(false);
            GroupCodec.write(asked ? ledger.closeGroupOperation() : ledger, status);
            status.setVpsieGroupID(step.id());
            status.setGroupCreatedByUs(step.createdByUs());
            if (asked) {
                unfreeze(status, step.decision());
            }
            return StatusRenderer.decided(status, step.decision());
        });
    }

    /** Intent first, then the request. */
    Purchases.Result begin(GroupWork work, Step.Begin step) {
        Operation op = intent(work, step);
        work.store(work.ledger().begin(op), step.decision());
        return purchases.send(work, op);
    }

    Purchases.Result repeat(GroupWork work, Step.Repeat step) {
        work.store(work.ledger().repeat(work.acting().token()), step.decision());
        return purchases.send(work, work.ledger().operation().orElseThrow());
    }

    private Operation intent(GroupWork work, Step.Begin step) {
        String id = step.again().map(Member::opId).orElseGet(() -> freshId(work));
        boolean node = step.kind() == OperationKind.CREATE_NODE;
        String target = node ? step.again().map(Member::vpsieNode).orElseGet(() -> name(work, id)) : step.target();
        Set<String> known = new HashSet<>();
        if (node) {
            known.addAll(work.cloud().map(CloudView::identifiers).orElse(Set.of()));
            work.ledger().members().stream()
                    .filter(Member::hasMachine)
                    .map(Member::identifier)
                    .forEach(known::add);
        }
        return new Operation(id, step.kind(), work.acting().token(), work.uid(), known, now(), 1, target);
    }

    void adopt(GroupWork work, Step.Adopt step) {
        String id = freshId(work);
        Ledger ledger = work.ledger().adopt(id, name(work, id), step.machine().identifier(), now());
        work.store(ledger, step.decision());
    }

    /** The first eight digits make the name, so they must be new in this group. */
    private String freshId(GroupWork work) {
        while (true) {
            String id = ids.get().toString();
            String name = name(work, id);
            boolean taken =
                    work.child(name).isPresent() || work.ledger().memberOf(name).isPresent();
            if (!taken) {
                return id;
            }
        }
    }

    private static String name(GroupWork work, String id) {
        String group = work.key().name();
        String stem = group.length() > LONGEST_GROUP_NAME ? group.substring(0, LONGEST_GROUP_NAME) : group;
        return stem + "-" + id.substring(0, 8);
    }

    void addFinalizer(GroupWork work) {
        changeMetadata(
                work,
                group -> group.getMetadata()
                        .setFinalizers(Children.with(group.getMetadata().getFinalizers(), Names.FINALIZER_NODE_GROUP)));
    }

    void releaseFinalizer(GroupWork work) {
        changeMetadata(
                work,
                group -> group.getMetadata()
                        .setFinalizers(
                                Children.without(group.getMetadata().getFinalizers(), Names.FINALIZER_NODE_GROUP)));
    }

    private void changeMetadata(GroupWork work, java.util.function.Consumer<NodeGroup> change) {
        NodeGroup next = Copies.of(work.group());
        change.accept(next);
        NodeGroup stored = tools.objects().putGroup(next);
        tools.sights().wrote(stored);
        work.became(stored);
    }

    void freeze(GroupWork work, Step.Freeze step) {
        work.store(status -> {
            // what was asked before the group froze was not asked for this
            status.setRetried(GroupCodec.retry(work.group()).orElse(null));
            status.setConditions(Conditions.with(
                    status.getConditions(),
                    List.of(new Saying(
                            GroupCodec.FROZEN,
                            true,
                            step.decision().reason().code(),
                            step.decision().message(),
                            GroupCodec.generation(work.group()))),
                    step.decision().time()));
            return StatusRenderer.decided(status, step.decision());
        });
    }

    void thaw(GroupWork work, Step.Thaw step) {
        work.store(status -> {
            status.setRetried(GroupCodec.retry(work.group()).orElse(null));
            GroupCodec.write(step.ledger(), status);
            unfreeze(status, step.decision());
            return StatusRenderer.decided(status, step.decision());
        });
    }

    private static void unfreeze(NodeGroupStatus status, Decision decision) {
        boolean frozen = status.getConditions().stream()
                .anyMatch(condition -> condition.getType().equals(GroupCodec.FROZEN));
        if (frozen) {
            status.setConditions(Conditions.with(
                    status.getConditions(),
                    List.of(new Saying(GroupCodec.FROZEN, false, GroupReason.THAWED.code(), decision.message(), 0)),
                    decision.time()));
        }
    }

    void ensureChild(GroupWork work, Step.EnsureChild step) {
        children.ensure(work.group(), step.member());
    }

    void removeChild(GroupWork work, Step.RemoveChild step) {
        work.store(status -> StatusRenderer.decided(status, step.decision()));
        work.child(step.name())
                .filter(child -> child.getMetadata().getUid().equals(step.uid()))
                .ifPresent(children::delete);
    }

    private Instant now() {
        return tools.clock().now().truncatedTo(ChronoUnit.SECONDS);
    }
}
