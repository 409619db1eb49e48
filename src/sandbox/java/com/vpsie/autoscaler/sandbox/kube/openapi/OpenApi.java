package com.vpsie.autoscaler.sandbox.kube.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinSchemas;
import com.vpsie.autoscaler.sandbox.kube.kinds.KindRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The answers of {@code /openapi/v3}: for each group version the paths of its kinds, by which kubectl finds a kind and
 * learns how it can be written, and the schemas of the kinds with all they refer to. Stateless but for the kinds; a
 * document is made when it is asked for.
 */
public final class OpenApi {
    private static final String PATH = "/openapi/v3";
    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    private final KindRegistry kinds;

    public OpenApi(KindRegistry kinds) {
        this.kinds = kinds;
    }

    /** Empty when the path is none of these. */
    public Optional<ObjectNode> answer(String path) {
        if (path.equals(PATH)) {
            return Optional.of(index());
        }
        if (!path.startsWith(PATH + "/")) {
            return Optional.empty();
        }
        String prefix = path.substring(PATH.length());
        List<ResourceKind> served = served(prefix);
        return served.isEmpty() ? Optional.empty() : Optional.of(document(served));
    }

    private List<ResourceKind> served(String prefix) {
        return kinds.all().stream().filter(kind -> prefix(kind).equals(prefix)).toList();
    }

    private static String prefix(ResourceKind kind) {
        return (kind.group().isEmpty() ? "/api/" : "/apis/") + kind.apiVersion();
    }

    private ObjectNode index() {
        ObjectNode index = Json.object();
        ObjectNode paths = index.putObject("paths");
        for (ResourceKind kind : kinds.all()) {
            String prefix = prefix(kind);
            if (!paths.has(prefix.substring(1))) {
                paths.putObject(prefix.substring(1)).put("serverRelativeURL", PATH + prefix + "?hash=" + hash(prefix));
            }
        }
        return index;
    }

    /** Changes with the content: clients cache by it. */
    private String hash(String prefix) {
        int hash = 0;
        for (ResourceKind kind : served(prefix)) {
            String version = kinds.definition(kind)
                    .map(definition -> definition.path("spec").toString())
                    .orElse("");
            hash = 31 * hash + (kind.plural() + version).hashCode();
        }
        return Integer.toHexString(hash);
    }

    private ObjectNode document(List<ResourceKind> served) {
        ObjectNode document = Json.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v1.36.3");
        ObjectNode paths = document.putObject("paths");
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        Deque<String> references = new ArrayDeque<>();
        for (ResourceKind kind : served) {
            paths(paths, kind);
            kinds.definition(kind).ifPresent(definition -> {
                schemas.set(name(kind), CustomSchema.of(definition, kind));
                references.add(META + "ObjectMeta");
            });
            BuiltinSchemas.nameOf(kind)
                    .filter(name -> kinds.definition(kind).isEmpty())
                    .ifPresent(references::add);
        }
        while (!references.isEmpty()) {
            String name = references.remove();
            if (!schemas.has(name)) {
                JsonNode schema = BuiltinSchemas.definition(name);
                schemas.set(name, schema);
                collect(schema, references);
            }
        }
        return document;
    }

    private static void collect(JsonNode schema, Deque<String> references) {
        if (schema.path("$ref").isTextual()) {
            references.add(schema.get("$ref").asText().substring(BuiltinSchemas.REF.length()));
        }
        schema.forEach(child -> collect(child, references));
    }

    /** {@code com.example.contract.v1.Widget}. */
    private static String name(ResourceKind kind) {
        List<String> group = new ArrayList<>(List.of(kind.group().split("\\.")));
        Collections.reverse(group);
        return String.join(".", group) + "." + kind.version() + "." + kind.kind();
    }

    private static void paths(ObjectNode paths, ResourceKind kind) {
        String all = prefix(kind) + "/" + kind.plural();
        String collection = kind.namespaced() ? prefix(kind) + "/namespaces/{namespace}/" + kind.plural() : all;
        String ref = BuiltinSchemas.nameOf(kind).orElseGet(() -> name(kind));
        if (kind.namespaced()) {
            operation(paths, all, "get", "list", kind, ref);
        }
        operation(paths, collection, "get", "list", kind, ref);
        operation(paths, collection, "post", "post", kind, ref);
        operation(paths, collection, "delete", "deletecollection", kind, ref);
        List<String> items = kind.traits().status() ? List.of("/{name}", "/{name}/status") : List.of("/{name}");
        for (String item : items) {
            operation(paths, collection + item, "get", "get", kind, ref);
            operation(paths, collection + item, "put", "put", kind, ref);
            operation(paths, collection + item, "patch", "patch", kind, ref);
        }
        operation(paths, collection + "/{name}", "delete", "delete", kind, ref);
    }

    private static void operation(
            ObjectNode paths, String path, String method, String action, ResourceKind kind, String ref) {
        ObjectNode item = paths.get(path) instanceof ObjectNode there ? there : paths.putObject(path);
        ObjectNode operation = item.putObject(method);
        ObjectNode answer = operation
                .putObject("responses")
                .putObject(method.equals("post") ? "201" : "200")
                .put("description", "Done");
        if (!action.equals("list") && !method.equals("delete")) {
            answer.putObject("content")
                    .putObject("application/json")
                    .putObject("schema")
                    .put("$ref", BuiltinSchemas.REF + ref);
        }
        operation.put("x-kubernetes-action", action);
        operation
                .putObject("x-kubernetes-group-version-kind")
                .put("group", kind.group())
                .put("version", kind.version())
                .put("kind", kind.kind());
        ArrayNode parameters = operation.putArray("parameters");
        if (!method.equals("get")) {
            List<String> names = method.equals("delete")
                    ? List.of("dryRun", "propagationPolicy", "gracePeriodSeconds")
                    : List.of("dryRun", "fieldManager", "fieldValidation");
            names.forEach(name -> parameters
                    .addObject()
                    .put("name", name)
                    .put("in", "query")
                    .putObject("schema")
                    .put("type", name.equals("gracePeriodSeconds") ? "integer" : "string"));
        }
    }
}
