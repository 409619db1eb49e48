package com.vpsie.autoscaler.sandbox.kube.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** etcd's JSON gateway on loopback. Safe for any thread. */
final class Etcd {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    Etcd(int port) {
        this.port = port;
    }

    /** Forgets every revision before the current one. */
    void compact() {
        // the key that is asked for does not matter: every answer names the current revision
        String revision = post("kv/range", "{\"key\": \"AA==\", \"count_only\": true}")
                .at("/header/revision")
                .asText();
        post("kv/compaction", "{\"revision\": \"" + revision + "\"}");
    }

    private JsonNode post(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/" + path))
                .timeout(TIMEOUT)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("etcd answers " + path + " with " + answer.body());
            }
            return Json.read(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("etcd does not answer " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
