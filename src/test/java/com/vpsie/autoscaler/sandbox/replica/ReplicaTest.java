package com.vpsie.autoscaler.sandbox.replica;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.scenario.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaTest {
    @TempDir
    private Path directory;

    /** A shell with a child, as the launcher has one. */
    private record Shell(List<String> command) implements ReplicaRuntime {
        @Override
        public ProcessBuilder command(ReplicaSpec spec) {
            return new ProcessBuilder(command);
        }

        @Override
        public void stop(ReplicaSpec spec, Process process) {
            process.destroy();
        }

        @Override
        public List<ProcessHandle> processes(ReplicaSpec spec, Process process) {
            return ReplicaRuntime.tree(process.toHandle());
        }

        @Override
        public void kill(ReplicaSpec spec, Process process) {
            processes(spec, process).forEach(ProcessHandle::destroyForcibly);
        }
    }

    private Replica replica() {
        ReplicaSpec spec = new ReplicaSpec(
                0,
                "here",
                "race",
                1,
                directory,
                URI.create("http://127.0.0.1/"),
                ReplicaPorts.free(),
                Map.of("settle-window", "3s"));
        return new Replica(
                new ServerLayout(directory, directory, directory),
                new Shell(List.of("sh", "-c", "sleep 600 & wait")),
                spec);
    }

    /** As {@code ps} prints them, without those that just ended. */
    private static List<String> states(Replica replica) {
        return replica.processes().stream()
                .flatMap(process -> state(process.pid()))
                .toList();
    }

    private static Stream<String> state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Stream.of(stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static void await(String what, Replica replica, List<String> wanted) throws Exception {
        Await.answer(
                Duration.ofSeconds(10),
                what,
                () -> states(replica).toString(),
                () -> states(replica).equals(wanted) ? Optional.of(true) : Optional.empty());
    }

    @Test
    void aPauseStopsAllItsProcessesUntilTheyAreResumed() throws Exception {
        Replica replica = replica();
        replica.start();
        try {
            await("launcher and child", replica, List.of("S", "S"));
            replica.pause();
            await("both to be stopped", replica, List.of("T", "T"));
            replica.resume();
            await("both to go on", replica, List.of("S", "S"));
        } finally {
            replica.kill();
        }
        assertThat(replica.awaitEnd(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void itsOwnFlagsCountMoreThanTheSandboxs() {
        assertThat(replica().spec().flags()).containsEntry("settle-window", "3s");
    }
}
