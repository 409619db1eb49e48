package com.vpsie.autoscaler.sandbox.kube.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gives every namespace its default ServiceAccount and the certificate of the API, and puts them right. */
final class NamespaceContent implements Controller {
    private static final String ACCOUNT = "default";
    private static final String CERTIFICATE = "kube-root-ca.crt";
    private static final String KEY = "ca.crt";

    private final Objects objects;
    private final String caPem;
    private final Set<String> namespaces = new LinkedHashSet<>();

    NamespaceContent(Objects objects, String caPem) {
        this.objects = objects;
        this.caPem = caPem;
    }

    @Override
    public void changed(Stored row) {
        if (!row.group().isEmpty()) {
            return;
        }
        boolean account = row.plural().equals("serviceaccounts") && row.name().equals(ACCOUNT);
        boolean certificate = row.plural().equals("configmaps") && row.name().equals(CERTIFICATE);
        if (row.plural().equals("namespaces")) {
            namespaces.add(row.name());
        } else if (account || certificate) {
            namespaces.add(row.namespace());
        }
    }

    @Override
    public void act() {
        List<String> taken = List.copyOf(namespaces);
        namespaces.clear();
        for (String namespace : taken) {
            objects.find(BuiltinKinds.NAMESPACE, "", namespace)
                    .filter(found -> !Meta.deleting(found.object()))
                    .ifPresent(found -> complete(namespace));
        }
    }

    private void complete(String namespace) {
        if (objects.find(BuiltinKinds.SERVICE_ACCOUNT, namespace, ACCOUNT).isEmpty()) {
            objects.create(BuiltinKinds.SERVICE_ACCOUNT, namespace, named(ACCOUNT));
        }
        objects.find(BuiltinKinds.CONFIG_MAP, namespace, CERTIFICATE).ifPresentOrElse(this::correct, () -> {
            ObjectNode map = named(CERTIFICATE);
            map.putObject("data").put(KEY, caPem);
            objects.create(BuiltinKinds.CONFIG_MAP, namespace, map);
        });
    }

    private void correct(Stored map) {
        if (!map.object().path("data").path(KEY).asText().equals(caPem)) {
            objects.edit(map, object -> {
                object.putObject("data").put(KEY, caPem);
                return object;
            });
        }
    }

    private static ObjectNode named(String name) {
        ObjectNode object = Json.object();
        object.putObject("metadata").put("name", name);
        return object;
    }
}
