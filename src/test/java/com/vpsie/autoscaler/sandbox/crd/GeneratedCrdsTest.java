package com.vpsie.autoscaler.sandbox.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratedCrdsTest {
    @Test
    void theFilesUnderKubeAreWhatTheClassesSay() throws Exception {
        Map<String, String> generated = CrdDocuments.generate();

        assertThat(files()).containsExactlyElementsOf(generated.keySet());
        for (Map.Entry<String, String> document : generated.entrySet()) {
            assertThat(Files.readString(CrdDocuments.DIRECTORY.resolve(document.getKey())))
                    .as(document.getKey() + " is stale, renew it with: " + CrdDocuments.REGENERATE)
                    .isEqualTo(document.getValue());
        }
    }

    @Test
    void generatingTwiceGivesTheSame() {
        assertThat(CrdDocuments.generate()).isEqualTo(CrdDocuments.generate());
    }

    private static List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(CrdDocuments.DIRECTORY)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
