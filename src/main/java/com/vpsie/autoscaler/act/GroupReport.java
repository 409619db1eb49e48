package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.decision.Decision;
import com.vpsie.autoscaler.core.decision.DecisionMade;
import com.vpsie.autoscaler.core.groupplan.Counts;
import com.vpsie.autoscaler.core.groupplan.GroupFacts;
import com.vpsie.autoscaler.core.groupplan.GroupView;
import com.vpsie.autoscaler.core.groupplan.Step;
import com.vpsie.autoscaler.core.lifecycle.Phase;
import com.vpsie.autoscaler.core.reason.GroupReason;
import com.vpsie.autoscaler.core.reason.NodeReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells people how a group is: status, Events, metrics. */
final class GroupReport {
    private final Tools tools;

    GroupReport(Tools tools) {
        this.tools = tools;
    }

    /** A decision was made. */
    void said(GroupWork work, Decision decision) {
        tools.decisions().accept(new DecisionMade(work.key(), decision, inputs(work)));
        switch (decision.action()) {
            case CREATE_GROUP, ADOPT_GROUP, DELETE_GROUP, IMPORT, ADOPT, BUY, REMOVE, RESOLVE, THAW, NONE ->
                tools.announcer().normal(work.group(), decision.reason().code(), decision.message());
            case REPEAT, GIVE_UP, FREEZE, REFUSE ->
                tools.announcer().warning(work.group(), decision.reason().code(), decision.message());
            case WAIT -> {
                // the conditions say it
            }
        }
    }

    private static Map<String, String> inputs(GroupWork work) {
        GroupView group = GroupCodec.view(work.group());
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("token", Long.toString(work.acting().token()));
        inputs.put("min", Integer.toString(group.min()));
        inputs.put("max", Integer.toString(group.max()));
        inputs.put("desired", Integer.toString(group.boundedDesired()));
        inputs.put("members", Integer.toString(work.ledger().members().size()));
        work.ledger()
                .operation()
                .ifPresent(op -> inputs.put("operation", op.kind().code() + " " + op.target()));
        return inputs;
    }

    /** The pass is over. */
    void atRest(GroupWork work, GroupFacts facts, Step.Rest rest) {
        Step.Rest why = because(rest, work.children());
        List<VPSieNode> children = work.children();
        NodeGroup group = work.group();
        work.store(status -> StatusRenderer.render(status, group, facts, why, children));
        if (StatusRenderer.isError(why.reason())) {
            tools.announcer().warning(work.group(), why.reason().code(), why.message());
        }
        Counts counts = Counts.of(facts);
        tools.metrics()
                .nodeGroup(
                        work.key().namespace(),
                        work.key().name(),
                        counts.counted(),
                        facts.group().boundedDesired(),
                        counts.ready(),
                        facts.group().min(),
                        facts.group().max());
        Map<String, Integer> phases = new TreeMap<>();
        children.forEach(child -> phases.merge(ChildCodec.phase(child).code(), 1, Integer::sum));
        tools.metrics().nodePhases(work.key().namespace(), work.key().name(), phases);
    }

    /** While failures hold purchases back, the condition says what failed. */
    private static Step.Rest because(Step.Rest rest, List<VPSieNode> children) {
        if (rest.reason() != GroupReason.BACKING_OFF) {
            return rest;
        }
        boolean capacity = children.stream()
                .filter(child -> ChildCodec.phase(child) == Phase.FAILED)
                .flatMap(child -> ChildCodec.condition(child, ChildCodec.ERROR).stream())
                .anyMatch(error -> NodeReason.CAPACITY_LIMIT_REACHED.code().equals(error.getReason()));
        GroupReason reason =
                capacity ? GroupReason.CLUSTER_CAPACITY_LIMIT_REACHED : GroupReason.NODE_PROVISIONING_FAILED;
        return new Step.Rest(reason, rest.message(), rest.until());
    }
}
