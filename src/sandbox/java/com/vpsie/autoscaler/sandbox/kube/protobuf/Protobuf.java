package com.vpsie.autoscaler.sandbox.kube.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * Objects in the form {@code application/vnd.kubernetes.protobuf}: four bytes of magic, then an envelope with apiVersion,
 * kind and the object's own message. Read only; answers are JSON, which every client accepts too.
 *
 * <p>The resource {@code kubernetes/protobuf.json} says which field of a message has which number, name and type, for
 * the kinds that kubectl sends so. Its content are the struct tags of the Go types in k8s.io/api v0.36.0: a type with
 * {@code !} is written even when it is zero, a name that is empty is a message whose fields belong to the outer one.
 */
public final class Protobuf {
    /** The content type. */
    public static final String TYPE = "application/vnd.kubernetes.protobuf";

    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final JsonNode TABLE = read();

    private Protobuf() {}

    private static JsonNode read() {
        try (InputStream in = Protobuf.class.getResourceAsStream("/kubernetes/protobuf.json")) {
            return Json.read(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the numbers of fields", e);
        }
    }

    /**
     * The object as JSON; empty for a kind that is not known here.
     *
     * @throws IllegalArgumentException when this is not such a form
     */
    public static Optional<ObjectNode> decode(byte[] body) {
        ByteBuffer buffer = ByteBuffer.wrap(body);
        if (body.length < MAGIC.length || !buffer.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw new IllegalArgumentException("the body does not begin as Kubernetes' binary form does");
        }
        Wire envelope = new Wire(buffer.slice(MAGIC.length, body.length - MAGIC.length));
        String version = "";
        String kind = "";
        Wire object = new Wire(ByteBuffer.allocate(0));
        while (envelope.next()) {
            if (envelope.field() == 1) {
                Wire type = envelope.message();
                while (type.next()) {
                    if (type.field() == 1) {
                        version = type.text();
                    } else if (type.field() == 2) {
                        kind = type.text();
                    }
                }
            } else if (envelope.field() == 2) {
                object = envelope.message();
            }
        }
        // options for a deletion come under the version of whatever is deleted
        String name = kind.equals("DeleteOptions") ? "v1/" + kind : version + "/" + kind;
        JsonNode message = TABLE.path("kinds").path(name);
        if (!message.isTextual()) {
            return Optional.empty();
        }
        ObjectNode json = Json.object().put("apiVersion", version).put("kind", kind);
        new Messages(TABLE.path("messages")).read(message.asText(), object, json);
        return Optional.of(json);
    }
}
