package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.config.Settings;
import com.vpsie.autoscaler.core.decision.DecisionMade;
import com.vpsie.autoscaler.leader.Leadership;
import com.vpsie.autoscaler.metrics.AutoscalerMetrics;
import com.vpsie.autoscaler.observe.NodeGroups;
import com.vpsie.autoscaler.observe.Nodes;
import com.vpsie.autoscaler.observe.VpsieNodes;
import com.vpsie.autoscaler.vpsie.VpsieReader;
import com.vpsie.autoscaler.vpsie.VpsieWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Produces what the loops work with from the application's beans. */
@ApplicationScoped
public class WorkshopProducer {
    @Produces
    @Singleton
    Sights sights(NodeGroups groups, VpsieNodes children, Nodes nodes) {
        return new CacheSights(groups, children, nodes);
    }

    @Produces
    @Singleton
    Objects objects(KubernetesClient client) {
        return new KubernetesObjects(client);
    }

    @Produces
    @Singleton
    Tools tools(
            KubernetesClient client,
            Objects objects,
            Sights sights,
            Leadership leadership,
            AutoscalerMetrics metrics,
            Settings settings,
            Event<DecisionMade> decisions) {
        Policy policy = Policy.of(settings);
        return new Tools(
                sights,
                objects,
                new SealedStatusWriter(objects, sights, leadership, policy.dryRun()),
                new Announcer(Announcer.to(client), Clock.SYSTEM, metrics),
                metrics,
                decisions::fire,
                Clock.SYSTEM,
                new Policies(policy, objects, Clock.SYSTEM));
    }

    @Produces
    @Singleton
    Workshop workshop(Tools tools, VpsieWriter writer, VpsieReader reader) {
        return new Workshop(tools, writer, reader, UUID::randomUUID);
    }
}
