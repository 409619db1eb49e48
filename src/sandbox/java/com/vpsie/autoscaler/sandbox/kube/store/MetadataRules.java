package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** What every kind has in common: identity, generation, the split between main resource and status. */
public final class MetadataRules {
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int LONGEST_PREFIX = 58;
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final List<String> OMITTED_WHEN_EMPTY =
            List.of("labels", "annotations", "finalizers", "ownerReferences");

    private MetadataRules() {}

    /** A canonical copy of what a client sent, checked against the address it was sent to (400). */
    public static ObjectNode decode(ResourceKind kind, String namespace, ObjectNode sent, WriteOptions how) {
        ObjectNode object = kind.rules().unstructured() ? Meta.unstructured(sent) : Meta.canonical(sent);
        String apiVersion = object.path("apiVersion").asText(kind.apiVersion());
        if (!apiVersion.equals(kind.apiVersion())) {
            throw ApiException.badRequest("the API version in the data (" + apiVersion
                    + ") does not match the expected API version (" + kind.apiVersion() + ")");
        }
        String sentKind = object.path("kind").asText(kind.kind());
        if (!sentKind.equals(kind.kind())) {
            throw ApiException.badRequest(
                    "the kind in the data (" + sentKind + ") does not match the expected kind (" + kind.kind() + ")");
        }
        object.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
        kind.rules().decode(kind, object, how);
        ObjectNode metadata = Meta.edit(object);
        metadata.remove("selfLink");
        for (String field : OMITTED_WHEN_EMPTY) {
            if (metadata.has(field) && metadata.get(field).isEmpty()) {
                metadata.remove(field);
            }
        }
        if (kind.namespaced()) {
            String sentNamespace = Meta.namespace(object);
            if (!sentNamespace.isEmpty() && !sentNamespace.equals(namespace)) {
                throw ApiException.badRequest(
                        "the namespace of the provided object does not match the namespace sent on the request");
            }
            metadata.put("namespace", namespace);
        } else {
            metadata.remove("namespace");
        }
        return object;
    }

    /** Gives a new object its identity. */
    public static void create(
            ResourceKind kind, ObjectNode object, Instant now, RandomGenerator random, WriteOptions how) {
        ObjectNode metadata = Meta.edit(object);
        if (Meta.name(object).isEmpty() && metadata.hasNonNull("generateName")) {
            metadata.put("name", generate(Meta.text(object, "generateName"), random));
        }
        checkName(kind, object);
        OwnershipRules.check(kind, object);
        metadata.remove(List.of("deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion"));
        metadata.put("uid", uid(random));
        metadata.put("creationTimestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
        if (kind.traits().generation()) {
            metadata.put("generation", 1);
        }
        if (kind.traits().status() && !kind.traits().statusOnCreate()) {
            object.remove("status");
        }
        kind.rules().create(kind, object, how);
    }

    private static void checkName(ResourceKind kind, ObjectNode object) {
        String name = Meta.name(object);
        if (name.isEmpty()) {
            throw ApiException.invalid(kind, "", "metadata.name: Required value: name or generateName is required");
        }
        if (kind.equals(BuiltinKinds.NAMESPACE) && name.indexOf('.') >= 0) {
            throw ApiException.invalid(
                    kind, name, "metadata.name: Invalid value: \"" + name + "\": must not contain dots");
        }
        boolean freeForm = kind.group().startsWith("rbac.");
        if (!freeForm && (name.length() > 253 || !NAME.matcher(name).matches())) {
            throw ApiException.invalid(
                    kind,
                    name,
                    "metadata.name: Invalid value: \"" + name + "\": a lowercase RFC 1123 subdomain must consist of"
                            + " lower case alphanumeric characters, '-' or '.'");
        }
    }

    private static String generate(String prefix, RandomGenerator random) {
        StringBuilder name =
                new StringBuilder(prefix.length() > LONGEST_PREFIX ? prefix.substring(0, LONGEST_PREFIX) : prefix);
        for (int i = 0; i < 5; i++) {
            name.append(SUFFIX_LETTERS.charAt(random.nextInt(SUFFIX_LETTERS.length())));
        }
        return name.toString();
    }

    private static String uid(RandomGenerator random) {
        long high = (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /**
     * The object as it would be stored, with the old resourceVersion in it, so that equality with {@code old} means
     * that nothing changes.
     */
    public static ObjectNode update(ResourceKind kind, ObjectNode old, ObjectNode sent, Part part, WriteOptions how) {
        ObjectNode next;
        if (part == Part.STATUS) {
            next = old.deepCopy();
            Meta.copy(sent, next, "status");
        } else {
            next = sent;
            keepIdentity(kind, old, next);
            OwnershipRules.check(kind, next);
            if (kind.traits().status()) {
                Meta.copy(old, next, "status");
            }
        }
        kind.rules().update(kind, old, next, how);
        if (kind.traits().generation() && part == Part.MAIN && !sameContent(old, next)) {
            raiseGeneration(next);
        }
        return next;
    }

    private static void keepIdentity(ResourceKind kind, ObjectNode old, ObjectNode next) {
        ObjectNode before = (ObjectNode) Meta.of(old);
        ObjectNode after = Meta.edit(next);
        for (String field : List.of(
                "uid",
                "creationTimestamp",
                "deletionTimestamp",
                "deletionGracePeriodSeconds",
                "generation",
                "generateName",
                "resourceVersion")) {
            Meta.copy(before, after, field);
        }
        if (Meta.deleting(old)) {
            List<String> added = new ArrayList<>(Meta.finalizers(next));
            added.removeAll(Meta.finalizers(old));
            if (!added.isEmpty()) {
                throw ApiException.invalid(
                        kind,
                        Meta.name(old),
                        "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted,"
                                + " found new finalizers " + added);
            }
        }
    }

    private static boolean sameContent(ObjectNode old, ObjectNode next) {
        ObjectNode a = old.deepCopy();
        ObjectNode b = next.deepCopy();
        a.remove(List.of("metadata"));
        b.remove(List.of("metadata"));
        return a.equals(b);
    }

    public static void raiseGeneration(ObjectNode object) {
        JsonNode generation = Meta.of(object).path("generation");
        if (generation.isNumber()) {
            Meta.edit(object).put("generation", generation.asInt() + 1);
        }
    }
}
