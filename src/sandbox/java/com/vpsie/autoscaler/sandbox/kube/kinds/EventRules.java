package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.KindRules;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Events have two APIs over one storage: they are kept in the form of the core API. The later API asks for more, and lets
 * nothing but the series change.
 */
final class EventRules implements KindRules {
    /** Fields of the core API and their names in events.k8s.io. */
    private static final Map<String, String> LATER_NAMES = Map.of(
            "involvedObject", "regarding",
            "message", "note",
            "reportingComponent", "reportingController",
            "source", "deprecatedSource",
            "firstTimestamp", "deprecatedFirstTimestamp",
            "lastTimestamp", "deprecatedLastTimestamp",
            "count", "deprecatedCount");

    private static final Map<String, String> CORE_NAMES = inverse();
    private static final Set<String> TYPES = Set.of("Normal", "Warning");
    private static final List<String> FIXED = List.of(
            "regarding", "note", "reason", "type", "action", "eventTime", "reportingController", "reportingInstance");

    private final boolean later;

    /** @param later whether these are the rules of events.k8s.io */
    EventRules(boolean later) {
        this.later = later;
    }

    private static Map<String, String> inverse() {
        Map<String, String> names = new HashMap<>();
        LATER_NAMES.forEach((core, newer) -> names.put(newer, core));
        return Map.copyOf(names);
    }

    @Override
    public String storedVersion(ResourceKind kind) {
        return "v1";
    }

    @Override
    public ObjectNode toStored(ObjectNode object) {
        return later ? renamed(object, CORE_NAMES) : object;
    }

    @Override
    public ObjectNode fromStored(ObjectNode object) {
        return later ? renamed(object, LATER_NAMES) : object;
    }

    private static ObjectNode renamed(ObjectNode object, Map<String, String> names) {
        ObjectNode other = Json.object();
        object.fields()
                .forEachRemaining(
                        field -> other.set(names.getOrDefault(field.getKey(), field.getKey()), field.getValue()));
        return other;
    }

    @Override
    public void create(ResourceKind kind, ObjectNode object) {
        List<FieldError> problems = new ArrayList<>();
        String namespace = object.path(later ? "regarding" : "involvedObject")
                .path("namespace")
                .asText();
        boolean fits = namespace.isEmpty()
                ? Meta.namespace(object).equals("default")
                : namespace.equals(Meta.namespace(object));
        if (later) {
            strict(problems, object);
        }
        if (!fits) {
            problems.add(new FieldError(
                    Type.INVALID, "involvedObject.namespace", "\"" + namespace + "\": does not match event.namespace"));
        }
        refuse(kind, object, problems);
    }

    private static void strict(List<FieldError> problems, ObjectNode object) {
        if (!object.hasNonNull("eventTime")) {
            problems.add(new FieldError(Type.REQUIRED, "eventTime", ""));
        } else {
            for (String field : List.of("reportingController", "reportingInstance", "action", "reason")) {
                if (object.path(field).asText().isEmpty()) {
                    problems.add(new FieldError(Type.REQUIRED, field, ""));
                }
            }
        }
        String type = object.path("type").asText();
        if (!TYPES.contains(type)) {
            problems.add(new FieldError(Type.INVALID, "type", "\"\": has invalid value: " + type));
        }
        for (String field : List.of("deprecatedFirstTimestamp", "deprecatedLastTimestamp", "deprecatedCount")) {
            if (object.hasNonNull(field) && object.path(field).asInt(1) != 0) {
                problems.add(
                        new FieldError(Type.INVALID, CORE_NAMES.getOrDefault(field, field), "\"\": needs to be unset"));
            }
        }
    }

    @Override
    public void update(ResourceKind kind, ObjectNode old, ObjectNode object) {
        List<FieldError> problems = new ArrayList<>();
        if (later) {
            for (String field : FIXED) {
                JsonNode value = object.path(field);
                if (!value.equals(old.path(field))) {
                    String text = value.isMissingNode() ? "\"\"" : value.toString();
                    problems.add(new FieldError(
                            Type.INVALID, CORE_NAMES.getOrDefault(field, field), text + ": field is immutable"));
                }
            }
        }
        refuse(kind, object, problems);
    }

    private static void refuse(ResourceKind kind, ObjectNode object, List<FieldError> problems) {
        if (!problems.isEmpty()) {
            throw ApiException.invalid(kind, Meta.name(object), problems);
        }
    }
}
