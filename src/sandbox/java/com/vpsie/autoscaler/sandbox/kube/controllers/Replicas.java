package com.vpsie.autoscaler.sandbox.kube.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many pods the owners of some pods want. Known owners are ReplicationController, ReplicaSet (and the Deployment
 * above it) and StatefulSet; a pod of anybody else counts for nothing.
 */
final class Replicas {
    private static final Set<String> SCALED =
            Set.of("ReplicationController", "ReplicaSet", "Deployment", "StatefulSet");

    private final Objects objects;
    private final String namespace;

    Replicas(Objects objects, String namespace) {
        this.objects = objects;
        this.namespace = namespace;
    }

    int of(List<ObjectNode> pods) {
        Map<String, Integer> owners = new HashMap<>();
        for (ObjectNode pod : pods) {
            controller(pod).ifPresent(owner -> {
                Stored top = owner.plural().equals("replicasets")
                        ? controller(owner.object()).orElse(owner)
                        : owner;
                owners.put(top.uid(), top.object().path("spec").path("replicas").asInt(1));
            });
        }
        return owners.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Optional<Stored> controller(ObjectNode object) {
        for (JsonNode owner : Meta.of(object).path("ownerReferences")) {
            if (owner.path("controller").asBoolean()
                    && SCALED.contains(owner.path("kind").asText())) {
                return objects.kind(
                                owner.path("apiVersion").asText(),
                                owner.path("kind").asText())
                        .flatMap(kind ->
                                objects.find(kind, namespace, owner.path("name").asText()))
                        .filter(found -> found.uid().equals(owner.path("uid").asText()));
            }
        }
        return Optional.empty();
    }
}
