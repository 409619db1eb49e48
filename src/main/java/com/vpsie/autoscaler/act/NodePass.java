package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.act.WriteRefused.Why;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.leader.core.NotLeaderException;
import com.vpsie.autoscaler.observe.QueueWorkers.Result;
import com.vpsie.autoscaler.vpsie.VpsieException;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One pass over a VPSieNode: its life while it lives, its removal once it is being deleted. Acts only on nodes of groups
 * that this term has sealed. Passes over one node never overlap.
 */
final class NodePass {
    private static final Logger LOG = Logger.getLogger(NodePass.class.getName());
    private static final Duration SOON = Duration.ofMillis(200);

    private final Tools tools;
    private final NodeLife life;
    private final NodeRemoval removal;

    NodePass(Tools tools, NodeLife life, NodeRemoval removal) {
        this.tools = tools;
        this.life = life;
        this.removal = removal;
    }

    /** Looks at one node; never throws for what the cloud or the API server answered. */
    Result at(ActingTerm acting, ChildKey key) {
        if (tools.policy().dryRun()) {
            return new Result.Done();
        }
        Optional<VPSieNode> child = tools.sights().child(key.namespace(), key.name());
        if (child.isEmpty()) {
            removal.forget(key);
            return new Result.Done();
        }
        Optional<NodeGroup> group = tools.sights().group(key.group());
        if (!ours(acting, child.get(), group)) {
            return new Result.Done();
        }
        try {
            NodeWork work = new NodeWork(acting, child.get(), group);
            return ChildCodec.deleting(child.get()) ? removal.at(work, key) : life.at(work);
        } catch (WriteRefused e) {
            LOG.log(Level.FINE, key + ": " + e.getMessage(), e);
            if (e.why() == Why.STALE) {
                tools.objects().getChild(key.namespace(), key.name()).ifPresent(tools.sights()::wrote);
            }
            return e.why() == Why.REFUSED ? new Result.Failed() : new Result.Again(SOON);
        } catch (NotLeaderException e) {
            LOG.log(Level.FINE, key + ": " + e.getMessage(), e);
            return acting.term().isOpen() ? new Result.Failed() : new Result.Done();
        } catch (VpsieException e) {
            LOG.log(Level.INFO, key + ": cannot read VPSie's lists (" + e.code() + "): " + e.getMessage());
            return new Result.Failed();
        } catch (IllegalArgumentException e) {
            // the group's pass says so to people
            LOG.log(Level.FINE, key + " belongs to a group whose ledger breaks its own rules", e);
            return new Result.Failed();
        }
    }

    /** Without a group only a removal is left to do. */
    private static boolean ours(ActingTerm acting, VPSieNode child, Optional<NodeGroup> group) {
        return group.map(g -> SealedStatusWriter.sealed(acting, g)).orElseGet(() -> ChildCodec.deleting(child));
    }
}
