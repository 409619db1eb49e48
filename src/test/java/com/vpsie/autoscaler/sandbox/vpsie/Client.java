package com.vpsie.autoscaler.sandbox.vpsie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Talks to a simulator the way a replica does. */
final class Client {
    static final String CLUSTER = SandboxContent.CLUSTER;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI base;
    private final String replica;
    private final String header;
    private final String value;
    private final Duration patience;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Client(URI base, String replica, String header, String value, Duration patience) {
        this.base = base;
        this.replica = replica;
        this.header = header;
        this.value = value;
        this.patience = patience;
    }

    static Client of(VpsieSimulator simulator) {
        return of(simulator, "replica-0");
    }

    static Client of(VpsieSimulator simulator, String replica) {
        return new Client(simulator.url(), replica, "Authorization", "Bearer " + Access.TOKEN, PATIENCE);
    }

    /** The same on another base path and with another header. */
    Client with(URI otherBase, String otherHeader, String otherValue) {
        return new Client(otherBase, replica, otherHeader, otherValue, patience);
    }

    /** The same, giving up after a time. */
    Client withPatience(Duration time) {
        return new Client(base, replica, header, value, time);
    }

    /** An answer with its status. */
    record Answer(int status, String text, HttpResponse<String> response) {
        JsonNode json() {
            try {
                return MAPPER.readTree(text);
            } catch (IOException notJson) {
                throw new AssertionError("not JSON: " + text, notJson);
            }
        }

        JsonNode data() {
            return json().path("data");
        }
    }

    Answer get(String path) throws IOException {
        return send(request(path).GET());
    }

    Answer post(String path, String json) throws IOException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Answer form(String path, String fields) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields)));
    }

    Answer delete(String path, String json) throws IOException {
        return send(request(path).method("DELETE", BodyPublishers.ofString(json)));
    }

    /** Creates a group of a size and returns its number. */
    long createGroup(String name, long size) throws IOException {
        Answer answer = post(
                "/k8s/cluster/add/group",
                "{\"clusterIdentifier\":\"%s\",\"groupName\":\"%s\",\"KubeSizeID\":%d}".formatted(CLUSTER, name, size));
        if (answer.status() != 200) {
            throw new AssertionError("no group: " + answer.text());
        }
        for (JsonNode group : groups().data()) {
            if (group.path("group_name").asText().equals(name)
                    && group.path("is_deleted").asInt() == 0) {
                return group.path("id").asLong();
            }
        }
        throw new AssertionError("the new group is not listed");
    }

    Answer groups() throws IOException {
        return get("/k8s/node/groups/byClusterId/" + CLUSTER);
    }

    Answer cluster() throws IOException {
        return get("/k8s/cluster/byId/" + CLUSTER);
    }

    Answer addNode(long group) throws IOException {
        return send(request("/k8s/cluster/byId/" + CLUSTER + "/add/slave/group/" + group)
                .POST(BodyPublishers.noBody()));
    }

    Answer deleteNode(String identifier) throws IOException {
        return delete("/k8s/cluster/byId/" + CLUSTER + "/delete/slave", "{\"identifier\":\"" + identifier + "\"}");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(patience)
                .header("User-Agent", "vpsie-k8s-autoscaler/1.0 (" + replica + ")")
                .header(header, value);
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
