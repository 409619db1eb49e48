package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Who owns which fields of an object, for assertions. */
final class Owners {
    private Owners() {}

    /** By manager and operation, and subresource where there is one: {@code one Apply}, {@code two Update status}. */
    static Map<String, JsonNode> of(JsonNode object) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (JsonNode entry : object.at("/metadata/managedFields")) {
            String subresource = entry.path("subresource").asText();
            String who = entry.path("manager").asText() + " "
                    + entry.path("operation").asText() + (subresource.isEmpty() ? "" : " " + subresource);
            assertThat(entry.path("fieldsType").asText()).isEqualTo("FieldsV1");
            JsonNode before = found.put(who, entry.path("fieldsV1"));
            assertThat(before).as("a second entry of " + who).isNull();
        }
        return found;
    }

    /** What one of them owns. @param who as of {@link #of} */
    static JsonNode fields(Reply reply, String who) {
        return Objects.requireNonNull(of(reply.body()).get(who), () -> who + " owns nothing of " + reply.body());
    }

    /** @param expected manager and fieldsV1 in turn, as of {@link #of}; may use single quotes */
    static void expect(Reply reply, String... expected) {
        Map<String, JsonNode> wanted = new LinkedHashMap<>();
        for (int i = 0; i < expected.length; i += 2) {
            wanted.put(expected[i], json(expected[i + 1]));
        }
        assertThat(of(reply.body())).isEqualTo(wanted);
    }

    /** Expects a 409 whose causes are these fields, in any order. @param expected owner and field in turn */
    static void expectConflicts(Reply reply, String... expected) {
        reply.expect(409, "Conflict");
        Map<String, String> causes = new LinkedHashMap<>();
        for (JsonNode cause : reply.at("/details/causes")) {
            assertThat(cause.path("reason").asText()).isEqualTo("FieldManagerConflict");
            causes.put(cause.path("field").asText(), cause.path("message").asText());
        }
        Map<String, String> wanted = new LinkedHashMap<>();
        for (int i = 0; i < expected.length; i += 2) {
            wanted.put(expected[i + 1], "conflict with " + expected[i]);
        }
        assertThat(causes).isEqualTo(wanted);
    }

    static JsonNode json(String text) {
        try {
            return Json.read(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
