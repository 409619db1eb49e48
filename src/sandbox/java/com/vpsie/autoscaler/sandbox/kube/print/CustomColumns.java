package com.vpsie.autoscaler.sandbox.kube.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The {@code additionalPrinterColumns} of a CRD; without any the age is shown. */
final class CustomColumns {
    private CustomColumns() {}

    static List<Column> of(ObjectNode definition, String version) {
        List<Column> columns = new ArrayList<>(List.of(Column.NAME));
        for (JsonNode one : definition.path("spec").path("versions")) {
            if (one.path("name").asText().equals(version)) {
                one.path("additionalPrinterColumns").forEach(column -> columns.add(column(column)));
            }
        }
        if (columns.size() == 1) {
            columns.add(Column.AGE.typed("date"));
        }
        return columns;
    }

    private static Column column(JsonNode given) {
        String type = given.path("type").asText();
        String path = given.path("jsonPath").asText();
        JsonPath wanted = JsonPath.parse(path);
        String description =
                given.path("description").asText("Custom resource definition column (in JSONPath format): " + path);
        return new Column(
                given.path("name").asText(),
                type,
                given.path("format").asText(),
                description,
                given.path("priority").asInt(),
                (object, now) -> wanted.first(object)
                        .map(value -> cell(type, value, now))
                        .orElse(NullNode.getInstance()));
    }

    /** Nothing where the value is not of the column's type. */
    private static JsonNode cell(String type, JsonNode value, Instant now) {
        return switch (type) {
            case "integer" -> value.isNumber() ? LongNode.valueOf(value.asLong()) : NullNode.getInstance();
            case "number" -> value.isNumber() ? DoubleNode.valueOf(value.asDouble()) : NullNode.getInstance();
            case "boolean" -> value.isBoolean() ? BooleanNode.valueOf(value.asBoolean()) : NullNode.getInstance();
            case "date" -> date(value, now);
            default -> TextNode.valueOf(value.isValueNode() ? value.asText() : value.toString());
        };
    }

    private static JsonNode date(JsonNode value, Instant now) {
        String age = Ages.since(value, now);
        return TextNode.valueOf(age.equals(Ages.UNKNOWN) ? "<invalid>" : age);
    }
}
