package com.vpsie.autoscaler.sandbox.kube.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The roles and bindings that every cluster has from its first start, as far as people use them. */
final class Bootstrap {
    private static final String FILE = "/kubernetes/bootstrap-roles.jsonl";

    private Bootstrap() {}

    /** Creates those that are not there. */
    static void into(ObjectStore store) {
        for (ObjectNode object : read()) {
            ResourceKind kind = object.path("kind").asText().equals("ClusterRole")
                    ? BuiltinKinds.CLUSTER_ROLE
                    : BuiltinKinds.CLUSTER_ROLE_BINDING;
            try {
                store.create(kind, "", object);
            } catch (ApiException e) {
                if (e.code() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
            }
        }
    }

    private static List<ObjectNode> read() {
        try (InputStream in = Bootstrap.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            List<ObjectNode> objects = new ArrayList<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                objects.add((ObjectNode) Json.read(line));
            }
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
