package com.vpsie.autoscaler.sandbox.kube.schema;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The types that rules see of a schema: its objects are messages with the known fields, so that a rule about a field that
 * does not exist is refused when it is compiled. Names that are no identifiers of CEL are escaped as Kubernetes escapes
 * them ({@code a-b} is {@code a__dash__b}). Filled once, then only read.
 */
// the interface wants more than it needs: it is filled before it is passed on
@SuppressWarnings("Immutable")
final class CelTypes implements CelTypeProvider {
    private static final Set<String> RESERVED = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");
    private static final Pattern ESCAPABLE = Pattern.compile("[A-Za-z_./-][A-Za-z0-9_./-]*");

    private final Map<String, CelType> known = new LinkedHashMap<>();

    @Override
    public ImmutableCollection<CelType> types() {
        return ImmutableList.copyOf(known.values());
    }

    @Override
    public Optional<CelType> findType(String name) {
        return Optional.ofNullable(known.get(name));
    }

    /**
     * @param name of the type, unlike every other, and none that a rule could mean by a chain of fields
     * @param resource the object has {@code apiVersion}, {@code kind} and {@code metadata}, known or not
     * @return empty for what rules cannot see
     */
    Optional<CelType> declare(Schema schema, String name, boolean resource) {
        if (schema.intOrString()) {
            return Optional.of(SimpleType.DYN);
        }
        return switch (schema.type()) {
            case "object" -> object(schema, name, resource || schema.embeddedResource());
            case "array" ->
                schema.items()
                        .flatMap(items -> declare(items, name + ".@idx", false))
                        .map(ListType::create);
            case "string" -> Optional.of(text(schema.format()));
            case "boolean" -> Optional.of(SimpleType.BOOL);
            case "number" -> Optional.of(SimpleType.DOUBLE);
            case "integer" -> Optional.of(SimpleType.INT);
            default -> Optional.empty();
        };
    }

    private static CelType text(String format) {
        return switch (format) {
            case "byte" -> SimpleType.BYTES;
            case "date", "date-time" -> SimpleType.TIMESTAMP;
            case "duration" -> SimpleType.DURATION;
            default -> SimpleType.STRING;
        };
    }

    private Optional<CelType> object(Schema schema, String name, boolean resource) {
        if (!resource
                && schema.properties().isEmpty()
                && schema.additionalProperties().isPresent()) {
            return declare(schema.additionalProperties().get(), name + ".@elem", false)
                    .map(values -> MapType.create(SimpleType.STRING, values));
        }
        Map<String, CelType> fields = new LinkedHashMap<>();
        if (resource) {
            fields.put("apiVersion", SimpleType.STRING);
            fields.put("kind", SimpleType.STRING);
            fields.put(
                    "metadata",
                    struct(name + ".metadata", Map.of("name", SimpleType.STRING, "generateName", SimpleType.STRING)));
        }
        schema.properties().forEach((field, property) -> {
            if (!(resource && fields.containsKey(field))) {
                escape(field)
                        .ifPresent(escaped -> declare(property, name + "." + escaped, false)
                                .ifPresent(type -> fields.put(escaped, type)));
            }
        });
        return Optional.of(struct(name, fields));
    }

    private CelType struct(String name, Map<String, CelType> fields) {
        CelType type = StructType.create(
                name, ImmutableSet.copyOf(fields.keySet()), field -> Optional.ofNullable(fields.get(field)));
        known.put(name, type);
        return type;
    }

    /** Empty for a name that rules cannot say. */
    static Optional<String> escape(String name) {
        if (RESERVED.contains(name)) {
            return Optional.of("__" + name + "__");
        }
        if (!ESCAPABLE.matcher(name).matches()) {
            return Optional.empty();
        }
        return Optional.of(name.replace("__", "__underscores__")
                .replace(".", "__dot__")
                .replace("-", "__dash__")
                .replace("/", "__slash__"));
    }
}
