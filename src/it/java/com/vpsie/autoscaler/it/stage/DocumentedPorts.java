package com.vpsie.autoscaler.it.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to the ports from 19000 and 19100 on, which the documents give several servers. Two test classes run at a
 * time, each in a JVM of its own; one of them at a time has it, from {@link #take} to {@link #close}. It ends with its
 * JVM, too.
 *
 * @param file open, and locked
 */
public record DocumentedPorts(FileChannel file) implements AutoCloseable {
    private static final Path FILE = Path.of("target", "it", "documented-ports");

    /** Waits until no other JVM has it. */
    public static DocumentedPorts take() throws IOException {
        Files.createDirectories(FILE.getParent());
        FileChannel file = FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file.lock();
        return new DocumentedPorts(file);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
