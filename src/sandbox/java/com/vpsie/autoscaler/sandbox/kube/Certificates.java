package com.vpsie.autoscaler.sandbox.kube;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A throw-away certificate authority. Uses the JDK's own {@code keytool}, since the JDK has no public class that builds
 * certificates; each certificate takes about half a second. Not for use by several threads at once.
 */
public final class Certificates {
    /** Password of the key stores; they never leave this machine and hold nothing but test keys. */
    static final char[] PASSWORD = "changeit".toCharArray();

    private static final String CA = "ca";

    private final Path store;

    /** Makes a new authority, whose key store is a file in {@code directory}. */
    public Certificates(Path directory) {
        this.store = directory.resolve("certificates.p12");
        keytool(
                "-genkeypair",
                "-alias",
                CA,
                "-dname",
                "CN=throw-away-ca",
                "-ext",
                "bc:c=ca:true",
                "-ext",
                "ku:c=keyCertSign");
    }

    /** PEM of a certificate and of its key (PKCS#8). */
    public record Pair(String certificatePem, String keyPem) {}

    public String caPem() {
        return certificatePem(CA);
    }

    /** A server's certificate for loopback addresses. */
    public Pair server() {
        return issue(
                "server",
                "CN=kube-apiserver",
                "san=ip:127.0.0.1,dns:localhost,dns:kubernetes.default.svc,ip:10.0.0.1",
                "eku=serverAuth");
    }

    /** A client's certificate: its common name is the user's name, its organisations are the groups. */
    public Pair client(String user, List<String> groups) {
        StringBuilder name = new StringBuilder("CN=" + user);
        groups.forEach(group -> name.append(",O=").append(group));
        return issue(
                "client-" + user + "-" + Integer.toHexString(groups.hashCode()), name.toString(), "eku=clientAuth");
    }

    private Pair issue(String alias, String distinguishedName, String... extensions) {
        List<String> arguments =
                new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-signer", CA, "-dname", distinguishedName));
        for (String extension : extensions) {
            arguments.add("-ext");
            arguments.add(extension);
        }
        keytool(arguments.toArray(String[]::new));
        return new Pair(certificatePem(alias), keyPem(alias));
    }

    /** The store with the keys made so far. */
    KeyStore keyStore() {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore loaded = KeyStore.getInstance("PKCS12");
            loaded.load(in, PASSWORD);
            return loaded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot read " + store, e);
        }
    }

    private String certificatePem(String alias) {
        try {
            return pem("CERTIFICATE", keyStore().getCertificate(alias).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate " + alias, e);
        }
    }

    private String keyPem(String alias) {
        try {
            Key key = keyStore().getKey(alias, PASSWORD);
            return pem("PRIVATE KEY", key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key " + alias, e);
        }
    }

    private static String pem(String type, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "keytool");
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keyalg", "RSA", "-keysize", "2048", "-validity", "3650", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", new String(PASSWORD)));
        try {
            Path log = store.resolveSibling("keytool.log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("keytool did not end within 60 s");
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException("keytool failed: " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making a certificate", e);
        }
    }
}
