package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.KindRules;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The kinds that are served: the built-in ones and those of installed CRDs. Safe for any thread. */
public final class KindRegistry {
    private record Path(String group, String version, String plural) {}

    private final Map<Path, ResourceKind> kinds = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> definitions = new ConcurrentHashMap<>();
    private final Map<Path, Schema> customSchemas = new ConcurrentHashMap<>();

    public KindRegistry() {
        BuiltinKinds.all().forEach(this::add);
    }

    private void add(ResourceKind kind) {
        kinds.put(new Path(kind.group(), kind.version(), kind.plural()), kind);
    }

    /** The kind served under {@code /apis/group/version/plural}. */
    public Optional<ResourceKind> find(String group, String version, String plural) {
        return Optional.ofNullable(kinds.get(new Path(group, version, plural)));
    }

    /** All kinds, by group, version and plural. */
    public List<ResourceKind> all() {
        return kinds.values().stream()
                .sorted(Comparator.comparing(ResourceKind::group)
                        .thenComparing(ResourceKind::version)
                        .thenComparing(ResourceKind::plural))
                .toList();
    }

    /** The CRD that a kind comes from, not to be modified; empty for built-in kinds. */
    public Optional<ObjectNode> definition(ResourceKind kind) {
        return Optional.ofNullable(definitions.get(kind.qualifiedPlural()));
    }

    /** What is known of the kind's objects; of a CRD's kind the schema as the CRD has it, without type and metadata. */
    public Optional<Schema> schema(ResourceKind kind) {
        return definition(kind)
                .map(definition -> customSchemas.computeIfAbsent(
                        new Path(kind.group(), kind.version(), kind.plural()),
                        path -> Schema.parse(versionSchema(definition, kind.version()), name -> Json.object())))
                .or(() -> BuiltinSchemas.schema(kind));
    }

    private static JsonNode versionSchema(ObjectNode definition, String name) {
        for (JsonNode version : definition.path("spec").path("versions")) {
            if (version.path("name").asText().equals(name)) {
                return version.path("schema").path("openAPIV3Schema");
            }
        }
        return MissingNode.getInstance();
    }

    /** Serves what the definition says from now on; versions it no longer names are gone. */
    public void install(ObjectNode definition) {
        uninstall(definition);
        definitions.put(Meta.name(definition), definition.deepCopy());
        customKinds(definition).forEach(this::add);
    }

    /** Serves the definition's kind no longer. */
    public void uninstall(ObjectNode definition) {
        String group = definition.path("spec").path("group").asText();
        String plural = definition.path("spec").path("names").path("plural").asText();
        definitions.remove(Meta.name(definition));
        kinds.keySet()
                .removeIf(path -> path.group().equals(group) && path.plural().equals(plural));
        customSchemas
                .keySet()
                .removeIf(path -> path.group().equals(group) && path.plural().equals(plural));
    }

    private static List<ResourceKind> customKinds(ObjectNode definition) {
        JsonNode spec = definition.path("spec");
        JsonNode names = spec.path("names");
        List<String> shortNames = new ArrayList<>();
        names.path("shortNames").forEach(name -> shortNames.add(name.asText()));
        List<ResourceKind> found = new ArrayList<>();
        for (JsonNode version : spec.path("versions")) {
            if (version.path("served").asBoolean()) {
                found.add(new ResourceKind(
                        spec.path("group").asText(),
                        version.path("name").asText(),
                        names.path("plural").asText(),
                        names.path("singular").asText(),
                        names.path("kind").asText(),
                        List.copyOf(shortNames),
                        spec.path("scope").asText().equals("Namespaced"),
                        customTraits(version),
                        KindRules.NONE));
            }
        }
        return found;
    }

    private static ResourceKind.Traits customTraits(JsonNode version) {
        Set<String> fields = new HashSet<>();
        version.path("selectableFields")
                .forEach(field -> fields.add(field.path("jsonPath").asText().replaceFirst("^\\.", "")));
        return new ResourceKind.Traits(
                version.path("subresources").has("status"), false, true, false, false, Set.copyOf(fields));
    }
}
