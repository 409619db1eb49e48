package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.KindRules;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.schema.CustomSchemaRules;
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

    public KindRegistry() {
        BuiltinKinds.all().forEach(this::add);
    }

    private void add(ResourceKind kind) {
        kinds.put(path(kind), kind);
    }

    private static Path path(ResourceKind kind) {
        return new Path(kind.group(), kind.version(), kind.plural());
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
        return kind.rules() instanceof CustomSchemaRules custom
                ? Optional.of(custom.schema())
                : BuiltinSchemas.schema(kind);
    }

    /** Serves what the definition says from now on; versions it no longer names are gone. */
    public void install(ObjectNode definition) {
        List<ResourceKind> served = customKinds(definition);
        definitions.put(Meta.name(definition), definition.deepCopy());
        served.forEach(this::add);
        Set<Path> kept = new HashSet<>();
        served.forEach(kind -> kept.add(path(kind)));
        kinds.keySet().removeIf(path -> belongs(path, definition) && !kept.contains(path));
    }

    /** Serves the definition's kind no longer. */
    public void uninstall(ObjectNode definition) {
        definitions.remove(Meta.name(definition));
        kinds.keySet().removeIf(path -> belongs(path, definition));
    }

    private static boolean belongs(Path path, ObjectNode definition) {
        JsonNode spec = definition.path("spec");
        return path.group().equals(spec.path("group").asText())
                && path.plural().equals(spec.path("names").path("plural").asText());
    }

    private List<ResourceKind> customKinds(ObjectNode definition) {
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
                        schemaRules(definition, version)));
            }
        }
        return found;
    }

    /** Those that are in force when the schema is the same: rules take a while to compile. */
    private KindRules schemaRules(ObjectNode definition, JsonNode version) {
        JsonNode spec = definition.path("spec");
        JsonNode openApi = version.path("schema").path("openAPIV3Schema");
        Optional<KindRules> present = find(
                        spec.path("group").asText(),
                        version.path("name").asText(),
                        spec.path("names").path("plural").asText())
                .map(ResourceKind::rules)
                .filter(rules -> rules instanceof CustomSchemaRules custom
                        && custom.schema().raw().equals(openApi));
        // with several versions what is read may have been written in another one
        boolean mixed = spec.path("versions").size() > 1;
        long since = mixed
                ? Long.MAX_VALUE
                : Meta.of(definition).path("resourceVersion").asLong();
        return present.orElseGet(() -> CustomSchemaRules.of(openApi, since));
    }

    private static ResourceKind.Traits customTraits(JsonNode version) {
        Set<String> fields = new HashSet<>();
        version.path("selectableFields")
                .forEach(field -> fields.add(field.path("jsonPath").asText().replaceFirst("^\\.", "")));
        return new ResourceKind.Traits(
                version.path("subresources").has("status"), false, true, false, false, Set.copyOf(fields));
    }
}
