package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions.FieldValidation;
import com.vpsie.autoscaler.sandbox.kube.print.Representation;
import com.vpsie.autoscaler.sandbox.kube.protobuf.Protobuf;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, read completely. Of one thread.
 *
 * @param received when it had been read
 * @param warnings grows while it is answered
 */
record Call(
        Instant received,
        String user,
        String method,
        String path,
        Map<String, String> query,
        String contentType,
        String accept,
        String userAgent,
        String body,
        List<String> warnings) {

    static Call read(HttpExchange exchange, String user) throws IOException {
        Body body = Body.read(
                header(exchange, "Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT),
                exchange.getRequestBody().readAllBytes());
        return new Call(
                Instant.now(),
                user,
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query(exchange.getRequestURI().getRawQuery()),
                body.type(),
                header(exchange, "Accept"),
                header(exchange, "User-Agent"),
                body.text(),
                new ArrayList<>());
    }

    /** The same without effect. */
    Call asDryRun() {
        Map<String, String> asked = new HashMap<>(query);
        asked.put("dryRun", "All");
        return new Call(
                received,
                user,
                method,
                path,
                Map.copyOf(asked),
                contentType,
                accept,
                userAgent,
                body,
                new ArrayList<>());
    }

    /** What was sent as text: what came in Kubernetes' binary form has become JSON. */
    private record Body(String type, String text) {
        static Body read(String type, byte[] bytes) {
            if (!type.equals(Protobuf.TYPE) || bytes.length == 0) {
                return new Body(type, new String(bytes, StandardCharsets.UTF_8));
            }
            try {
                return Protobuf.decode(bytes)
                        .map(object -> new Body("application/json", object.toString()))
                        .orElseGet(() -> new Body(type, ""));
            } catch (IllegalArgumentException e) {
                // what is no JSON is refused by whoever wants to read it
                return new Body("application/json", String.valueOf(e.getMessage()));
            }
        }
    }

    static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    static Map<String, String> query(@Nullable String raw) {
        Map<String, String> values = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                String[] parts = pair.split("=", 2);
                String value = parts.length > 1 ? parts[1] : "";
                values.put(decode(parts[0]), decode(value));
            }
        }
        return Map.copyOf(values);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    boolean has(String name) {
        return query.containsKey(name);
    }

    /** True when given, unless as {@code false} or {@code 0}: so a real API server reads it. */
    boolean flag(String name) {
        return has(name)
                && !parameter(name).equalsIgnoreCase("false")
                && !parameter(name).equals("0");
    }

    /** @throws ApiException 400 when it is not a number */
    long number(String name) {
        String text = parameter(name);
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }

    /** @throws ApiException 400 for an unknown dryRun or fieldValidation; 422 for an impossible fieldManager */
    WriteOptions writeOptions() {
        String dryRun = parameter("dryRun");
        if (!dryRun.isEmpty() && !dryRun.equals("All")) {
            throw ApiException.badRequest("dryRun: Unsupported value: \"" + dryRun + "\": supported values: \"All\"");
        }
        FieldValidation validation = switch (parameter("fieldValidation")) {
            case "Ignore" -> FieldValidation.IGNORE;
            case "", "Warn" -> FieldValidation.WARN;
            case "Strict" -> FieldValidation.STRICT;
            default ->
                throw ApiException.badRequest("fieldValidation: Unsupported value: \"" + parameter("fieldValidation")
                        + "\": supported values: \"Ignore\", \"Strict\", \"Warn\"");
        };
        return new WriteOptions(FieldManagerOption.of(this), validation, !dryRun.isEmpty(), warnings::add);
    }

    /** @throws ApiException 406 or 400 for a form that is not served */
    Representation representation() {
        return Representation.of(accept, parameter("includeObject"));
    }

    /** What the request does, in the words of RBAC. */
    String verb(Address address) {
        boolean one = !address.name().isEmpty();
        return switch (method) {
            case "GET" -> one ? "get" : flag("watch") ? "watch" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> one ? "delete" : "deletecollection";
            default -> method.toLowerCase(Locale.ROOT);
        };
    }

    /** @throws ApiException 400 when the body is no object; 415 for CBOR, and for kinds not known in binary form */
    ObjectNode object() {
        try {
            JsonNode node = switch (contentType) {
                case "", "application/json" -> Json.read(body);
                case "application/yaml" -> Serialization.yamlMapper().readTree(body);
                default ->
                    throw ApiException.unsupportedMediaType(
                            "the body of the request was in an unknown format - accepted media types include:"
                                    + " application/json, application/yaml");
            };
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("error decoding the body: " + e.getOriginalMessage());
        }
        throw ApiException.badRequest("the body must be an object");
    }

    /** The body as an object, whatever the content type says: curl calls it a form. */
    ObjectNode anyObject() {
        return new Call(received, user, method, path, query, "", accept, userAgent, body, warnings).object();
    }

    /** The body as an object, or an empty one when there is no body. */
    ObjectNode objectOrEmpty() {
        return body.isBlank() ? Json.object() : object();
    }
}
