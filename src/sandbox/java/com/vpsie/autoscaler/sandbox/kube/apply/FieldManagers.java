package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Keeps {@code metadata.managedFields} and carries out server-side applies, as a Kubernetes API server does. Needs no
 * life cycle; safe for any thread. The kinds' types are made once for each schema.
 */
public final class FieldManagers {
    private static final FieldSet STATUS = FieldPaths.of("status");
    private static final PathElement STATUS_STEP = new PathElement.Field("status");
    private static final String MANAGED_FIELDS = "managedFields";

    private final Schemas schemas;
    private final InstantSource clock;
    private final Map<String, Known> types = new ConcurrentHashMap<>();

    /** What the kinds are. */
    public interface Schemas {
        /** Of the kind's objects; empty when nothing is known of them: lists are atomic then. */
        Optional<Schema> of(ResourceKind kind);

        /** The same kind in another API version, such as {@code example.com/v1}; empty when it is not served. */
        Optional<ResourceKind> inVersion(ResourceKind kind, String apiVersion);
    }

    private record Known(Optional<Schema> schema, FieldType type) {}

    public FieldManagers(Schemas schemas, InstantSource clock) {
        this.schemas = schemas;
        this.clock = clock;
    }

    private FieldType type(ResourceKind kind) {
        Optional<Schema> schema = schemas.of(kind);
        String key = kind.apiVersion() + "/" + kind.plural();
        Known known = types.get(key);
        boolean current = known != null
                && known.schema().isPresent() == schema.isPresent()
                && (schema.isEmpty() || schema.get() == known.schema().orElseThrow());
        if (known == null || !current) {
            known = new Known(schema, SchemaType.ofResource(schema.orElse(Schema.ANY)));
            types.put(key, known);
        }
        return known.type();
    }

    private Ownership ownership(ResourceKind kind, Part part) {
        boolean apart = kind.traits().status() || builtin(kind);
        UnaryOperator<FieldSet> tracked = part == Part.STATUS
                ? fields -> fields.within(STATUS_STEP)
                : apart ? fields -> fields.minusTrees(STATUS) : UnaryOperator.identity();
        return new Ownership(
                kind.apiVersion(),
                version -> version.equals(kind.apiVersion())
                        ? Optional.of(type(kind))
                        : schemas.inVersion(kind, version).map(this::type),
                tracked);
    }

    /** Groups of custom resources have a domain that is not Kubernetes' own. */
    private static boolean builtin(ResourceKind kind) {
        return !kind.group().contains(".") || kind.group().endsWith(".k8s.io");
    }

    private static ObjectNode blank(ResourceKind kind) {
        return builtin(kind) ? Blank.of(kind) : Json.object();
    }

    private static Manager manager(ResourceKind kind, Part part, String name, boolean applies) {
        return Manager.of(
                name.isEmpty() ? "unknown" : name, applies, kind.apiVersion(), part == Part.STATUS ? "status" : "");
    }

    /**
     * Sets {@code managedFields} of an object about to be stored. A write that changes nothing else leaves them as they
     * are, times included.
     *
     * @param old never modified; empty when the object is new
     * @param sent as the client wants it; its {@code managedFields} count unless they are empty or wrong
     * @param next as it will be stored otherwise
     */
    public void track(
            ResourceKind kind,
            Optional<ObjectNode> old,
            ObjectNode sent,
            ObjectNode next,
            Part part,
            WriteOptions how) {
        if (how.applies()) {
            Meta.copy((ObjectNode) Meta.of(sent), Meta.edit(next), MANAGED_FIELDS);
        } else {
            ManagedFields managed = before(kind, old, sent, part);
            if (managed.isEmpty() && old.isPresent()) {
                Meta.edit(next).remove(MANAGED_FIELDS);
                return;
            }
            ObjectNode former = old.map(FieldManagers::withoutManagedFields).orElseGet(() -> blank(kind));
            ownership(kind, part)
                    .update(
                            former,
                            withoutManagedFields(next),
                            managed,
                            manager(kind, part, how.fieldManager(), false),
                            clock.instant());
            UpdateLimit.enforce(managed);
            managed.into(next);
        }
        old.ifPresent(stored -> keepTimes(stored, next));
    }

    private static ManagedFields before(ResourceKind kind, Optional<ObjectNode> old, ObjectNode sent, Part part) {
        if (part == Part.MAIN) {
            JsonNode given = Meta.of(sent).path(MANAGED_FIELDS);
            boolean reset = given.isArray()
                    && (given.isEmpty()
                            ? builtin(kind)
                            : given.size() == 1 && given.get(0).isEmpty());
            if (reset) {
                return new ManagedFields();
            }
            ManagedFields wanted = lenient(sent);
            if (!wanted.isEmpty()) {
                return wanted;
            }
        }
        return old.map(FieldManagers::lenient).orElseGet(ManagedFields::new);
    }

    private static ManagedFields lenient(ObjectNode object) {
        try {
            return ManagedFields.of(object);
        } catch (IllegalArgumentException e) {
            // a client wrote something else there: what the server knows counts then
            return new ManagedFields();
        }
    }

