package com.vpsie.autoscaler.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The manifests as the files have them, for what must hold also where there is no kubectl. Stateless. Of overlays it knows
 * JSON patches of the Deployment; {@link KustomizeTest} holds it to what kustomize makes of them.
 */
final class Manifests {
    static final Path KUBE = Path.of("kube");

    private static final String DOCUMENT_BORDER = "(?m)^---$";

    private Manifests() {}

    /** Names of the overlays. */
    static List<String> overlays() {
        try (Stream<Path> directories = Files.list(KUBE.resolve("overlays"))) {
            return directories
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The objects of this kind in the base, at least one. */
    static <T extends HasMetadata> List<T> all(Class<T> kind) {
        List<T> found = stream(yaml(KUBE.resolve("base/kustomization.yaml")).path("resources"))
                .flatMap(file -> documents(read(KUBE.resolve("base").resolve(file.asText()))))
                .map(document -> (HasMetadata) Serialization.unmarshal(document))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
        if (found.isEmpty()) {
            throw new AssertionError("the base has no " + kind.getSimpleName());
        }
        return found;
    }

    /** The one object of this kind in the base. */
    static <T extends HasMetadata> T the(Class<T> kind) {
        List<T> found = all(kind);
        if (found.size() != 1) {
            throw new AssertionError("the base has " + found.size() + " of " + kind.getSimpleName());
        }
        return found.get(0);
    }

    /** The Deployment that an overlay makes. */
    static Deployment deployment(String overlay) {
        JsonNode object = yaml(KUBE.resolve("base/deployment.yaml"));
        for (JsonNode patch : yaml(KUBE.resolve("overlays/" + overlay + "/kustomization.yaml"))
                .path("patches")) {
            if (patch.at("/target/kind").asText().equals("Deployment")) {
                object = JsonPatch.apply(parsed(patch.path("patch").asText()), object);
            }
        }
        return Serialization.jsonMapper().convertValue(object, Deployment.class);
    }

    /** What {@code kubectl kustomize} printed, object by object. */
    static List<HasMetadata> rendered(String text) {
        return documents(text)
                .map(document -> (HasMetadata) Serialization.unmarshal(document))
                .toList();
    }

    static JsonNode yaml(Path file) {
        return parsed(read(file));
    }

    private static JsonNode parsed(String text) {
        try {
            return Serialization.yamlMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> documents(String text) {
        return Stream.of(text.split(DOCUMENT_BORDER))
                .filter(document -> document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#")));
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
