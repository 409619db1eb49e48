package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.KindRegistry;
import java.util.List;
import java.util.Optional;

/**
 * The answers of {@code /openapi/v3}: no schemas, only what {@code kubectl create -f} and {@code kubectl apply} look for,
 * namely that every kind can be patched with {@code fieldValidation}.
 */
final class OpenApi {
    private static final String PATH = "/openapi/v3";

    private final KindRegistry kinds;

    OpenApi(KindRegistry kinds) {
        this.kinds = kinds;
    }

    /** Empty when the path is none of these. */
    Optional<ObjectNode> answer(String path) {
        if (path.equals(PATH)) {
            return Optional.of(index());
        }
        if (!path.startsWith(PATH + "/")) {
            return Optional.empty();
        }
        String prefix = path.substring(PATH.length());
        List<ResourceKind> served =
                kinds.all().stream().filter(kind -> prefix(kind).equals(prefix)).toList();
        return served.isEmpty() ? Optional.empty() : Optional.of(document(served));
    }

    private static String prefix(ResourceKind kind) {
        return (kind.group().isEmpty() ? "/api/" : "/apis/") + kind.apiVersion();
    }

    private ObjectNode index() {
        ObjectNode index = Json.object();
        ObjectNode paths = index.putObject("paths");
        for (ResourceKind kind : kinds.all()) {
            String prefix = prefix(kind);
            // the hash must change with the content: clients cache by it
            String hash = Integer.toHexString(kinds.all().hashCode());
            paths.putObject(prefix.substring(1)).put("serverRelativeURL", PATH + prefix + "?hash=" + hash);
        }
        return index;
    }

    private static ObjectNode document(List<ResourceKind> served) {
        ObjectNode document = Json.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "embedded Kubernetes API").put("version", "v1.36.3");
        ObjectNode paths = document.putObject("paths");
        for (ResourceKind kind : served) {
            String namespace = kind.namespaced() ? "/namespaces/{namespace}" : "";
            ObjectNode patch = paths.putObject(prefix(kind) + namespace + "/" + kind.plural() + "/{name}")
                    .putObject("patch");
            patch.putObject("responses").putObject("200").put("description", "OK");
            patch.put("x-kubernetes-action", "patch");
            patch.putObject("x-kubernetes-group-version-kind")
                    .put("group", kind.group())
                    .put("version", kind.version())
                    .put("kind", kind.kind());
            patch.putArray("parameters")
                    .addObject()
                    .put("name", "fieldValidation")
                    .put("in", "query")
                    .putObject("schema")
                    .put("type", "string");
        }
        document.putObject("components").putObject("schemas");
        return document;
    }
}
