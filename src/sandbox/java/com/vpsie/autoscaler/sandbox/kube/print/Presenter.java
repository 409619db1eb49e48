package com.vpsie.autoscaler.sandbox.kube.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.KindRegistry;
import com.vpsie.autoscaler.sandbox.kube.print.Representation.Form;
import com.vpsie.autoscaler.sandbox.kube.print.Representation.Include;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Turns objects of one kind, and lists of them, into the form that one client wants. Of one request; a watch keeps one
 * for all its events, since only the first table of a watch carries the columns.
 */
public final class Presenter {
    private static final String VERSION = "meta.k8s.io/v1";

    private final Representation wanted;
    private final InstantSource clock;
    private final List<Column> columns;
    private boolean columnsTold;

    /** @param clock against which ages are told */
    public Presenter(KindRegistry kinds, ResourceKind kind, Representation wanted, InstantSource clock) {
        this.wanted = wanted;
        this.clock = clock;
        Optional<ObjectNode> definition = kinds.definition(kind);
        this.columns = wanted.form() != Form.TABLE
                ? List.of()
                : definition.isPresent() ? CustomColumns.of(definition.get(), kind.version()) : BuiltinColumns.of(kind);
    }

    /** Objects are answered as they are stored. */
    public boolean isPlain() {
        return wanted.form() == Form.PLAIN;
    }

    /** @param body an object of the kind, or a list of such; not modified, but its parts are used */
    public ObjectNode present(ObjectNode body) {
        return switch (wanted.form()) {
            case PLAIN -> body;
            case TABLE -> table(body);
            case METADATA -> metadata(body);
        };
    }

    private ObjectNode table(ObjectNode body) {
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", VERSION);
        boolean list = body.path("items").isArray();
        ObjectNode metadata = table.putObject("metadata");
        for (String field : List.of("resourceVersion", "continue", "remainingItemCount")) {
            if (body.path("metadata").has(field)) {
                metadata.set(field, body.path("metadata").get(field));
            }
        }
        if (columnsTold) {
            table.putNull("columnDefinitions");
        } else {
            ArrayNode definitions = table.putArray("columnDefinitions");
            columns.forEach(column -> definitions.add(column.definition()));
            columnsTold = true;
        }
        ArrayNode rows = table.putArray("rows");
        Instant now = clock.instant();
        if (!list) {
            rows.add(row(body, now));
        }
        for (JsonNode item : body.path("items")) {
            if (item instanceof ObjectNode object && list) {
                rows.add(row(object, now));
            }
        }
        return table;
    }

    private ObjectNode row(ObjectNode object, Instant now) {
        ObjectNode row = Json.object();
        ArrayNode cells = row.putArray("cells");
        columns.forEach(column -> cells.add(column.cell().of(object, now)));
        if (wanted.include() == Include.NONE) {
            row.putNull("object");
        } else {
            row.set("object", wanted.include() == Include.OBJECT ? object : partial(object));
        }
        return row;
    }

    private static ObjectNode metadata(ObjectNode body) {
        if (!body.path("items").isArray()) {
            return partial(body);
        }
        ObjectNode list = Json.object().put("kind", "PartialObjectMetadataList").put("apiVersion", VERSION);
        list.set("metadata", body.path("metadata"));
        ArrayNode items = list.putArray("items");
        for (JsonNode item : body.path("items")) {
            if (item instanceof ObjectNode object) {
                items.add(partial(object));
            }
        }
        return list;
    }

    private static ObjectNode partial(ObjectNode object) {
        ObjectNode partial = Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", VERSION);
        partial.set("metadata", object.path("metadata"));
        return partial;
    }
}
