package com.vpsie.autoscaler.sandbox.kube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * TLS of the embedded API: a certificate authority and a server's certificate, made once per JVM, since making them
 * takes a second.
 *
 * @param caPem what clients must trust
 */
public record ServerIdentity(SSLContext tls, String caPem) {
    private static final class Holder {
        static final ServerIdentity INSTANCE = make();
    }

    static ServerIdentity ofThisJvm() {
        return Holder.INSTANCE;
    }

    private static ServerIdentity make() {
        try {
            Path directory = Files.createTempDirectory("embedded-kubernetes");
            try {
                Certificates certificates = new Certificates(directory);
                certificates.server();
                return new ServerIdentity(context(certificates.keyStore()), certificates.caPem());
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a TLS context", e);
        }
    }

    /** A context of the server's key alone: with the authority's key beside it the JDK may pick that one. */
    private static SSLContext context(KeyStore all) throws GeneralSecurityException, IOException {
        KeyStore server = KeyStore.getInstance("PKCS12");
        server.load(null, null);
        server.setKeyEntry(
                "server",
                all.getKey("server", Certificates.PASSWORD),
                Certificates.PASSWORD,
                all.getCertificateChain("server"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(server, Certificates.PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Deletes a directory and what is in it. */
    public static void delete(Path directory) throws IOException {
        try (Stream<Path> below = Files.walk(directory)) {
            for (Path path : below.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
