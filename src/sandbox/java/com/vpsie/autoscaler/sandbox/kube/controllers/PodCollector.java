package com.vpsie.autoscaler.sandbox.kube.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.DeleteOptions;
import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends the pods of nodes that are gone: nobody is left who could stop them. As on a real cluster it looks every twenty
 * seconds and gives a node forty to come back.
 */
final class PodCollector implements Controller {
    private static final Duration PERIOD = Duration.ofSeconds(20);
    private static final Duration QUARANTINE = Duration.ofSeconds(40);

    private final Objects objects;
    private final Map<String, Instant> missing = new HashMap<>();
    private final List<Stored> doomed = new ArrayList<>();
    private Instant next = Instant.MIN;

    PodCollector(Objects objects) {
        this.objects = objects;
    }

    @Override
    public void changed(Stored row) {}

    @Override
    public void passed(Instant now) {
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(PERIOD);
        Set<String> nodes = new HashSet<>();
        objects.all(BuiltinKinds.NODE, "").forEach(node -> nodes.add(node.name()));
        missing.keySet().removeAll(nodes);
        Set<String> named = new HashSet<>();
        for (Stored pod : objects.all(BuiltinKinds.POD, "")) {
            String node = nodeOf(pod.object());
            named.add(node);
            if (!node.isEmpty() && !nodes.contains(node)) {
                Instant since = missing.computeIfAbsent(node, name -> now);
                if (!now.isBefore(since.plus(QUARANTINE))) {
                    doomed.add(pod);
                }
            }
        }
        missing.keySet().retainAll(named);
    }

    private static String nodeOf(ObjectNode pod) {
        return pod.path("spec").path("nodeName").asText();
    }

    @Override
    public void act() {
        List<Stored> taken = List.copyOf(doomed);
        doomed.clear();
        for (Stored pod : taken) {
            objects.editStatus(pod, PodCollector::fail);
            objects.delete(pod, DeleteOptions.NONE.withGrace(0));
        }
    }

    private static ObjectNode fail(ObjectNode pod) {
        ObjectNode status = pod.get("status") instanceof ObjectNode there ? there : pod.putObject("status");
        if (!status.path("phase").asText().equals("Succeeded")) {
            status.put("phase", "Failed");
        }
        return pod;
    }
}
