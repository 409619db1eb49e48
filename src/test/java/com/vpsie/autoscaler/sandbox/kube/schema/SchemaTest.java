package com.vpsie.autoscaler.sandbox.kube.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static JsonNode json(String text) throws Exception {
        return Json.read(text.replace('\'', '"'));
    }

    @Test
    void aReferenceIsFollowedAndWhatStandsBesideItWins() throws Exception {
        JsonNode target = json("{'type': 'object', 'description': 'theirs', 'properties': {'a': {'type': 'string'}}}");
        Schema schema = Schema.parse(
                json("{'allOf': [{'$ref': '#/components/schemas/Target'}], 'description': 'ours', 'default': {}}"),
                Map.of("Target", target)::get);
        assertThat(schema.type()).isEqualTo("object");
        assertThat(schema.description()).isEqualTo("ours");
        assertThat(schema.defaultValue()).contains(json("{}"));
        assertThat(schema.properties().keySet()).containsExactly("a");
    }

    @Test
    void aSchemaMayReferToItself() throws Exception {
        JsonNode node = json("{'type': 'object', 'properties': {'next': {'$ref': '#/components/schemas/Node'}}}");
        Schema schema = Schema.parse(node, Map.of("Node", node)::get);
        Schema next = schema.member("next").orElseThrow();
        assertThat(next.member("next").orElseThrow()).isSameAs(next);
    }

    @Test
    void additionalPropertiesTrueAllowsAnything() throws Exception {
        Schema schema = Schema.parse(json("{'type': 'object', 'additionalProperties': true}"), name -> Json.object());
        assertThat(schema.member("x")).contains(Schema.ANY);
    }
}
