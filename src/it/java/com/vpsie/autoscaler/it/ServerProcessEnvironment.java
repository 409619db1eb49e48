package com.vpsie.autoscaler.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Logger;
import org.microshed.testing.ApplicationEnvironment;

/**
 * Runs a MicroShed test against a local Liberty process: the test class holds one static {@link LocalServer}. It steps
 * aside for containers when {@code -Dit.containers=true} asks for them.
 */
public class ServerProcessEnvironment implements ApplicationEnvironment {
    private static final Logger LOG = Logger.getLogger(ServerProcessEnvironment.class.getName());

    private Optional<LocalServer> server = Optional.empty();

    @Override
    public boolean isAvailable() {
        return !Boolean.getBoolean("it.containers");
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 10;
    }

    @Override
    public void preConfigure(Class<?> testClass) {
        LOG.info("the server runs as a local process, not in a container; Docker is "
                + (Files.exists(Path.of("/var/run/docker.sock")) ? "there" : "not there: no container is tested"));
        for (Field field : testClass.getDeclaredFields()) {
            if (field.getType() == LocalServer.class && Modifier.isStatic(field.getModifiers())) {
                server = Optional.of(valueOf(field));
            }
        }
    }

    private static LocalServer valueOf(Field field) {
        try {
            field.setAccessible(true);
            return (LocalServer) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void start() {
        try {
            server.orElseThrow(() -> new IllegalStateException("the test class has no static LocalServer"))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String getApplicationURL() {
        return server.orElseThrow().healthUrl("").toString();
    }
}
