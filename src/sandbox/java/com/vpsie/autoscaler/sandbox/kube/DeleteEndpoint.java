package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.controllers.Evictions;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.DeleteOptions;
import com.vpsie.autoscaler.sandbox.kube.store.DeleteOptions.Propagation;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.Deleted;
import com.vpsie.autoscaler.sandbox.kube.store.Page;
import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Deletions and evictions over HTTP. Safe for any thread. */
final class DeleteEndpoint {
    /** What answers with the object even when it is gone; all else answers with a Status. */
    private static final Set<String> ANSWERED_AS_OBJECT = Set.of(
            "pods",
            "serviceaccounts",
            "services",
            "persistentvolumeclaims",
            "persistentvolumes",
            "storageclasses.storage.k8s.io",
            "csinodes.storage.k8s.io");

    private final ObjectStore store;
    private final Lists lists;
    private final Evictions evictions;

    DeleteEndpoint(ObjectStore store, Lists lists) {
        this.store = store;
        this.lists = lists;
        this.evictions = new Evictions(store, InstantSource.system());
    }

    Answer one(Call call, Address at) {
        if (!at.subresource().isEmpty()) {
            throw ResourceEndpoint.notAllowed();
        }
        Deleted deleted = store.delete(at.kind(), at.namespace(), at.name(), options(call));
        boolean object =
                !deleted.gone() || ANSWERED_AS_OBJECT.contains(at.kind().qualifiedPlural());
        return Answer.ok(object ? deleted.object() : success(at, deleted.object()));
    }

    private static ObjectNode success(Address at, ObjectNode object) {
        ObjectNode status = status();
        ObjectNode details = status.putObject("details").put("name", Meta.name(object));
        if (!at.kind().group().isEmpty()) {
            details.put("group", at.kind().group());
        }
        details.put("kind", at.kind().plural()).put("uid", Meta.uid(object));
        return status;
    }

    private static ObjectNode status() {
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        return status.put("status", "Success");
    }

    /** Deletes page by page what a list with the same parameters finds, and answers that list. */
    Answer collection(Call call, Address at) {
        if (at.kind().equals(BuiltinKinds.NAMESPACE)
                || at.kind().namespaced() && at.namespace().isEmpty()) {
            throw ResourceEndpoint.notAllowed();
        }
        DeleteOptions options = options(call);
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

    Answer evict(Call call, Address at) {
        if (!call.verb(at).equals("create")) {
            throw ResourceEndpoint.notAllowed();
        }
        ObjectNode eviction = call.object();
        if (!Meta.name(eviction).equals(at.name())) {
            throw ApiException.badRequest("name in URL does not match name in Eviction object");
        }
        JsonNode options = eviction.path("deleteOptions");
        evictions.evict(at.namespace(), at.name(), parse(options).withDryRun(dryRun(call, options)));
        return new Answer(201, status().put("code", 201));
    }

    private static DeleteOptions options(Call call) {
        ObjectNode sent = call.objectOrEmpty();
        String kind = sent.path("kind").asText("DeleteOptions");
        if (!kind.equals("DeleteOptions")) {
            throw ApiException.badRequest("no kind \"" + kind + "\" is registered for version \""
                    + sent.path("apiVersion").asText() + "\" as options of a deletion");
        }
        ObjectNode asked = sent.deepCopy();
        parameter(call, asked, "propagationPolicy");
        parameter(call, asked, "gracePeriodSeconds");
        parameter(call, asked, "orphanDependents");
        return parse(asked).withDryRun(dryRun(call, sent));
    }

    /** Parameters count where there is no body. */
    private static void parameter(Call call, ObjectNode asked, String name) {
        if (call.body().isBlank() && !call.parameter(name).isEmpty()) {
            asked.put(name, call.parameter(name));
        }
    }

    private static boolean dryRun(Call call, JsonNode options) {
        boolean asked = call.writeOptions().dryRun();
        for (JsonNode item : options.path("dryRun")) {
            if (!item.asText().equals("All")) {
                throw invalid(
                        FieldError.Type.NOT_SUPPORTED,
                        "dryRun",
                        options.path("dryRun") + ": supported values: \"All\"");
            }
            asked = true;
        }
        return asked;
    }

    private static ApiException invalid(FieldError.Type type, String field, String detail) {
        return ApiException.invalidDeleteOptions(new FieldError(type, field, detail));
    }

    private static DeleteOptions parse(JsonNode options) {
        JsonNode preconditions = options.path("preconditions");
        return new DeleteOptions(
                text(preconditions, "uid"),
                text(preconditions, "resourceVersion"),
                propagation(options),
                options.hasNonNull("gracePeriodSeconds")
                        ? OptionalInt.of(options.get("gracePeriodSeconds").asInt())
                        : OptionalInt.empty(),
                false);
    }

    private static Optional<Propagation> propagation(JsonNode options) {
        Optional<String> policy = text(options, "propagationPolicy");
        Optional<String> orphan = text(options, "orphanDependents");
        if (policy.isPresent() && orphan.isPresent()) {
            throw invalid(
                    FieldError.Type.INVALID,
                    "propagationPolicy",
                    "\"" + policy.get() + "\": orphanDependents and deletionPropagation cannot be both set");
        }
        if (orphan.isPresent()) {
            return Optional.of(orphan.get().equals("true") ? Propagation.ORPHAN : Propagation.BACKGROUND);
        }
        return policy.map(name -> switch (name) {
            case "Background" -> Propagation.BACKGROUND;
            case "Foreground" -> Propagation.FOREGROUND;
            case "Orphan" -> Propagation.ORPHAN;
            default ->
                throw invalid(
                        FieldError.Type.NOT_SUPPORTED,
                        "propagationPolicy",
                        "\"" + name + "\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"");
        });
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.hasNonNull(field) ? Optional.of(node.get(field).asText()) : Optional.empty();
    }
}
