package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.io.IOException;
import java.util.List;

/**
 * One version of one object. Kept as UTF-8 JSON, which takes about a tenth of the memory of a tree, beside the few
 * fields that are looked at without reading the rest. Immutable; safe for any thread.
 */
public final class Stored {
    private final String group;
    private final String plural;
    private final String apiVersion;
    private final String kind;
    private final String namespace;
    private final String name;
    private final String uid;
    private final List<String> owners;
    private final long version;
    /** Without apiVersion and kind, which depend on who reads. */
    private final byte[] content;

    private Stored(ResourceKind kind, ObjectNode object, long version) {
        this.group = kind.storedGroup();
        this.plural = kind.plural();
        this.apiVersion = kind.rules().storedVersion(kind);
        this.kind = kind.kind();
        this.namespace = Meta.namespace(object);
        this.name = Meta.name(object);
        this.uid = Meta.uid(object);
        this.owners = List.copyOf(Meta.owners(object));
        this.version = version;
        this.content = Json.bytes(untyped(kind.rules().toStored(object)));
    }

    private Stored(Stored other, long version) {
        this.group = other.group;
        this.plural = other.plural;
        this.apiVersion = other.apiVersion;
        this.kind = other.kind;
        this.namespace = other.namespace;
        this.name = other.name;
        this.uid = other.uid;
        this.owners = other.owners;
        this.version = version;
        ObjectNode object = other.content();
        Meta.edit(object).put("resourceVersion", Long.toString(version));
        this.content = Json.bytes(object);
    }

    private static ObjectNode untyped(ObjectNode object) {
        ObjectNode rest = Json.object();
        object.fields().forEachRemaining(field -> {
            if (!field.getKey().equals("apiVersion") && !field.getKey().equals("kind")) {
                rest.set(field.getKey(), field.getValue());
            }
        });
        return rest;
    }

    /** Writes {@code version} into {@code object} and keeps what it says. */
    static Stored of(ResourceKind kind, ObjectNode object, long version) {
        Meta.edit(object).put("resourceVersion", Long.toString(version));
        return new Stored(kind, object, version);
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

    /** A new tree at each call, the caller's own, in the API version it was written in. */
    public ObjectNode object() {
        return typed(apiVersion);
    }

    /** The same in the API version of {@code reader}. */
    public ObjectNode object(ResourceKind reader) {
        return reader.rules().fromStored(typed(reader.apiVersion()));
    }

    private ObjectNode typed(String version) {
        return Json.object().put("apiVersion", version).put("kind", kind).setAll(content());
    }

    /** The same without apiVersion and kind, as lists of built-in kinds hold it. */
    public ObjectNode content() {
        try {
            return (ObjectNode) Json.read(content);
        } catch (IOException e) {
            throw new IllegalStateException("a stored object that cannot be read: " + this, e);
        }
    }

    /** The same in the API version of {@code reader}. */
    public ObjectNode content(ResourceKind reader) {
        return reader.rules().fromStored(content());
    }

    /** Size of the JSON that is kept. */
    int bytes() {
        return content.length;
    }

    /** The same content under another version. */
    Stored at(long otherVersion) {
        return new Stored(this, otherVersion);
    }

    /** The same as one version of its kind reads it: with the defaults of a schema that came later, for one. */
    Stored as(ResourceKind reader) {
        return reader.rules().mayDiffer(reader, version)
                ? new Stored(reader, reader.rules().stored(reader, object()), version)
                : this;
    }

    boolean belongsTo(ResourceKind kind, String inNamespace) {
        return plural.equals(kind.plural())
                && group.equals(kind.storedGroup())
                && (inNamespace.isEmpty() || inNamespace.equals(namespace));
    }

    @Override
    public String toString() {
        return plural + " " + namespace + "/" + name + " at " + version;
    }
}
