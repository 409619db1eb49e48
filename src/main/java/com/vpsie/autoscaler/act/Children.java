package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.act.WriteRefused.Why;
import com.vpsie.autoscaler.api.v1alpha1.Copies;
import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.intent.Member;
import com.vpsie.autoscaler.core.lifecycle.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Creates, changes and deletes VPSieNodes; nothing is written when nothing would change. Thread-safe. */
final class Children {
    private static final int TRIES = 4;

    private final Tools tools;

    Children(Tools tools) {
        this.tools = tools;
    }

    /**
     * The VPSieNode of a member, created if absent.
     *
     * @throws WriteRefused {@code EXISTS} when the name belongs to somebody else
     */
    VPSieNode ensure(NodeGroup group, Member member) {
        try {
            VPSieNode created = tools.objects().createChild(ChildCodec.fresh(group, member));
            tools.sights().wrote(created);
            return created;
        } catch (WriteRefused e) {
            if (e.why() != Why.EXISTS) {
                throw e;
            }
            VPSieNode there = tools.objects()
                    .getChild(group.getMetadata().getNamespace(), member.vpsieNode())
                    .orElseThrow(() -> e);
            if (!ChildCodec.isOf(there, group)) {
                throw e;
            }
            tools.sights().wrote(there);
            return there;
        }
    }

    /** Changes the status of exactly this version. */
    VPSieNode status(VPSieNode child, Consumer<VPSieNode> change) {
        VPSieNode next = Copies.of(child);
        Phase before = ChildCodec.phase(child);
        change.accept(next);
        if (Copies.same(next.getStatus(), child.getStatus())) {
            return child;
        }
        VPSieNode stored = tools.objects().putChildStatus(next);
        tools.sights().wrote(stored);
        Phase after = ChildCodec.phase(stored);
        if (before != after) {
            tools.metrics()
                    .phaseTransition(
                            stored.getMetadata().getNamespace(),
                            stored.getSpec().getNodeGroupName(),
                            before.code(),
                            after.code());
        }
        return stored;
    }

    /** Changes the status of whatever version there is; the change must be right for any of them. */
    VPSieNode statusOfLatest(VPSieNode child, Consumer<VPSieNode> change) {
        VPSieNode current = child;
        for (int attempt = 1; ; attempt++) {
            try {
                return status(current, change);
            } catch (WriteRefused e) {
                if (e.why() != Why.STALE || attempt == TRIES) {
                    throw e;
                }
                current = tools.objects()
                        .getChild(
                                child.getMetadata().getNamespace(),
                                child.getMetadata().getName())
                        .orElseThrow(() -> e);
                tools.sights().wrote(current);
            }
        }
    }

    /** Changes metadata and spec of exactly this version. */
    VPSieNode object(VPSieNode child, Consumer<VPSieNode> change) {
        VPSieNode next = Copies.of(child);
        change.accept(next);
        if (Copies.same(next.getMetadata(), child.getMetadata()) && Copies.same(next.getSpec(), child.getSpec())) {
            return child;
        }
        VPSieNode stored = tools.objects().putChild(next);
        tools.sights().wrote(stored);
        return stored;
    }

    /** First phase of a deletion: the finalizer must be there before the deletionTimestamp. */
    void delete(VPSieNode child) {
        VPSieNode held = ChildCodec.deleting(child)
                ? child
                : object(
                        child,
                        next -> next.getMetadata()
                                .setFinalizers(with(next.getMetadata().getFinalizers(), Names.FINALIZER_VPSIE_NODE)));
        String namespace = held.getMetadata().getNamespace();
        String name = held.getMetadata().getName();
        tools.objects().deleteChild(namespace, name, held.getMetadata().getUid());
        tools.objects().getChild(namespace, name).ifPresent(tools.sights()::wrote);
    }

    /** Last phase: the object goes. */
    void release(VPSieNode child) {
        object(
                child,
                next -> next.getMetadata()
                        .setFinalizers(without(next.getMetadata().getFinalizers(), Names.FINALIZER_VPSIE_NODE)));
    }

    static List<String> with(List<String> finalizers, String finalizer) {
        if (finalizers.contains(finalizer)) {
            return finalizers;
        }
        List<String> next = new ArrayList<>(finalizers);
        next.add(finalizer);
        return next;
    }

    static List<String> without(List<String> finalizers, String finalizer) {
        return finalizers.stream().filter(f -> !f.equals(finalizer)).toList();
    }
}
