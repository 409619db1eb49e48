package com.vpsie.autoscaler.sandbox.kube.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinSchemas;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The schemas of the built-in kinds, taken from a real API server's OpenAPI documents: the served kinds and what they
 * refer to, without descriptions. One file per package of definitions, one line per definition, and an index from
 * {@code group/version/Kind} to the definition's name. {@link BuiltinSchemas} reads them.
 */
public final class BuiltinSchemaDocuments {
    /** Where the documents are kept, relative to the project's directory. */
    public static final Path DIRECTORY = Path.of("src", "sandbox", "resources", "kubernetes");

    /** What a person runs, with {@code KUBEBUILDER_ASSETS} set, for another version of Kubernetes. */
    public static final String REGENERATE = "./mvnw -q test-compile exec:java@builtin-schemas";

    private static final String REF = "#/components/schemas/";
    private static final String GVK = "x-kubernetes-group-version-kind";
    /** Kinds that are posted to subresources or answered once; they have no storage and no row among the kinds. */
    private static final Map<String, List<String>> UNSTORED = Map.of(
            "/v1", List.of("Binding"),
            "policy/v1", List.of("Eviction"),
            "autoscaling/v1", List.of("Scale"),
            "authentication.k8s.io/v1", List.of("TokenRequest", "TokenReview", "SelfSubjectReview"),
            "authorization.k8s.io/v1",
                    List.of(
                            "SelfSubjectAccessReview",
                            "SelfSubjectRulesReview",
                            "SubjectAccessReview",
                            "LocalSubjectAccessReview"));

    private final Map<String, JsonNode> definitions = new TreeMap<>();
    private final Map<String, String> index = new TreeMap<>();

    private BuiltinSchemaDocuments() {}

    /** Replaces the documents by those of the API server that {@link RealKubernetes#find} finds. */
    public static void main(String[] args) throws IOException {
        RealKubernetes real =
                RealKubernetes.find().orElseThrow(() -> new IllegalStateException(RealKubernetes.whyNot()));
        try (real;
                KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(real.clientConfig("admin"))
                        .build()) {
            BuiltinSchemaDocuments documents = new BuiltinSchemaDocuments();
            Map<String, Set<String>> wanted = wanted();
            for (String groupVersion : wanted.keySet()) {
                documents.read(client, groupVersion, wanted);
            }
            documents.write();
        }
    }

    /** {@code group/version} to the names of its kinds. */
    private static Map<String, Set<String>> wanted() {
        Map<String, Set<String>> kinds = new TreeMap<>();
        UNSTORED.forEach((version, names) -> kinds.put(version, new HashSet<>(names)));
        for (ResourceKind kind : BuiltinKinds.all()) {
            kinds.computeIfAbsent(kind.group() + "/" + kind.version(), version -> new HashSet<>())
                    .add(kind.kind());
        }
        return kinds;
    }

    /** A kind of a subresource stands in the document of its resource, whatever its own group is. */
    private void read(KubernetesClient client, String groupVersion, Map<String, Set<String>> wanted)
            throws IOException {
        String path = groupVersion.startsWith("/") ? "api" + groupVersion : "apis/" + groupVersion;
        JsonNode schemas =
                Json.read(client.raw("/openapi/v3/" + path)).path("components").path("schemas");
        Deque<String> open = new ArrayDeque<>();
        for (Iterator<String> names = schemas.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            for (JsonNode gvk : schemas.get(name).path(GVK)) {
                String version =
                        gvk.path("group").asText() + "/" + gvk.path("version").asText();
                String kind = gvk.path("kind").asText();
                if (wanted.getOrDefault(version, Set.of()).contains(kind)) {
                    index.put(version + "/" + kind, name);
                    open.add(name);
                }
            }
        }
        while (!open.isEmpty()) {
            String name = open.remove();
            if (!definitions.containsKey(name)) {
                JsonNode small = stripped(schemas.path(name), open);
                definitions.put(name, small);
            }
        }
    }

    /** A copy without prose and zero defaults; notes what it refers to. */
    private static JsonNode stripped(JsonNode schema, Deque<String> references) {
        ObjectNode copy = Json.object();
        for (Map.Entry<String, JsonNode> field : schema.properties()) {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "description" -> {}
                case "default" -> {
                    if (!isZero(value)) {
                        copy.set("default", value);
                    }
                }
                case "properties" -> {
                    ObjectNode properties = copy.putObject("properties");
                    value.properties()
                            .forEach(one -> properties.set(one.getKey(), stripped(one.getValue(), references)));
                }
                case "items", "additionalProperties" ->
                    copy.set(field.getKey(), value.isObject() ? stripped(value, references) : value);
                case "allOf" -> copy.setAll((ObjectNode) stripped(value.get(0), references));
                case "$ref" -> {
                    references.add(value.asText().substring(REF.length()));
                    copy.set("$ref", value);
                }
                default -> copy.set(field.getKey(), value);
            }
        }
        return copy;
    }

    private static boolean isZero(JsonNode value) {
        return value.isContainerNode() && value.isEmpty()
                || value.isTextual() && value.asText().isEmpty()
                || value.isNumber() && value.asDouble() == 0
                || value.isBoolean() && !value.asBoolean();
    }

    private void write() throws IOException {
        Files.createDirectories(DIRECTORY);
        Map<String, Map<String, String>> files = new TreeMap<>();
        definitions.forEach(
                (name, schema) -> files.computeIfAbsent(BuiltinSchemas.fileOf(name), file -> new TreeMap<>())
                        .put(name, schema.toString()));
        Map<String, String> quoted = new TreeMap<>();
        index.forEach((kind, name) -> quoted.put(kind, "\"" + name + "\""));
        files.put(BuiltinSchemas.INDEX, quoted);
        for (Map.Entry<String, Map<String, String>> file : files.entrySet()) {
            StringBuilder text = new StringBuilder("{");
            String separator = "\n";
            for (Map.Entry<String, String> line : file.getValue().entrySet()) {
                text.append(separator).append('"').append(line.getKey()).append("\": ");
                text.append(line.getValue());
                separator = ",\n";
            }
            Files.write(DIRECTORY.resolve(file.getKey()), (text + "\n}\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
