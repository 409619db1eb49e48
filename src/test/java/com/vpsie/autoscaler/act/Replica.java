package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import com.vpsie.autoscaler.core.groupplan.Limits;
import com.vpsie.autoscaler.core.intent.SettleWindow;
import com.vpsie.autoscaler.core.lifecycle.Timeouts;
import com.vpsie.autoscaler.leader.Leadership;
import com.vpsie.autoscaler.leader.LeadershipView;
import com.vpsie.autoscaler.leader.core.Term;
import com.vpsie.autoscaler.observe.NodeGroups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** One leading process: the production passes over a memory cluster and a simulated cloud, turned by hand. */
final class Replica {
    static final Duration SETTLE = Duration.ofSeconds(120);

    final TestTerm term;
    final List<Long> fencedBy = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final CountingMetrics metrics = new CountingMetrics();
    final Fatality fatality;
    private final MemoryCluster cluster;
    private final ActingTerm acting;
    private final GroupPass groups;
    private final NodePass nodes;

    Replica(long token, MemoryCluster cluster, CloudDouble cloud, TestClock clock, Fatality fatality) {
        this(token, cluster, cloud, clock, fatality, policy(false));
    }

    Replica(long token, MemoryCluster cluster, CloudDouble cloud, TestClock clock, Fatality fatality, Policy policy) {
        this.term = new TestTerm(token);
        this.cluster = cluster;
        this.fatality = fatality;
        Objects objects = cluster.asSeenBy(fatality);
        Tools tools = new Tools(
                cluster.sights(),
                objects,
                new SealedStatusWriter(objects, cluster.sights(), leadership(), policy.dryRun()),
                new Announcer(event -> events.add(event.getReason() + ": " + event.getMessage()), clock, metrics),
                metrics,
                decision -> {},
                clock,
                new Policies(policy, objects, clock));
        Random random = new Random(token);
        CloudDouble mine = cloud.for_(fatality);
        Workshop workshop = new Workshop(tools, mine, mine, () -> new UUID(random.nextLong(), random.nextLong()));
        this.acting = workshop.acting(term);
        this.groups = workshop.groupPass();
        this.nodes = workshop.nodePass();
    }

    static Policy policy(boolean dryRun) {
        Duration poll = Duration.ofSeconds(5);
        return new Policy(
                new Limits(
                        new SettleWindow(SETTLE),
                        Duration.ofMinutes(15),
                        poll,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(15)),
                new Timeouts(
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(2),
                        poll),
                Duration.ofMinutes(10),
                0,
                0,
                dryRun);
    }

    /** One pass over everything. */
    void turn() {
        for (NodeGroup group : cluster.shared(NodeGroup.class)) {
            groups.at(acting, NodeGroups.key(group));
        }
        for (VPSieNode child : cluster.shared(VPSieNode.class)) {
            GroupKey key = new GroupKey(
                    child.getMetadata().getNamespace(), child.getSpec().getNodeGroupName());
            nodes.at(acting, new ChildKey(key, child.getMetadata().getName()));
        }
    }

    void turnGroup(GroupKey key) {
        groups.at(acting, key);
    }

    private Leadership leadership() {
        return new Leadership() {
            @Override
            public Optional<Term> current() {
                return Optional.of(term);
            }

            @Override
            public void stepDown(String reason, boolean forGood) {
                term.end();
            }

            @Override
            public void fencedBy(long token) {
                fencedBy.add(token);
            }

            @Override
            public LeadershipView view() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
