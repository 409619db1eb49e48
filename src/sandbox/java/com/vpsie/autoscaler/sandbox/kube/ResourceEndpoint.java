package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinSchemas;
import com.vpsie.autoscaler.sandbox.kube.patch.Patches;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.DeleteOptions;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.Deleted;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.Written;
import com.vpsie.autoscaler.sandbox.kube.store.Page;
import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The verbs of REST on the store, watches aside. Safe for any thread. */
final class ResourceEndpoint {
    private final ObjectStore store;
    private final Lists lists;

    ResourceEndpoint(ObjectStore store) {
        this.store = store;
        this.lists = new Lists(store);
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
            case "get" -> get(call, at);
            case "list" -> Answer.ok(Lists.body(lists.read(call, at), call, at));
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
        UnaryOperator<ObjectNode> change =
                Patches.parse(at.kind(), BuiltinSchemas.schema(at.kind()), call.contentType(), call.body());
        return written(store.patch(at.kind(), at.namespace(), at.name(), change, part(at), how));
    }

    private static Answer written(Written written) {
        return new Answer(written.kind() == Written.Kind.CREATED ? 201 : 200, written.object());
    }

    private Answer get(Call call, Address at) {
        lists.requireWritten(Reading.oneVersion(call));
        return Answer.ok(store.get(at.kind(), at.namespace(), at.name()));
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

    /** Deletes page by page what a list with the same parameters finds, and answers that list. */
    private Answer deleteCollection(Call call, Address at) {
        if (at.kind().equals(BuiltinKinds.NAMESPACE)
                || at.kind().namespaced() && at.namespace().isEmpty()) {
            throw notAllowed();
        }
        DeleteOptions options = deleteOptions(call);
        Page page = lists.read(call, at);
        for (Stored item : page.rows()) {
            deleteUnlessGone(at, item, options);
        }
        return Answer.ok(Lists.body(page, call, at));
    }

    private void deleteUnlessGone(Address at, Stored item, DeleteOptions options) {
        try {
            store.delete(at.kind(), item.namespace(), item.name(), options);
        } catch (ApiException e) {
            if (e.code() != 404) {
                throw e;
            }
        }
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
