package com.vpsie.autoscaler.config.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What this build is.
 *
 * @param version of the product
 * @param commit it was built from, {@code unknown} outside a checkout
 */
public record Version(String version, String commit) {
    /** Reads what the build wrote into the class path. */
    public static Version ofThisBuild() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/META-INF/vpsie-autoscaler.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the version from the class path", e);
        }
        return new Version(build.getProperty("version", "unknown"), build.getProperty("commit", "unknown"));
    }

    /** One line with the Java it runs on and the Open Liberty found in {@code wlp}. */
    public String describe(String wlp) {
        return "vpsie-autoscaler " + version + " (commit " + commit + "), Java " + Runtime.version() + ", Open Liberty "
                + liberty(wlp);
    }

    private static String liberty(String wlp) {
        Path file = Path.of(wlp, "lib", "versions", "openliberty.properties");
        Properties properties = new Properties();
        if (!wlp.isEmpty() && Files.isReadable(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }
        return properties.getProperty("com.ibm.websphere.productVersion", "not found");
    }
}
