package com.vpsie.autoscaler.leader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.vpsie.autoscaler.leader.core.LeaseRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON of a Lease. Reading forgives everything but a missing version: what cannot be understood counts as not said.
 * Writing changes the fields of the election and nothing else. Stateless, any thread.
 */
class LeaseCodec {
    /** A MicroTime has exactly six digits; any other number is refused by the API server. */
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader TREES = JSON.readerFor(new TypeReference<LinkedHashMap<String, Object>>() {});

    private final String namespace;
    private final String name;

    LeaseCodec(String namespace, String name) {
        this.namespace = namespace;
        this.name = name;
    }

    /** The record, or empty when the text is not a Lease of this name with a numeric version. */
    Optional<LeaseRecord> read(String text) {
        return tree(text).flatMap(this::record);
    }

    /** Any JSON object. */
    Optional<Map<String, Object>> tree(String text) {
        try {
            return Optional.ofNullable(TREES.readValue(text));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    Optional<LeaseRecord> record(Map<String, Object> lease) {
        Map<String, Object> metadata = map(lease.get("metadata"));
        long version = version(metadata.get("resourceVersion"));
        if (version <= 0 || !name.equals(metadata.get("name"))) {
            return Optional.empty();
        }
        Map<String, Object> spec = map(lease.get("spec"));
        return Optional.of(new LeaseRecord(
                text(metadata.get("uid")),
                version,
                text(spec.get("holderIdentity")),
                number(spec.get("leaseDurationSeconds")),
                micros(spec.get("acquireTime")),
                micros(spec.get("renewTime")),
                number(spec.get("leaseTransitions")),
                lease));
    }

    /** The text of {@link #tree(LeaseRecord)}. */
    String write(LeaseRecord record) {
        try {
            return JSON.writeValueAsString(tree(record));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree read from JSON can be written as JSON", impossible);
        }
    }

    /** The whole object to send, with uid and resourceVersion unless it is to be created. */
    Map<String, Object> tree(LeaseRecord record) {
        Map<String, Object> lease = new LinkedHashMap<>(record.carried());
        lease.put("apiVersion", "coordination.k8s.io/v1");
        lease.put("kind", "Lease");
        Map<String, Object> metadata = new LinkedHashMap<>(map(lease.get("metadata")));
        metadata.put("name", name);
        metadata.put("namespace", namespace);
        if (record.version() > 0) {
            putPreconditions(metadata, record);
        }
        metadata.remove("managedFields");
        lease.put("metadata", metadata);
        Map<String, Object> spec = new LinkedHashMap<>(map(lease.get("spec")));
        putHolder(spec, record.holder());
        spec.put("leaseDurationSeconds", record.durationSeconds());
        putTime(spec, "acquireTime", record.acquireMicros());
        putTime(spec, "renewTime", record.renewMicros());
        spec.put("leaseTransitions", record.transitions());
        lease.put("spec", spec);
        return lease;
    }

    /** What must be stored for the write to be done. Without the uid a PUT would create a Lease that was deleted. */
    void putPreconditions(Map<String, Object> metadata, LeaseRecord record) {
        metadata.put("uid", record.uid());
        metadata.put("resourceVersion", String.valueOf(record.version()));
    }

    /** Nobody is the empty string: a holder that is left out might be left as it was. */
    void putHolder(Map<String, Object> spec, String holder) {
        spec.put("holderIdentity", holder);
    }

    private static void putTime(Map<String, Object> spec, String field, long micros) {
        if (micros > 0) {
            spec.put(field, MICRO_TIME.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)));
        }
    }

    static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> copy.put(String.valueOf(key), entry));
        }
        return copy;
    }

    static long version(@Nullable Object value) {
        try {
            return value instanceof String text ? Long.parseLong(text) : 0;
        } catch (NumberFormatException opaque) {
            return 0;
        }
    }

    /** A holder that is not a string is still somebody. */
    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static int number(@Nullable Object value) {
        return value instanceof Number number ? (int) Math.max(0, Math.min(Integer.MAX_VALUE, number.longValue())) : 0;
    }

    private static long micros(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return 0;
        }
        try {
            return ChronoUnit.MICROS.between(
                    Instant.EPOCH, OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException | ArithmeticException notATime) {
            return 0;
        }
    }
}