    private static ObjectNode withoutManagedFields(ObjectNode object) {
        ObjectNode copy = Json.object();
        copy.setAll(object);
        if (Meta.of(object) instanceof ObjectNode metadata) {
            ObjectNode rest = Json.object();
            rest.setAll(metadata);
            rest.remove(MANAGED_FIELDS);
            copy.set("metadata", rest);
        }
        return copy;
    }

    /** A write that would change nothing but times changes nothing. */
    private static void keepTimes(ObjectNode old, ObjectNode next) {
        JsonNode before = Meta.of(old).path(MANAGED_FIELDS);
        JsonNode after = Meta.of(next).path(MANAGED_FIELDS);
        if (before.isArray()
                && timeless(before).equals(timeless(after))
                && withoutManagedFields(old).equals(withoutManagedFields(next))) {
            Meta.edit(next).set(MANAGED_FIELDS, before.deepCopy());
        }
    }

    private static List<JsonNode> timeless(JsonNode entries) {
        List<JsonNode> bare = new ArrayList<>();
        entries.forEach(entry -> {
            JsonNode copy = entry.deepCopy();
            if (copy instanceof ObjectNode object) {
                object.remove("time");
            }
            bare.add(copy);
        });
        return bare;
    }

    /**
     * A server-side apply.
     *
     * @param live the stored object, not modified; empty when there is none
     * @param config what is applied, not modified
     * @param manager who applies
     * @param force takes fields from their owners instead of refusing
     * @return the object to be stored instead, {@code managedFields} included
     * @throws ApiException 409 with the fields that others own; 400 for a configuration of another kind; 404 for the
     *     status of a missing object; 500, as the server answers it, for one that is not of the kind's type
     */
    public ObjectNode apply(
            ResourceKind kind, Optional<ObjectNode> live, ObjectNode config, String manager, boolean force, Part part) {
        checkKind(kind, config);
        if (live.isEmpty() && part == Part.STATUS) {
            throw ApiException.notFound(kind, Meta.name(config));
        }
        if (Meta.of(config).hasNonNull(MANAGED_FIELDS)) {
            throw ApiException.badRequest("metadata.managedFields must be nil");
        }
        List<String> problems = TypeCheck.of(type(kind), config);
        if (!problems.isEmpty()) {
            throw ApiException.of(
                    500,
                    "",
                    "failed to create typed patch object (" + Meta.namespace(config) + "/"
                            + Meta.name(config) + "; " + kind.apiVersion() + ", Kind=" + kind.kind() + "): "
                            + (problems.size() == 1 ? problems.get(0) : "errors:\n  " + String.join("\n  ", problems)));
        }
        ObjectNode object = live.map(FieldManagers::withoutManagedFields)
                .orElseGet(
                        () -> Json.object().put("apiVersion", kind.apiVersion()).put("kind", kind.kind()));
        Ownership ownership = ownership(kind, part);
        Instant now = clock.instant();
        ManagedFields managed = live.map(FieldManagers::strict).orElseGet(ManagedFields::new);
        if (managed.isEmpty() && live.isPresent()) {
            ownership.update(blank(kind), object, managed, manager(kind, part, "before-first-apply", false), now);
        }
        Manager by = manager(kind, part, manager, true);
        Ownership.Applied applied;
        try {
            applied = ownership.apply(object, config, managed, by, force, now);
        } catch (Ownership.Conflicts conflicts) {
            Map<Manager, FieldSet> left = manager.equals(LastApplied.MANAGER)
                    ? LastApplied.unproven(conflicts.fields(), type(kind), kind.apiVersion(), object)
                    : conflicts.fields();
            if (!left.isEmpty()) {
                throw ConflictAnswer.of(left);
            }
            applied = ownership.apply(object, config, managed, by, true, now);
        }
        refuseNulls(kind, applied.object());
        ObjectNode next = applied.object().deepCopy();
        if (manager.equals(LastApplied.MANAGER)) {
            LastApplied.keep(next, config);
        }
        applied.managed().into(next);
        return next;
    }

    private void refuseNulls(ResourceKind kind, ObjectNode object) {
        List<FieldError> nulls = builtin(kind)
                ? List.of()
                : schemas.of(kind).map(schema -> NullCheck.of(schema, object)).orElse(List.of());
        if (!nulls.isEmpty()) {
            throw ApiException.invalid(kind, Meta.name(object), nulls);
        }
    }

    private static void checkKind(ResourceKind kind, ObjectNode config) {
        String version = config.path("apiVersion").asText();
        String name = config.path("kind").asText();
        if (!version.equals(kind.apiVersion()) || !name.equals(kind.kind())) {
            String qualified = version.contains("/") || version.isEmpty() && !version.contains("/")
                    ? (version.isEmpty() ? "/" : version)
                    : "/" + version;
            throw ApiException.badRequest("invalid object type: " + qualified + ", Kind=" + name);
        }
    }

    private static ManagedFields strict(ObjectNode object) {
        try {
            return ManagedFields.of(object);
        } catch (IllegalArgumentException e) {
            throw ApiException.of(500, "", "failed to decode managed fields: " + e.getMessage());
        }
    }
}
