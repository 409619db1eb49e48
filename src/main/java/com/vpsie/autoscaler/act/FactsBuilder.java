package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.groupplan.GroupFacts;
import com.vpsie.autoscaler.core.groupplan.GroupView;
import com.vpsie.autoscaler.core.intent.Ledger;
import com.vpsie.autoscaler.core.intent.Sighting;
import com.vpsie.autoscaler.observe.NodeGroups;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what a decision about a group is made from. */
final class FactsBuilder {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Tools tools;

    FactsBuilder(Tools tools) {
        this.tools = tools;
    }

    /** @throws IllegalArgumentException when the stored ledger breaks its own rules */
    GroupFacts of(GroupWork work) {
        NodeGroup group = work.group();
        GroupView view = tools.policy().dryRun() ? GroupCodec.view(group).withFinalizer() : GroupCodec.view(group);
        Ledger ledger = work.ledger();
        Duration monotonic = tools.clock().monotonic();
        Instant now = tools.clock().now().truncatedTo(ChronoUnit.SECONDS);
        Optional<Sighting> sight = ledger.operation().map(op -> work.acting().sight(work.uid(), op, monotonic));
        List<VPSieNode> children = work.children();
        Long token = group.getStatus().getLeaderToken();
        return new GroupFacts(
                view,
                ledger,
                tools.policy().dryRun() || SealedStatusWriter.sealed(work.acting(), group),
                token != null && token > 0,
                children.stream().map(ChildCodec::view).toList(),
                work.cloud(),
                claimedElsewhere(group),
                rival(group),
                sight,
                budget(work, children, now),
                work.begun(),
                now,
                monotonic);
    }

    private Set<String> claimedElsewhere(NodeGroup group) {
        Set<String> claimed = new HashSet<>();
        for (NodeGroup other : tools.sights().groups()) {
            if (!sameObject(other, group)) {
                other.getStatus().getMembers().forEach(member -> {
                    String identifier = member.getIdentifier();
                    if (identifier != null && !identifier.isEmpty()) {
                        claimed.add(identifier);
                    }
                });
            }
        }
        return claimed;
    }

    /**
     * The NodeGroup that has the VPSie group of this name: the one that found it first if only one has, else the older
     * one. Empty when that is the group itself.
     */
    private Optional<String> rival(NodeGroup group) {
        return tools.sights().groups().stream()
                .filter(other -> sameVpsieGroup(other, group))
                .filter(other -> GroupCodec.managed(other)
                        || !other.getStatus().getMembers().isEmpty())
                .min(Comparator.comparing((NodeGroup other) -> other.getStatus().getVpsieGroupID() == null)
                        .thenComparing(other -> other.getMetadata().getCreationTimestamp())
                        .thenComparing(other -> other.getMetadata().getUid()))
                .filter(first -> !sameObject(first, group))
                .map(first -> NodeGroups.key(first).toString());
    }

    private static boolean sameVpsieGroup(NodeGroup other, NodeGroup group) {
        return sameObject(other, group)
                || (other.getMetadata().getName().equals(group.getMetadata().getName())
                        && other.getSpec()
                                .getResourceIdentifier()
                                .equals(group.getSpec().getResourceIdentifier()));
    }

    private static boolean sameObject(NodeGroup one, NodeGroup other) {
        return one.getMetadata().getUid().equals(other.getMetadata().getUid());
    }

    private int budget(GroupWork work, List<VPSieNode> children, Instant now) {
        int left = Integer.MAX_VALUE;
        if (tools.policy().creationsPerTerm() > 0) {
            left = tools.policy().creationsPerTerm() - work.acting().creations();
        }
        if (tools.policy().creationsPerGroupHour() > 0) {
            long lastHour = children.stream()
                    .map(child -> Times.or(child.getStatus().getCreatedAt(), Instant.EPOCH))
                    .filter(created -> created.isAfter(now.minus(HOUR)))
                    .count();
            left = Math.min(left, tools.policy().creationsPerGroupHour() - (int) lastHour);
        }
        return left;
    }
}
