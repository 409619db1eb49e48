package com.vpsie.autoscaler.config.launcher;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a kubeconfig file as far as a mistake in it can be told without asking the cluster. What is wrong comes out as
 * one sentence without its subject, which is the file.
 */
final class Kubeconfig {
    private static final Pattern PLACE = Pattern.compile("line:? \\d+, column:? \\d+");

    private final Path file;

    /** What is wrong with the file; the message never has anything secret in it. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    private Kubeconfig(Path file) {
        this.file = file;
    }

    /** What is wrong with the file, empty when nothing is. */
    static Optional<String> problem(Path file) {
        try {
            new Kubeconfig(file).check();
            return Optional.empty();
        } catch (Broken e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void check() throws Broken {
        Config config = parse(text());
        String current = config.getCurrentContext();
        if (current == null || current.isBlank()) {
            throw new Broken("has no current-context");
        }
        Context context = list(config.getContexts()).stream()
                .filter(c -> current.equals(c.getName()))
                .map(NamedContext::getContext)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new Broken("has no context \"" + current + "\", which is its current-context"));
        Cluster cluster = list(config.getClusters()).stream()
                .filter(c -> Objects.equals(context.getCluster(), c.getName()))
                .map(NamedCluster::getCluster)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new Broken(
                        "has no cluster \"" + context.getCluster() + "\", which context \"" + current + "\" names"));
        checkCluster(cluster);
        AuthInfo user = list(config.getUsers()).stream()
                .filter(u -> Objects.equals(context.getUser(), u.getName()))
                .map(NamedAuthInfo::getUser)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new Broken(
                        "has no user \"" + context.getUser() + "\", which context \"" + current + "\" names"));
        checkUser(user);
    }

    private String text() throws Broken {
        if (!Files.exists(file)) {
            throw new Broken("does not exist");
        }
        if (!Files.isRegularFile(file)) {
            throw new Broken("is not a file");
        }
        if (!Files.isReadable(file)) {
            throw new Broken("may not be read by user " + System.getProperty("user.name"));
        }
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new Broken("is not text");
        } catch (IOException e) {
            throw new Broken("cannot be read: " + e.getMessage());
        }
    }

    private static Config parse(String text) throws Broken {
        if (text.isBlank()) {
            throw new Broken("is empty");
        }
        Config config;
        try {
            if (!(Serialization.unmarshal(text, Object.class) instanceof Map)) {
                throw new Broken("is not a kubeconfig: it holds no keys and values");
            }
            config = Serialization.unmarshal(text, Config.class);
        } catch (RuntimeException e) {
            throw new Broken("is not a kubeconfig: " + why(e));
        }
        if (config == null || (config.getKind() != null && !config.getKind().equals("Config"))) {
            throw new Broken("is not a kubeconfig: its kind is not Config");
        }
        return config;
    }

    private void checkCluster(Cluster cluster) throws Broken {
        String server = cluster.getServer();
        try {
            URI uri = URI.create(server == null ? "" : server);
            if (uri.getHost() == null) {
                throw new Broken("has a cluster whose server is not a URL: \"" + server + "\"");
            }
        } catch (IllegalArgumentException e) {
            throw new Broken("has a cluster whose server is not a URL: \"" + server + "\"");
        }
        base64("certificate-authority-data", cluster.getCertificateAuthorityData());
        exists("certificate-authority", cluster.getCertificateAuthority());
    }

    private void checkUser(AuthInfo user) throws Broken {
        base64("client-certificate-data", user.getClientCertificateData());
        base64("client-key-data", user.getClientKeyData());
        exists("client-certificate", user.getClientCertificate());
        exists("client-key", user.getClientKey());
        exists("tokenFile", user.getAdditionalProperties().get("tokenFile") instanceof String s ? s : null);
    }

    private static void base64(String key, @Nullable String value) throws Broken {
        try {
            if (value != null) {
                Base64.getMimeDecoder().decode(value);
            }
        } catch (IllegalArgumentException e) {
            throw new Broken("has a " + key + " that is not base64");
        }
    }

    private void exists(String key, @Nullable String value) throws Broken {
        if (value != null && !value.isEmpty()) {
            Path named = file.toAbsolutePath().resolveSibling(value);
            if (!Files.isReadable(named)) {
                throw new Broken("names a " + key + " that cannot be read: " + named);
            }
        }
    }

    private static <T> List<T> list(@Nullable List<T> maybe) {
        return maybe == null ? List.of() : maybe;
    }

    /** The parser's first sentence and the place it points at. */
    private static String why(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage());
        String first = message.lines().map(String::strip).findFirst().orElse("it cannot be parsed");
        Matcher place = PLACE.matcher(message);
        return place.find() ? first + " (" + place.group() + ")" : first;
    }
}
