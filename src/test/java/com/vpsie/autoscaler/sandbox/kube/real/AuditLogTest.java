package com.vpsie.autoscaler.sandbox.kube.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On lines as kube-apiserver 1.36 writes them, shortened. */
class AuditLogTest {
    private static final String RENEWAL = """
            {"kind":"Event","stage":"ResponseComplete","verb":"update","user":{"username":"elector-1"},\
            "objectRef":{"resource":"leases","namespace":"default","name":"one","apiGroup":"coordination.k8s.io"},\
            "responseStatus":{"code":409},"requestReceivedTimestamp":"2026-01-02T03:04:05.670000Z",\
            "stageTimestamp":"2026-01-02T03:04:05.678901Z"}
            """;
    private static final String WATCH = """
            {"kind":"Event","stage":"%s","verb":"watch","user":{"username":"elector-2"},\
            "objectRef":{"resource":"pods","namespace":"default"},\
            "responseStatus":{"code":200},"requestReceivedTimestamp":"2026-01-02T03:04:05.990000Z",\
            "stageTimestamp":"2026-01-02T03:04:06.000000Z"}
            """;

    @TempDir
    private Path directory;

    private AuditLog log;

    @BeforeEach
    void start() {
        log = new AuditLog(directory);
    }

    private void written(String text) throws IOException {
        Files.writeString(directory.resolve("audit.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void isEmptyWhileTheServerHasWrittenNothing() {
        assertThat(log.entriesFrom(0)).isEmpty();
    }

    @Test
    void tellsWhoAskedForWhatAndWhenItWasAnswered() throws IOException {
        written(RENEWAL);
        assertThat(log.entriesFrom(0)).singleElement().satisfies(renewal -> {
            assertThat(renewal.received()).isEqualTo(Instant.parse("2026-01-02T03:04:05.670Z"));
            assertThat(renewal.answered()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678901Z"));
            assertThat(renewal.user()).isEqualTo("elector-1");
            assertThat(renewal.verb()).isEqualTo("update");
            assertThat(renewal.resource()).isEqualTo("leases.coordination.k8s.io");
            assertThat(renewal.name()).isEqualTo("one");
            assertThat(renewal.status()).isEqualTo(409);
            assertThat(renewal.object().isMissingNode())
                    .as("nothing was written")
                    .isTrue();
        });
    }

    @Test
    void tellsWhatAWriteLeft() throws IOException {
        written("""
                {"kind":"Event","stage":"ResponseComplete","verb":"update","user":{"username":"elector-1"},\
                "objectRef":{"resource":"leases","namespace":"default","name":"one","apiGroup":"coordination.k8s.io"},\
                "responseStatus":{"code":200},"responseObject":{"spec":{"holderIdentity":"one"}},\
                "requestReceivedTimestamp":"2026-01-02T03:04:05.670000Z","stageTimestamp":"2026-01-02T03:04:05.678901Z"}
                """);
        assertThat(log.entriesFrom(0))
                .singleElement()
                .satisfies(write -> assertThat(
                                write.object().at("/spec/holderIdentity").asText())
                        .isEqualTo("one"));
    }

    @Test
    void countsAWatchOnceWhenItBegins() throws IOException {
        written(WATCH.formatted("ResponseStarted"));
        written(WATCH.formatted("ResponseComplete"));
        assertThat(log.entriesFrom(0)).singleElement().satisfies(watch -> {
            assertThat(watch.resource()).isEqualTo("pods");
            assertThat(watch.name()).isEmpty();
        });
    }

    @Test
    void leavesALineThatIsStillBeingWrittenToTheNextLook() throws IOException {
        written(RENEWAL + RENEWAL.substring(0, 40));
        assertThat(log.entriesFrom(0)).hasSize(1);
        written(RENEWAL.substring(40));
        assertThat(log.entriesFrom(1)).hasSize(1);
    }

    @Test
    void aServerIsToldWhoseRequestsToKeep() throws IOException {
        assertThat(log.serverArguments(List.of("elector-1", "elector-2")))
                .contains("--audit-log-path=" + directory.resolve("audit.log"));
        assertThat(directory.resolve("audit-policy.yaml")).content().contains("users: [elector-1, elector-2]");
    }
}
