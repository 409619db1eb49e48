package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinSchemas;
import com.vpsie.autoscaler.sandbox.kube.patch.Patches;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.Written;
import java.util.function.UnaryOperator;

/** The verbs of REST on the store, watches aside. Safe for any thread. */
final class ResourceEndpoint {
    private final ObjectStore store;
    private final Lists lists;
    private final DeleteEndpoint deletes;

    ResourceEndpoint(ObjectStore store) {
        this.store = store;
        this.lists = new Lists(store);
        this.deletes = new DeleteEndpoint(store, lists);
    }

    Answer answer(Call call, Address at) {
        WriteOptions how = call.writeOptions();
        if (at.kind().equals(BuiltinKinds.POD) && at.subresource().equals("eviction")) {
            if (!call.verb(at).equals("create")) {
                throw notAllowed();
            }
            return deletes.evict(call, at);
        }
        if (at.kind().equals(BuiltinKinds.POD)
                && at.subresource().equals("log")
                && call.verb(at).equals("get")) {
            return PodLogs.answer(store, call, at);
        }
        if (!at.subresource().isEmpty() && !isStatus(at)) {
            if (!BuiltinKinds.isBuiltin(at.kind())) {
                throw ApiException.notFound(at.kind(), at.name());
            }
            throw ApiException.of(404, "NotFound", "the server could not find the requested resource");
        }
        return switch (call.verb(at)) {
            case "get" -> get(call, at);
            case "list" -> Answer.ok(Lists.body(lists.read(call, at), call, at));
            case "create" -> create(call, at, how);
            case "update" -> written(store.update(at.kind(), at.namespace(), at.name(), call.object(), part(at), how));
            case "patch" -> patch(call, at, how);
            case "delete" -> deletes.one(call, at);
            case "deletecollection" -> deletes.collection(call, at);
            default -> throw notAllowed();
        };
    }

    static ApiException notAllowed() {
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
}
