package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.util.Map;

/**
 * What a new object of a built-in kind is compared with: some objects in it are always there, be they empty, and some
 * lists, be they null, so that nobody becomes their owner by creating it. A custom object is new as a whole.
 */
final class Blank {
    private static final String TEMPLATE = "'template': {'metadata': {}, 'spec': {'containers': null}}";
    private static final String PLAIN = "{'spec': {}, 'status': {}}";

    private static final Map<String, String> BY_KIND = Map.of(
            "pods", "{'spec': {'containers': null}, 'status': {}}",
            "events", "{'involvedObject': {}, 'source': {}, 'regarding': {}, 'deprecatedSource': {}}",
            "deployments.apps", "{'spec': {'strategy': {}, " + TEMPLATE + "}, 'status': {}}",
            "replicasets.apps", "{'spec': {" + TEMPLATE + "}, 'status': {}}",
            "daemonsets.apps", "{'spec': {'updateStrategy': {}, " + TEMPLATE + "}, 'status': {}}",
            "statefulsets.apps", "{'spec': {'updateStrategy': {}, " + TEMPLATE + "}, 'status': {}}",
            "jobs.batch", "{'spec': {" + TEMPLATE + "}, 'status': {}}",
            "persistentvolumeclaims", "{'spec': {'resources': {}}, 'status': {}}",
            "customresourcedefinitions.apiextensions.k8s.io", "{'spec': {'names': {}}, 'status': {}}");

    private Blank() {}

    static ObjectNode of(ResourceKind kind) {
        String name = kind.plural().equals("events") ? "events" : kind.qualifiedPlural();
        try {
            return (ObjectNode) Json.read(BY_KIND.getOrDefault(name, PLAIN).replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a blank object that cannot be read: " + name, e);
        }
    }
}
