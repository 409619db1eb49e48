package com.vpsie.autoscaler.it.stage;

import com.vpsie.autoscaler.sandbox.replica.Docker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The image that tests run containers of. Stateless. */
public final class TestImage {
    /** From {@code -Dit.image}. */
    public static final String NAME = System.getProperty("it.image", "vpsie-autoscaler:it");

    private static final Path WAR = Path.of("target", "vpsie-autoscaler.war");

    private TestImage() {}

    /** Why no container of it can be run; empty when one can. */
    public static Optional<String> whyNot() throws InterruptedException {
        if (Sabotage.asked().isPresent()) {
            return Optional.of("the image holds no sabotage");
        }
        Optional<String> noDocker = Docker.whyNot();
        if (noDocker.isPresent()) {
            return noDocker;
        }
        return digest().passed()
                ? Optional.empty()
                : Optional.of("there is no image " + NAME + "; .ci/image builds it");
    }

    /**
     * Lets a test go on only where containers can be run, and says why when they cannot.
     *
     * @throws AssertionError when the image holds another application than the one that was built last
     */
    public static void require() throws InterruptedException {
        Optional<String> whyNot = whyNot();
        Assumptions.assumeTrue(whyNot.isEmpty(), () -> "containers: NOT RUN, " + whyNot.orElse(""));
        requireThisApplication();
    }

    private static void requireThisApplication() throws InterruptedException {
        String built = sha256(WAR);
        String held = digest().output();
        if (!held.equals(built)) {
            throw new AssertionError("the WAR in image " + NAME + " has digest " + held + ", " + WAR + " has " + built
                    + "; .ci/image builds the image anew");
        }
    }

    private static Docker.Result digest() throws InterruptedException {
        try {
            return Docker.run("run", "--rm", "--entrypoint", "cat", NAME, "/opt/ol/war.sha256");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
