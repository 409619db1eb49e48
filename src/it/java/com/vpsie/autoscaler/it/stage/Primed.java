package com.vpsie.autoscaler.it.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code src/it/bin/prime} kept of a first start, {@code -Dit.primed}. Half of what a start costs is to work out
 * features and to parse and verify classes, which are the same for every server of the tests.
 */
public final class Primed {
    private static final String PRIMED = System.getProperty("it.primed", "");

    private Primed() {}

    /** What lets the launcher and the JVM start from it; empty where it is not there, as without the build. */
    public static Map<String, String> environment() {
        Path directory = Path.of(PRIMED).toAbsolutePath();
        Path classes = directory.resolve("classes.jsa");
        if (PRIMED.isEmpty() || !Files.exists(classes)) {
            return Map.of();
        }
        return Map.of("VPSIE_AUTOSCALER_PRIMED", directory.toString(), "JVM_ARGS", "-XX:SharedArchiveFile=" + classes);
    }
}
