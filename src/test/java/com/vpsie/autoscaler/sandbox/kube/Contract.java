package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** One API as the contract's cases see it: plain requests and their answers, in a namespace of their own. */
final class Contract implements AutoCloseable {
    static final String MERGE = "application/merge-patch+json";
    static final String JSON_PATCH = "application/json-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    private static final String JSON = "application/json";

    private final KubernetesClient client;
    private final HttpClient http;
    private final String base;
    private final String namespace;
    private final Runnable forget;
    private final String name;
    private final Config config;
    private final Map<String, List<String>> headers;
    private final boolean original;
    private final AtomicInteger names;

    /** As a user of its own, of an API that is only asked. */
    Contract(KubernetesUnderTest api, String user) {
        this(api, user, () -> {});
    }

    /** @param forget makes the API forget what watches could go back to, where that can be asked for */
    Contract(KubernetesUnderTest api, Runnable forget) {
        this(api, "admin", forget);
    }

    private Contract(KubernetesUnderTest api, String user, Runnable forget) {
        Config config = api.clientConfig(user);
        config.setRequestRetryBackoffLimit(0);
        this.config = config;
        this.headers = Map.of();
        this.original = true;
        this.names = new AtomicInteger();
        this.client = new KubernetesClientBuilder().withConfig(config).build();
        this.http = client.getHttpClient();
        this.base = config.getMasterUrl().replaceFirst("/$", "");
        this.namespace = "contract-" + Long.toString(System.nanoTime(), 36);
        this.forget = forget;
        this.name = api.name();
        post("/api/v1/namespaces", "{'metadata': {'name': '" + namespace + "'}}")
                .expect(201);
    }

    private Contract(Contract original, Config config, Map<String, List<String>> headers) {
        this.config = config;
        this.headers = headers;
        this.original = false;
        this.names = original.names;
        this.client = config.equals(original.config)
                ? original.client
                : new KubernetesClientBuilder().withConfig(config).build();
        this.http = client.getHttpClient();
        this.base = original.base;
        this.namespace = original.namespace;
        this.forget = original.forget;
        this.name = original.name;
    }

    /** The same API, asked by the administrator posing as somebody. */
    Contract as(String user, String... groups) {
        Map<String, List<String>> posing = new LinkedHashMap<>();
        posing.put("Impersonate-User", List.of(user));
        if (groups.length > 0) {
            posing.put("Impersonate-Group", List.of(groups));
        }
        return new Contract(this, config, posing);
    }

    /** The same API, asked with a token (empty: without one); to be closed. */
    Contract withToken(String token) {
        Config other = new ConfigBuilder(Config.empty())
                .withMasterUrl(base)
                .withCaCertData(config.getCaCertData())
                .withCaCertFile(config.getCaCertFile())
                .withRequestRetryBackoffLimit(0)
                .withHttp2Disable(true) // an API server ends the HTTP/2 connection of whom it does not know
                .withOauthToken(token.isEmpty() ? null : token)
                .build();
        return new Contract(this, other, Map.of());
    }

    /**
     * An answer.
     *
     * @param warnings texts of its {@code Warning} headers
     */
    record Reply(int code, JsonNode body, List<String> warnings) {
        Reply(int code, JsonNode body) {
            this(code, body, List.of());
        }

        Reply expect(int wanted) {
            if (code != wanted) {
                throw new AssertionError("status " + code + " instead of " + wanted + ": " + body);
            }
            return this;
        }

        Reply expect(int wanted, String reason) {
            expect(wanted);
            if (!body.path("reason").asText().equals(reason)) {
                throw new AssertionError("reason of " + body + " is not " + reason);
            }
            return this;
        }

        String name() {
            return meta("name");
        }

        String version() {
            return meta("resourceVersion");
        }

        String uid() {
            return meta("uid");
        }

        String meta(String field) {
            return body.path("metadata").path(field).asText("");
        }

        JsonNode at(String pointer) {
            return body.at(pointer);
        }

        /** The answer's object, to be changed and sent back. */
        ObjectNode object() {
            return (ObjectNode) body.deepCopy();
        }

        List<String> itemNames() {
            List<String> found = new ArrayList<>();
            body.path("items")
                    .forEach(item -> found.add(item.at("/metadata/name").asText()));
            return found;
        }
    }

    String name() {
        return name;
    }

    String namespace() {
        return namespace;
    }

    String leases() {
        return "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
    }

