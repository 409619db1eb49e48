package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Who owns what of one object, as {@code metadata.managedFields} keeps it. Of one thread; nobody in it owns nothing,
 * except between {@link #put} and {@link #dropIdle}.
 */
final class ManagedFields {
    /**
     * What one manager owns.
     *
     * @param version API version that the fields are named in
     * @param time of the last write that gave the manager a field; empty when that write changed nothing else
     */
    record Share(FieldSet fields, String version, Optional<Instant> time) {
        Share with(FieldSet others) {
            return new Share(others, version, time);
        }
    }

    private record Entry(Manager manager, Share share) {
        private static final Comparator<Entry> ORDER = Comparator.comparing(
                        (Entry entry) -> !entry.manager().applies())
                .thenComparing(entry ->
                        entry.share().time().map(Instant::getEpochSecond).orElse(0L))
                .thenComparing(entry -> entry.manager().name())
                .thenComparing(entry -> entry.share().version())
                .thenComparing(entry -> entry.manager().subresource());
    }

    private final Map<Manager, Share> shares = new TreeMap<>();

    /** What the object's metadata says; nobody when it says nothing. @throws IllegalArgumentException when it is wrong */
    static ManagedFields of(ObjectNode object) {
        ManagedFields read = new ManagedFields();
        for (JsonNode entry : Meta.of(object).path("managedFields")) {
            String operation = entry.path("operation").asText();
            String version = entry.path("apiVersion").asText();
            if (!operation.equals("Apply") && !operation.equals("Update")) {
                throw new IllegalArgumentException("operation must be `Apply` or `Update`");
            }
            if (version.isEmpty()) {
                throw new IllegalArgumentException("apiVersion must not be empty");
            }
            if (!entry.path("fieldsType").asText().equals("FieldsV1")) {
                throw new IllegalArgumentException("fieldsType must be `FieldsV1`");
            }
            Manager manager = Manager.of(
                    entry.path("manager").asText(),
                    operation.equals("Apply"),
                    version,
                    entry.path("subresource").asText());
            read.put(
                    manager,
                    new Share(
                            FieldsV1.read(entry.path("fieldsV1")),
                            version,
                            time(entry.path("time").asText())));
        }
        return read;
    }

    private static Optional<Instant> time(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("time: " + e.getMessage(), e);
        }
    }

    /** Writes this into the object's metadata, which has no {@code managedFields} when nobody owns anything. */
    void into(ObjectNode object) {
        if (shares.isEmpty()) {
            Meta.edit(object).remove("managedFields");
            return;
        }
        List<Entry> entries = new ArrayList<>();
        shares.forEach((manager, share) -> entries.add(new Entry(manager, share)));
        entries.sort(Entry.ORDER);
        ArrayNode written = Meta.edit(object).putArray("managedFields");
        entries.forEach(entry -> written.add(write(entry)));
    }

    private static ObjectNode write(Entry entry) {
        Manager manager = entry.manager();
        ObjectNode written = Json.object()
                .put("manager", manager.name())
                .put("operation", manager.applies() ? "Apply" : "Update")
                .put("apiVersion", entry.share().version());
        entry.share()
                .time()
                .ifPresent(time ->
                        written.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString()));
        written.put("fieldsType", "FieldsV1");
        written.set("fieldsV1", FieldsV1.write(entry.share().fields()));
        if (!manager.subresource().isEmpty()) {
            written.put("subresource", manager.subresource());
        }
        return written;
    }

    boolean isEmpty() {
        return shares.isEmpty();
    }

    Optional<Share> find(Manager manager) {
        return Optional.ofNullable(shares.get(manager));
    }

    void put(Manager manager, Share share) {
        shares.put(manager, share);
    }

    void remove(Manager manager) {
        shares.remove(manager);
    }

    /** All of now, by manager: changes do not show in it. */
    Map<Manager, Share> all() {
        return new TreeMap<>(shares);
    }

    /** Changes what one manager owns; if that is nothing then, the manager is gone. */
    void edit(Manager manager, UnaryOperator<FieldSet> change) {
        Share share = shares.get(manager);
        if (share != null) {
            FieldSet left = change.apply(share.fields());
            if (left.isEmpty()) {
                shares.remove(manager);
            } else {
                shares.put(manager, share.with(left));
            }
        }
    }

    void dropIdle() {
        shares.values().removeIf(share -> share.fields().isEmpty());
    }

    ManagedFields copy() {
        ManagedFields copied = new ManagedFields();
        copied.shares.putAll(shares);
        return copied;
    }
}
