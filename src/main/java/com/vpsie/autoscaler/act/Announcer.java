package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.metrics.AutoscalerMetrics;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes Kubernetes Events for people. What was said of an object last is not said again, by whatever way it comes up;
 * an Event that cannot be written is logged and lost. Thread-safe; blocks for one request.
 */
final class Announcer {
    private static final Logger LOG = Logger.getLogger(Announcer.class.getName());
    private static final String COMPONENT = "vpsie-autoscaler";
    private static final int REMEMBERED = 2_000;

    /** Writes one Event. */
    interface Sink {
        void write(Event event);
    }

    private record Topic(String uid, String reason) {}

    private final Sink sink;
    private final Clock clock;
    private final AutoscalerMetrics metrics;
    private final Map<Topic, String> said = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Topic, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    Announcer(Sink sink, Clock clock, AutoscalerMetrics metrics) {
        this.sink = sink;
        this.clock = clock;
        this.metrics = metrics;
    }

    static Sink to(KubernetesClient client) {
        return event -> client.v1().events().resource(event).create();
    }

    void normal(HasMetadata about, String reason, String message) {
        say(about, "Normal", reason, message);
    }

    void warning(HasMetadata about, String reason, String message) {
        say(about, "Warning", reason, message);
    }

    private void say(HasMetadata about, String type, String reason, String message) {
        synchronized (said) {
            Topic topic = new Topic(about.getMetadata().getUid(), reason);
            if (message.equals(said.put(topic, message))) {
                return;
            }
        }
        try {
            sink.write(event(about, type, reason, message));
            metrics.eventEmitted(type, reason, about.getKind());
        } catch (KubernetesClientException e) {
            LOG.log(
                    Level.WARNING,
                    "cannot write Event " + reason + " about "
                            + about.getMetadata().getName(),
                    e);
        }
    }

    private Event event(HasMetadata about, String type, String reason, String message) {
        String now = Names.time(clock.now());
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName() + "."
                        + UUID.randomUUID().toString().substring(0, 13))
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName())
                .withUid(about.getMetadata().getUid())
                .endInvolvedObject()
                .withType(type)
                .withReason(reason)
                .withMessage(message)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withReportingComponent(COMPONENT)
                .withReportingInstance(COMPONENT)
                .build();
    }
}
