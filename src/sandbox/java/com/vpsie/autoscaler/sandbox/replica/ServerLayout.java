package com.vpsie.autoscaler.sandbox.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things are on disk.
 *
 * @param project the directory of pom.xml, built as far as the WAR
 * @param wlp the unpacked Liberty runtime, shared by all replicas
 * @param work one directory per replica is made below, and one for the server they share
 */
public record ServerLayout(Path project, Path wlp, Path work) {
    private static final String APPLICATION = "vpsie-autoscaler";

    /** The product's own start script. */
    Path launcher() {
        return project.resolve("liberty/bin/vpsie-autoscaler");
    }

    /** Liberty's user directory of the replicas. */
    Path userDirectory() {
        return work.resolve("usr");
    }

    /** Work area, console log and Liberty's logs of one replica. */
    public Path directoryOf(ReplicaSpec spec) {
        return work.resolve(spec.name());
    }

    /** What Liberty keeps of one replica from start to start; without it the next start is a cold one. */
    public Path workAreaOf(ReplicaSpec spec) {
        return directoryOf(spec).resolve("output");
    }

    /** What the replica printed, over all its starts. */
    public Path consoleOf(ReplicaSpec spec) {
        return directoryOf(spec).resolve("console.log");
    }

    /**
     * Makes the server that all replicas share: a copy of configuration and application as they are now, so that later
     * builds and {@code liberty:dev} do not change what runs.
     */
    public void installServer() throws IOException {
        Path server = server();
        delete(server);
        Path application = application();
        Files.createDirectories(application.getParent());
        copy(project.resolve("target").resolve(APPLICATION), application);
        try (Stream<Path> configuration = Files.list(project.resolve("liberty"))) {
            for (Path file : configuration.filter(Files::isRegularFile).toList()) {
                Files.copy(file, server.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path server() {
        return userDirectory().resolve("servers/defaultServer");
    }

    private Path application() {
        return server().resolve("apps").resolve(APPLICATION + ".war");
    }

    /** The classes of the application that was installed. */
    public Path classes() {
        return application().resolve("WEB-INF/classes");
    }

    /** Deletes a directory with all that is in it; no-op where there is none. */
    public static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            for (Path file : all(directory, Comparator.reverseOrder())) {
                Files.delete(file);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : all(from, Comparator.naturalOrder())) {
            Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static List<Path> all(Path directory, Comparator<Path> order) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted(order).toList();
        }
    }
}
