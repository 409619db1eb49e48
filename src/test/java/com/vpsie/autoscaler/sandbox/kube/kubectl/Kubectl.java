package com.vpsie.autoscaler.sandbox.kube.kubectl;

import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The real kubectl against one API. A process per command, ended with the command. */
public final class Kubectl {
    private static final long PATIENCE_SECONDS = 30;

    private final Path program;
    private final Path home;

    private Kubectl(Path program, Path home) {
        this.program = program;
        this.home = home;
    }

    /** What came of a command. */
    public record Result(int exit, String output, String errors) {
        public String all() {
            return output + errors;
        }
    }

    /** The program that {@code KUBEBUILDER_ASSETS} holds, else the one in {@code PATH}. */
    public static Optional<Path> find() {
        List<String> places = new ArrayList<>();
        places.add(System.getenv().getOrDefault("KUBEBUILDER_ASSETS", ""));
        places.addAll(List.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)));
        return places.stream()
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param home for kubeconfig and caches, used by this one alone */
    public static Kubectl of(Path program, KubernetesUnderTest api, Path home) throws IOException {
        Files.createDirectories(home);
        Files.writeString(home.resolve("kubeconfig"), api.kubeconfig("admin"));
        return new Kubectl(program, home);
    }

    /** For commands that ask no API. */
    public static Kubectl withoutApi(Path program, Path home) {
        return new Kubectl(program, home);
    }

    /**
     * Runs a command to its end.
     *
     * @param command kubectl's arguments; those with blanks in single quotes
     * @param input what kubectl reads, empty for nothing
     */
    public Result run(String command, String input) throws IOException, InterruptedException {
        return toItsEnd(Step.of("", command).input(input));
    }

    Result run(Step step) throws IOException, InterruptedException {
        return step.during().isEmpty() ? toItsEnd(step) : untilWanted(step);
    }

    private Process start(String command, String editor) throws IOException {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(Step.words(command));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(Path.of("").toAbsolutePath().toFile());
        builder.environment().put("KUBECONFIG", home.resolve("kubeconfig").toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("KUBE_EDITOR", editor);
        builder.environment().put("TZ", "UTC");
        return builder.start();
    }

    private Result toItsEnd(Step step) throws IOException, InterruptedException {
        Process process = start(step.command(), step.editor());
        try {
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process.inputReader()));
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> read(process.errorReader()));
            try (var in = process.outputWriter()) {
                in.write(step.input());
            } catch (IOException e) {
                // it did not want its input; its exit code says why
                assert !process.isAlive() : e;
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("kubectl " + step.command() + " does not end");
            }
            return new Result(process.exitValue(), output.join(), errors.join());
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(BufferedReader reader) {
        StringBuilder text = new StringBuilder();
        reader.lines().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private Result untilWanted(Step step) throws IOException, InterruptedException {
        Process process = start(step.command(), "");
        try {
            StringBuilder seen = new StringBuilder();
            BufferedReader lines = process.inputReader();
            next(lines, seen);
            Result during = toItsEnd(Step.of(step.name(), step.during()));
            if (during.exit() != 0) {
                throw new AssertionError("kubectl " + step.during() + ": " + during.all());
            }
            while (!step.wanted().stream().allMatch(Normal.of(seen.toString())::contains)) {
                next(lines, seen);
            }
            return new Result(0, seen.toString(), "");
        } finally {
            process.destroyForcibly();
        }
    }

    private static void next(BufferedReader lines, StringBuilder seen) throws InterruptedException {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> {
            try {
                return Optional.ofNullable(lines.readLine()).orElseThrow(() -> new IOException("it has ended"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            seen.append(line.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).append('\n');
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("nothing more after: " + seen, e);
        }
    }
}
