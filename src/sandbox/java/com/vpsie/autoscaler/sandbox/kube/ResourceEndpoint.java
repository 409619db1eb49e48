package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.patch.Patches;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.DeleteOptions;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.Deleted;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.Written;
import com.vpsie.autoscaler.sandbox.kube.store.Page;
import com.vpsie.autoscaler.sandbox.kube.store.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The verbs of REST on the store, watches aside. Safe for any thread. */
final class ResourceEndpoint {
    private final ObjectStore store;

    ResourceEndpoint(ObjectStore store) {
        this.store = store;
    }

    Answer answer(Call call, Address at) {
        WriteOptions how = call.writeOptions();
        if (at.kind().equals(BuiltinKinds.POD) && at.subresource().equals("eviction")) {
            return evict(call, at);
        }
        if (!at.subresource().isEmpty() && !isStatus(at)) {
            throw ApiException.of(404, "NotFound", "the server could not find the requested resource");
        }
        return switch (call.verb(at)) {
            case "get" -> Answer.ok(store.get(at.kind(), at.namespace(), at.name()));
            case "list" -> list(call, at);
            case "create" -> create(call, at, how);
            case "update" -> written(store.update(at.kind(), at.namespace(), at.name(), call.object(), part(at), how));
            case "patch" -> patch(call, at, how);
            case "delete" -> delete(at, deleteOptions(call));
            case "deletecollection" -> deleteCollection(call, at);
            default -> throw notAllowed();
        };
    }

    private static ApiException notAllowed() {
        return ApiException.of(
                405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    private static boolean isStatus(Address at) {
        return at.subresource().equals("status") && at.kind().traits().status();
    }

    private static Part part(Address at) {
        return at.subresource().isEmpty() ? Part.MAIN : Part.STATUS;
    }

    private Answer create(Call call, Address at, WriteOptions how) {
        if (!at.name().isEmpty()) {
            throw notAllowed();
        }
        ObjectNode object = call.object();
        if (at.kind().namespaced() && at.namespace().isEmpty()) {
            throw ApiException.badRequest("an empty namespace may not be set during creation");
        }
        return new Answer(201, store.create(at.kind(), at.namespace(), object, how));
    }

    private Answer patch(Call call, Address at, WriteOptions how) {
        if (call.contentType().equals(ApplyPatch.CONTENT_TYPE)) {
            ApplyPatch patch = ApplyPatch.read(call, how);
            return written(
                    store.apply(at.kind(), at.namespace(), at.name(), patch.config(), patch.force(), part(at), how));
        }
        ApplyPatch.refuseForce(call);
        UnaryOperator<ObjectNode> change = Patches.parse(at.kind(), call.contentType(), call.body());
        return written(store.patch(at.kind(), at.namespace(), at.name(), change, part(at), how));
    }

    private static Answer written(Written written) {
        return new Answer(written.kind() == Written.Kind.CREATED ? 201 : 200, written.object());
    }

    private Answer list(Call call, Address at) {
        Selector selector = Selector.parse(at.kind(), call.parameter("labelSelector"), call.parameter("fieldSelector"));
        Token token = Token.parse(call.parameter("continue"));
        Page page = store.list(at.kind(), at.namespace(), selector, (int) call.number("limit"), token.after());
        ObjectNode list = Json.object();
        list.put("kind", at.kind().kind() + "List").put("apiVersion", at.kind().apiVersion());
        long version = token.version() > 0 ? token.version() : page.version();
        ObjectNode metadata = list.putObject("metadata").put("resourceVersion", Long.toString(version));
        if (!page.next().isEmpty()) {
            metadata.put("continue", new Token(version, page.next()).encode());
        }
        ArrayNode items = list.putArray("items");
        page.items().forEach(items::add);
        return Answer.ok(list);
    }

    /** Where the next page begins, and the version of the first page, from which a watch may go on. */
    private record Token(long version, String after) {
        static Token parse(String text) {
            if (text.isEmpty()) {
                return new Token(0, "");
            }
            try {
                String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                String[] parts = plain.split(" ", 2);
                return new Token(Long.parseLong(parts[0]), parts[1]);
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw ApiException.badRequest("continue key is not valid: " + e.getMessage());
            }
        }

        String encode() {
            return Base64.getUrlEncoder().encodeToString((version + " " + after).getBytes(StandardCharsets.UTF_8));
        }
    }

    private Answer delete(Address at, DeleteOptions options) {
        if (!at.subresource().isEmpty()) {
            throw notAllowed();
        }
        Deleted deleted = store.delete(at.kind(), at.namespace(), at.name(), options);
        return Answer.ok(deleted.gone() ? success(at, deleted.object()) : deleted.object());
    }

    private static ObjectNode success(Address at, ObjectNode object) {
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success");
        ObjectNode details = status.putObject("details").put("name", Meta.name(object));
        if (!at.kind().group().isEmpty()) {
            details.put("group", at.kind().group());
        }
        details.put("kind", at.kind().plural()).put("uid", Meta.uid(object));
        return status;
    }

    private static DeleteOptions deleteOptions(Call call) {
        JsonNode options = call.objectOrEmpty();
        JsonNode preconditions = options.path("preconditions");
        String policy = options.path("propagationPolicy").asText(call.parameter("propagationPolicy"));
        boolean orphan =
                policy.equals("Orphan") || options.path("orphanDependents").asBoolean(false);
        return new DeleteOptions(
                text(preconditions, "uid"),
                text(preconditions, "resourceVersion"),
                orphan,
                call.writeOptions().dryRun());
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.hasNonNull(field) ? Optional.of(node.get(field).asText()) : Optional.empty();
    }

    private Answer deleteCollection(Call call, Address at) {
        Selector selector = Selector.parse(at.kind(), call.parameter("labelSelector"), call.parameter("fieldSelector"));
        List<ObjectNode> items =
                store.list(at.kind(), at.namespace(), selector, 0, "").items();
        for (ObjectNode item : items) {
            store.delete(at.kind(), Meta.namespace(item), Meta.name(item), DeleteOptions.NONE);
        }
        ObjectNode list = Json.object();
        list.put("kind", at.kind().kind() + "List").put("apiVersion", at.kind().apiVersion());
        list.putObject("metadata").put("resourceVersion", Long.toString(store.version()));
        list.putArray("items").addAll(items);
        return Answer.ok(list);
    }

    /** Evicts without regard to disruption budgets. */
    private Answer evict(Call call, Address at) {
        if (!call.verb(at).equals("create")) {
            throw notAllowed();
        }
        JsonNode options = call.object().path("deleteOptions").path("preconditions");
        store.delete(
                at.kind(),
                at.namespace(),
                at.name(),
                new DeleteOptions(
                        text(options, "uid"),
                        text(options, "resourceVersion"),
                        false,
                        call.writeOptions().dryRun()));
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        return new Answer(201, status.put("status", "Success"));
    }
}
