package com.vpsie.autoscaler.leader.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tlc2.TLC;

/**
 * One run of the model checker TLC over one configuration of {@code docs/tla/LeaseElection.tla}, in a process of its
 * own: TLC keeps what it has parsed in static fields.
 *
 * @param exit 0 when every state was looked at and nothing is wrong, 12 when an invariant is violated
 * @param output as TLC wrote it
 */
record ModelRun(int exit, String output) {
    static final Path MODELS = Path.of("docs", "tla");
    private static final Path MODULE = MODELS.resolve("LeaseElection.tla").toAbsolutePath();
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Pattern FOUND =
            Pattern.compile("(\\d+) distinct states found, (\\d+) states left on queue\\.");
    private static final Pattern VIOLATED = Pattern.compile("Invariant (\\w+) is violated\\.");
    private static final Pattern STEP = Pattern.compile("^State \\d+: ", Pattern.MULTILINE);

    /**
     * @param configuration with every rule kept, or one broken
     * @param scratch where TLC may write
     */
    static ModelRun of(Path configuration, Path scratch) throws IOException, InterruptedException, URISyntaxException {
        Path jar = Path.of(
                TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path output = scratch.resolve("tlc.txt");
        Process tlc = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // runs are short: an optimizing compiler costs more than it saves
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-Djava.io.tmpdir=" + scratch, // TLC unpacks modules of its own there
                        "-cp",
                        jar.toString(),
                        TLC.class.getName(),
                        "-workers",
                        "1", // the shortest counterexample is then always the same
                        "-metadir",
                        scratch.resolve("states").toString(),
                        "-config",
                        configuration.toAbsolutePath().toString(),
                        MODULE.toString())
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!tlc.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(configuration + " was not done within " + LONGEST);
            }
        } finally {
            tlc.destroyForcibly();
        }
        return new ModelRun(tlc.exitValue(), Files.readString(output));
    }

    /** Distinct states that were looked at. */
    int states() {
        return Integer.parseInt(found().group(1));
    }

    /** States that were found and not looked at any more: 0 after a whole search. */
    int left() {
        return Integer.parseInt(found().group(2));
    }

    /** The invariant that does not hold. */
    Optional<String> violated() {
        Matcher matcher = VIOLATED.matcher(output);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Length of the counterexample in states, 0 without one. */
    int steps() {
        return (int) STEP.matcher(output).results().count();
    }

    private Matcher found() {
        Matcher matcher = FOUND.matcher(output);
        if (!matcher.find()) {
            throw new AssertionError("TLC did not count states:\n" + output);
        }
        return matcher;
    }
}
