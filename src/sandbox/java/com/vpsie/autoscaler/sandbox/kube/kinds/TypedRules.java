package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.KindRules;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import java.util.Optional;

/**
 * Rules of a built-in kind: its types as its definition has them, then what it has besides. The definition is read when
 * the first object comes. Safe for any thread.
 */
final class TypedRules implements KindRules {
    private static final class Types {
        private final Optional<FieldType> type;

        Types(ResourceKind kind) {
            this.type = BuiltinSchemas.nameOf(kind).map(FieldType::of);
        }
    }

    private final KindRules besides;
    private volatile Optional<Types> types = Optional.empty();

    TypedRules(KindRules besides) {
        this.besides = besides;
    }

    @Override
    public void decode(ResourceKind kind, ObjectNode object, WriteOptions how) {
        Types known = types.orElseGet(() -> new Types(kind));
        types = Optional.of(known);
        known.type.ifPresent(type -> TypedDecoder.decode(kind, type, object, how));
        besides.decode(kind, object, how);
    }

    @Override
    public void create(ResourceKind kind, ObjectNode object) {
        besides.create(kind, object);
    }

    @Override
    public void update(ResourceKind kind, ObjectNode old, ObjectNode object) {
        besides.update(kind, old, object);
    }

    @Override
    public String storedVersion(ResourceKind kind) {
        return besides.storedVersion(kind);
    }

    @Override
    public ObjectNode toStored(ObjectNode object) {
        return besides.toStored(object);
    }

    @Override
    public ObjectNode fromStored(ObjectNode object) {
        return besides.fromStored(object);
    }
}
