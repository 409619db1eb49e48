package com.vpsie.autoscaler.core.groupplan;

import com.vpsie.autoscaler.core.intent.Ledger;
import com.vpsie.autoscaler.core.intent.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything one decision about a node group is made from.
 *
 * @param sealed this term's seal is on the group
 * @param sealedBefore some term of ours has sealed it
 * @param children every VPSieNode of the group, deleting ones too
 * @param cloud what VPSie listed, if somebody has looked in this pass
 * @param claimedElsewhere identifiers in the ledgers of all other groups
 * @param rival an older node group with the same VPSie group, as namespace/name
 * @param sight first sight of the unresolved operation's attempt
 * @param passBegun when this pass began; what is bought or closed is decided on a look that began later
 * @param budget how many more nodes may be bought under the spend caps
 */
public record GroupFacts(
        GroupView group,
        Ledger ledger,
        boolean sealed,
        boolean sealedBefore,
        List<ChildView> children,
        Optional<CloudView> cloud,
        Set<String> claimedElsewhere,
        Optional<String> rival,
        Optional<Sighting> sight,
        int budget,
        Duration passBegun,
        Instant now,
        Duration monotonicNow) {
    /** Copies the collections. */
    public GroupFacts {
        children = List.copyOf(children);
        claimedElsewhere = Set.copyOf(claimedElsewhere);
    }

    /** A look for a decision that costs must have begun in this pass, and not longer ago than this. */
    Duration notBefore(Duration age) {
        Duration oldest = monotonicNow.minus(age);
        return oldest.compareTo(passBegun) > 0 ? oldest : passBegun;
    }

    /** True when nobody has looked, or too early. */
    boolean notSeenSince(Duration moment) {
        return cloud.map(view -> view.begun().compareTo(moment) < 0).orElse(true);
    }

    /** True when any ledger holds the identifier. */
    public boolean claimed(String identifier) {
        return ledger.isClaimed(identifier) || claimedElsewhere.contains(identifier);
    }

    /** The VPSieNode of this name. */
    public Optional<ChildView> child(String name) {
        return children.stream().filter(child -> child.name().equals(name)).findFirst();
    }
}
