package com.vpsie.autoscaler.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command line of docs/sandbox.md is tried, as it stands there. */
class SandboxPageTest {
    private static final Pattern COMMAND =
            Pattern.compile("`curl (?:-X (?<method>\\w+) )?(?:-d '(?<body>[^']*)' )?\\$(?<side>[KV])(?<path>[^` ]*)`");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static EmbeddedKubernetes kube;
    private static VpsieSimulator cloud;
    private static String faults;

    @BeforeAll
    static void start() {
        kube = EmbeddedKubernetes.start(0);
        faults = kube.serveFaults(0);
        assertThat(kube.faults().version())
                .as("there is an earlier version to go back to")
                .isPositive();
        cloud = VpsieSimulator.start(0, Optional.empty());
    }

    @AfterAll
    static void stop() {
        cloud.close();
        kube.close();
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs", "sandbox.md"));
    }

    static List<String> commands() throws IOException {
        return COMMAND.matcher(page()).results().map(found -> found.group()).toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandDoesWhatThePageSays(String command) throws Exception {
        Matcher parts = COMMAND.matcher(command);
        assertThat(parts.matches()).isTrue();
        String base = parts.group("side").equals("K")
                ? faults
                : cloud.root().resolve("/_sim").toString();
        String body = Optional.ofNullable(parts.group("body")).orElse("");
        String method = Optional.ofNullable(parts.group("method")).orElse(body.isEmpty() ? "GET" : "POST");
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(base + parts.group("path")))
                        .method(method, BodyPublishers.ofString(body))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    }

    @Test
    void noCommandIsOverlooked() throws IOException {
        assertThat(commands()).hasSize(page().split("`curl ", -1).length - 1).hasSizeGreaterThan(30);
    }
}
