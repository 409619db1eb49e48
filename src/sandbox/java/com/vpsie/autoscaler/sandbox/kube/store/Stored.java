package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One version of one object. Kept as UTF-8 JSON, which takes about a tenth of the memory of a tree, beside the few
 * fields that are looked at without reading the rest. Immutable; safe for any thread.
 */
public final class Stored {
    private final String group;
    private final String plural;
    private final String namespace;
    private final String name;
    private final String uid;
    private final List<String> owners;
    private final long version;
    private final byte[] json;

    private Stored(String group, String plural, ObjectNode object, long version) {
        this.group = group;
        this.plural = plural;
        this.namespace = Meta.namespace(object);
        this.name = Meta.name(object);
        this.uid = Meta.uid(object);
        this.owners = List.copyOf(Meta.owners(object));
        this.version = version;
        this.json = Json.bytes(object);
    }

    /** Writes {@code version} into {@code object} and keeps what it says. */
    static Stored of(String group, String plural, ObjectNode object, long version) {
        Meta.edit(object).put("resourceVersion", Long.toString(version));
        return new Stored(group, plural, object, version);
    }

    public String group() {
        return group;
    }

    public String plural() {
        return plural;
    }

    /** Empty when cluster-scoped. */
    public String namespace() {
        return namespace;
    }

    public String name() {
        return name;
    }

    public String uid() {
        return uid;
    }

    /** Uids of the owners. */
    public List<String> owners() {
        return owners;
    }

    /** The resourceVersion. */
    public long version() {
        return version;
    }

    /** A new tree at each call: the caller's own. */
    public ObjectNode object() {
        try {
            return (ObjectNode) Json.read(new String(json, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored object that cannot be read: " + this, e);
        }
    }

    /** The object as it goes over the wire: never modify it. */
    public byte[] json() {
        return json;
    }

    boolean belongsTo(ResourceKind kind, String inNamespace) {
        return plural.equals(kind.plural())
                && group.equals(kind.group())
                && (inNamespace.isEmpty() || inNamespace.equals(namespace));
    }

    @Override
    public String toString() {
        return plural + " " + namespace + "/" + name + " at " + version;
    }
}
