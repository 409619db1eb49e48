package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import com.vpsie.autoscaler.sandbox.kube.apply.FieldManagers;
import com.vpsie.autoscaler.sandbox.kube.kinds.KindRegistry;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema;
import java.time.InstantSource;
import java.util.Optional;

/** {@link FieldManagers} with the schemas of the kinds that a store serves. */
final class ManagedFieldsTracking implements FieldTracking {
    private final FieldManagers managers;

    ManagedFieldsTracking(KindRegistry kinds, InstantSource clock) {
        this.managers = new FieldManagers(new Served(kinds), clock);
    }

    private record Served(KindRegistry kinds) implements FieldManagers.Schemas {
        @Override
        public Optional<Schema> of(ResourceKind kind) {
            return kinds.schema(kind);
        }

        @Override
        public Optional<ResourceKind> inVersion(ResourceKind kind, String apiVersion) {
            String group = apiVersion.contains("/") ? apiVersion.split("/", 2)[0] : "";
            String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
            return kinds.find(group, version, kind.plural());
        }
    }

    @Override
    public void track(Write write) {
        managers.track(write.kind(), write.old(), write.sent(), write.next(), write.part(), write.how());
    }

    @Override
    public ObjectNode apply(
            ResourceKind kind,
            Optional<ObjectNode> live,
            ObjectNode config,
            boolean force,
            Part part,
            WriteOptions how) {
        return managers.apply(kind, live, config, how.fieldManager(), force, part);
    }
}
