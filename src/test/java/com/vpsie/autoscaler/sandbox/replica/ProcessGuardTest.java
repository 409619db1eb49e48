package com.vpsie.autoscaler.sandbox.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessGuardTest {
    @TempDir
    private Path directory;

    /** A JVM that guards one child, says its id and waits to be killed. */
    static final class Guarded {
        public static void main(String[] files) throws IOException, InterruptedException {
            ProcessGuard guard = ProcessGuard.start(Path.of(files[0]));
            Process child = new ProcessBuilder("sleep", "600").start();
            guard.report();
            System.out.println(child.pid());
            child.waitFor();
        }
    }

    @Test
    void aKilledJvmLeavesNoProcessAndNoFile() throws Exception {
        Path file = Files.createFile(directory.resolve("dev.properties"));
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Guarded.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ProcessHandle child;
        try (BufferedReader out = jvm.inputReader()) {
            child = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
            jvm.destroyForcibly().waitFor();
        }

        child.onExit().get(20, TimeUnit.SECONDS);
        assertThat(file).doesNotExist();
    }

    @Test
    void aClosedGuardEndsItself() throws Exception {
        Process child = new ProcessBuilder("sleep", "600").start();
        try {
            ProcessGuard guard = ProcessGuard.start();
            child.destroy();
            assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
            guard.close();
            assertThat(ProcessHandle.current()
                            .descendants()
                            .filter(p -> p.info()
                                    .arguments()
                                    .map(arguments ->
                                            String.join(" ", arguments).contains("process-guard"))
                                    .orElse(false)))
                    .allSatisfy(shell -> shell.onExit().get(10, TimeUnit.SECONDS));
        } finally {
            child.destroyForcibly();
        }
    }
}
