package com.vpsie.autoscaler.sandbox.kube.real;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests that a real API server has answered, as it tells them itself, in the order of their answers: those of
 * some users. Grows while the server runs. Thread-safe.
 */
public final class AuditLog {
    private static final String POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
            - level: RequestResponse
              users: [%1$s]
              verbs: [create, update, patch]
              resources: [{group: coordination.k8s.io, resources: [leases]}]
            - level: Metadata
              users: [%1$s]
            - level: None
            """;

    /**
     * One request.
     *
     * @param received when it arrived, to the microsecond
     * @param answered when the answer had been sent, or of a watch had begun, to the microsecond
     * @param verb get, list, watch, create, update, patch, delete or deletecollection
     * @param resource plural and group, without the subresource; empty for a path that is no resource
     * @param name empty when the request named no object
     * @param status HTTP status code
     * @param object a Lease as a write left it; missing for everything else
     */
    public record Entry(
            Instant received,
            Instant answered,
            String user,
            String verb,
            String resource,
            String name,
            int status,
            JsonNode object) {}

    private final Path policy;
    private final Path file;
    private final List<Entry> entries = new ArrayList<>();
    private long position;

    /** @param directory where the files of the server are */
    AuditLog(Path directory) {
        this.policy = directory.resolve("audit-policy.yaml");
        this.file = directory.resolve("audit.log");
    }

    /** What makes a server write it. */
    List<String> serverArguments(List<String> users) throws IOException {
        Files.writeString(policy, POLICY.formatted(String.join(", ", users)));
        return List.of("--audit-policy-file=" + policy, "--audit-log-path=" + file);
    }

    /**
     * Entries from position {@code from} on.
     *
     * @throws UncheckedIOException when the file cannot be read
     */
    public synchronized List<Entry> entriesFrom(int from) {
        try {
            readOn();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return List.copyOf(entries.subList(Math.min(from, entries.size()), entries.size()));
    }

    /** Up to the last whole line. */
    private void readOn() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        byte[] added;
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            added = new byte[(int) (open.length() - position)];
            open.seek(position);
            open.readFully(added);
        }
        int end = added.length;
        while (end > 0 && added[end - 1] != '\n') {
            end--;
        }
        position += end;
        new String(added, 0, end, StandardCharsets.UTF_8).lines().forEach(this::add);
    }

    private void add(String line) {
        JsonNode event = parsed(line);
        String verb = event.path("verb").asText();
        boolean started = event.path("stage").asText().equals("ResponseStarted");
        if (started == verb.equals("watch")) {
            JsonNode object = event.path("objectRef");
            String group = object.path("apiGroup").asText();
            String resource = object.path("resource").asText();
            entries.add(new Entry(
                    Instant.parse(event.path("requestReceivedTimestamp").asText()),
                    Instant.parse(event.path("stageTimestamp").asText()),
                    event.path("user").path("username").asText(),
                    verb,
                    group.isEmpty() ? resource : resource + "." + group,
                    object.path("name").asText(),
                    event.path("responseStatus").path("code").asInt(),
                    event.path("responseObject")));
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return Json.read(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a line of an audit log: " + line, e);
        }
    }
}