    String configMaps() {
        return "/api/v1/namespaces/" + namespace + "/configmaps";
    }

    String widgets() {
        return "/apis/contract.example.com/v1/namespaces/" + namespace + "/widgets";
    }

    /** A name that no other case uses. */
    String unique(String prefix) {
        return prefix + "-" + names.incrementAndGet();
    }

    void forgetHistory() {
        forget.run();
    }

    Reply get(String path) {
        return send("GET", path, JSON, "");
    }

    /** Status code and body of an answer that is no JSON. */
    String text(String path) {
        HttpResponse<String> answer = sendText("GET", path, JSON, "*/*", "");
        return answer.code() + " " + answer.body();
    }

    /** Reads in another form. */
    Reply getAs(String path, String accept) {
        HttpResponse<String> answer = sendText("GET", path, JSON, accept, "");
        return new Reply(answer.code(), parse(answer.body()));
    }

    /** @param json may use single quotes */
    Reply post(String path, String json) {
        return send("POST", path, JSON, json.replace('\'', '"'));
    }

    Reply put(String path, ObjectNode object) {
        return send("PUT", path, JSON, object.toString());
    }

    /** @param json may use single quotes */
    Reply put(String path, String json) {
        return send("PUT", path, JSON, json.replace('\'', '"'));
    }

    /** @param json may use single quotes */
    Reply patch(String path, String type, String json) {
        return send("PATCH", path, type, json.replace('\'', '"'));
    }

    Reply delete(String path) {
        return send("DELETE", path, JSON, "");
    }

    /** @param options may use single quotes */
    Reply delete(String path, String options) {
        return send("DELETE", path, JSON, options.replace('\'', '"'));
    }

    /** Creates a ConfigMap of a new name with one value. */
    Reply newConfigMap(String value) {
        String name = unique("map");
        return post(configMaps(), "{'metadata': {'name': '" + name + "'}, 'data': {'key': '" + value + "'}}")
                .expect(201);
    }

    /** Creates a Widget of a new name: {@code spec.size} is 1. */
    Reply newWidget(String metadata) {
        String more = metadata.isEmpty() ? "" : ", " + metadata;
        return post(
                        widgets(),
                        "{'apiVersion': 'contract.example.com/v1', 'kind': 'Widget', 'metadata': {'name': '"
                                + unique("widget") + "'" + more + "}, 'spec': {'size': 1}}")
                .expect(201);
    }

    /** What a watch delivers within a second. */
    List<JsonNode> watch(String path, String query) {
        return watch(path, 1, query);
    }

    List<JsonNode> watch(String path, int seconds, String query) {
        return watch(path, seconds, query, "");
    }

    /** The same in another form. */
    List<JsonNode> watchAs(String path, String query, String accept) {
        return watch(path, 1, query, accept);
    }

    private List<JsonNode> watch(String path, int seconds, String query, String accept) {
        String text = sendText("GET", path + "?watch=true&timeoutSeconds=" + seconds + "&" + query, JSON, accept, "")
                .body();
        List<JsonNode> events = new ArrayList<>();
        text.lines().forEach(line -> events.add(parse(line)));
        return events;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Reply send(String method, String path, String type, String body) {
        HttpResponse<String> answer = sendText(method, path, type, "", body);
        List<String> warnings = answer.headers("Warning").stream()
                .map(text -> text.replaceFirst("^299 - \"(.*)\"$", "$1")
                        .replace("\\\"", "\"")
                        .replace("\\\\", "\\"))
                .toList();
        return new Reply(answer.code(), parse(answer.body()), warnings);
    }

    private HttpResponse<String> sendText(String method, String path, String type, String accept, String body) {
        HttpRequest.Builder request =
                http.newHttpRequestBuilder().uri(base + path).method(method, type, body.isEmpty() ? null : body);
        headers.forEach((header, values) -> values.forEach(value -> request.header(header, value)));
        if (!accept.isEmpty()) {
            request.setHeader("Accept", accept);
        }
        try {
            return http.sendAsync(request.build(), String.class).get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(method + " " + path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** @param text may use single quotes */
    static JsonNode json(String text) {
        try {
            return Json.read(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException e) {
            return Json.object().put("text", text);
        }
    }

    @Override
    public void close() {
        if (original) {
            delete("/api/v1/namespaces/" + namespace);
        }
        leave();
    }

    /** Ends the connections and leaves everything as it is, for an API that ends, too. */
    void leave() {
        client.close();
    }
}
