package com.vpsie.autoscaler.sandbox.kube.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** An event in one row, of either of its two APIs: the older names of its fields have newer ones beside them. */
final class EventColumns {
    private EventColumns() {}

    static List<Column> columns() {
        return List.of(
                Column.since("Last Seen", EventColumns::lastSeen),
                Column.text("Type", "/type", ""),
                Column.text("Reason", "/reason", ""),
                Column.text("Object", EventColumns::object),
                Column.text(
                                "Subobject",
                                event -> subject(event).path("fieldPath").asText())
                        .wide(),
                Column.text("Source", EventColumns::source).wide(),
                Column.text(
                        "Message",
                        event -> first(event, "/message", "/note").asText().strip()),
                Column.since("First Seen", EventColumns::firstSeen).wide(),
                Column.number("Count", EventColumns::count).typed("string").wide(),
                Column.NAME.wide());
    }

    /** The first of the fields that the event has. */
    private static JsonNode first(ObjectNode event, String... pointers) {
        return Stream.of(pointers)
                .map(event::at)
                .filter(value -> !value.isMissingNode() && !value.isNull())
                .findFirst()
                .orElse(event.path("none"));
    }

    private static JsonNode subject(ObjectNode event) {
        return first(event, "/involvedObject", "/regarding");
    }

    private static String object(ObjectNode event) {
        JsonNode subject = subject(event);
        String kind = subject.path("kind").asText().toLowerCase(Locale.ROOT);
        String name = subject.path("name").asText();
        return name.isEmpty() ? kind : kind + "/" + name;
    }

    private static JsonNode firstSeen(ObjectNode event) {
        return first(event, "/firstTimestamp", "/deprecatedFirstTimestamp", "/eventTime");
    }

    private static JsonNode lastSeen(ObjectNode event) {
        JsonNode series = event.at("/series/lastObservedTime");
        JsonNode last = first(event, "/lastTimestamp", "/deprecatedLastTimestamp");
        return series.isTextual() ? series : last.isTextual() ? last : firstSeen(event);
    }

    private static long count(ObjectNode event) {
        JsonNode series = event.at("/series/count");
        long count = series.isNumber()
                ? series.asLong()
                : first(event, "/count", "/deprecatedCount").asLong();
        return count == 0 ? 1 : count;
    }

    private static String source(ObjectNode event) {
        String component = first(
                        event,
                        "/source/component",
                        "/deprecatedSource/component",
                        "/reportingComponent",
                        "/reportingController")
                .asText();
        String host = first(event, "/source/host", "/deprecatedSource/host", "/reportingInstance")
                .asText();
        return host.isEmpty() ? component : component + ", " + host;
    }
}
