package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.KindRules;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The API server's rules of a Lease: times are MicroTime with exactly six fraction digits (400 otherwise), stored as
 * UTC; whole seconds above zero as duration.
 */
public final class LeaseRules implements KindRules {
    private static final Pattern MICRO_TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}(Z|[+-]\\d{2}:\\d{2})");
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
    private static final List<String> TEXTS = List.of("holderIdentity", "strategy", "preferredHolder");
    private static final List<String> NUMBERS = List.of("leaseDurationSeconds", "leaseTransitions");

    @Override
    public void decode(ResourceKind kind, ObjectNode object, WriteOptions how) {
        if (!(object.get("spec") instanceof ObjectNode spec)) {
            return;
        }
        for (String field : TEXTS) {
            if (spec.has(field) && !spec.get(field).isTextual()) {
                throw undecodable(kind, "spec." + field + " must be a string");
            }
        }
        for (String field : NUMBERS) {
            if (spec.has(field)
                    && !(spec.get(field).isIntegralNumber() && spec.get(field).canConvertToInt())) {
                throw undecodable(kind, "spec." + field + " must be a 32-bit integer");
            }
        }
        microTime(kind, spec, "acquireTime");
        microTime(kind, spec, "renewTime");
    }

    private static void microTime(ResourceKind kind, ObjectNode spec, String field) {
        JsonNode value = spec.get(field);
        if (value == null) {
            return;
        }
        String text = value.asText();
        if (!value.isTextual() || !MICRO_TIME.matcher(text).matches()) {
            throw undecodable(
                    kind, "parsing time \"" + text + "\" as \"2006-01-02T15:04:05.000000Z07:00\": cannot parse");
        }
        if (text.endsWith("Z")) {
            return;
        }
        try {
            spec.put(field, UTC.format(OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC)));
        } catch (DateTimeParseException e) {
            throw undecodable(kind, "parsing time \"" + text + "\": " + e.getMessage());
        }
    }

    private static ApiException undecodable(ResourceKind kind, String why) {
        return ApiException.badRequest(kind.kind() + " in version \"" + kind.version() + "\" cannot be handled as a "
                + kind.kind() + ": " + why);
    }

    @Override
    public void create(ResourceKind kind, ObjectNode object) {
        validate(kind, object);
    }

    @Override
    public void update(ResourceKind kind, ObjectNode old, ObjectNode object) {
        validate(kind, object);
    }

    private static void validate(ResourceKind kind, ObjectNode object) {
        JsonNode spec = object.path("spec");
        JsonNode duration = spec.path("leaseDurationSeconds");
        if (duration.isNumber() && duration.asInt() <= 0) {
            throw ApiException.invalid(
                    kind,
                    Meta.name(object),
                    "spec.leaseDurationSeconds: Invalid value: " + duration + ": must be greater than 0");
        }
        JsonNode transitions = spec.path("leaseTransitions");
        if (transitions.isNumber() && transitions.asInt() < 0) {
            throw ApiException.invalid(
                    kind,
                    Meta.name(object),
                    "spec.leaseTransitions: Invalid value: " + transitions + ": must be greater than or equal to 0");
        }
    }
}
