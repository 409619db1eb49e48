package com.vpsie.autoscaler.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.it.stage.Sabotage;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What takes a safeguard away exists for tests, and the application is packed without it. */
class SabotageIT {
    private static final Path WAR = Path.of("target", "vpsie-autoscaler.war");

    @ParameterizedTest
    @EnumSource
    void isNoPartOfTheApplication(Sabotage sabotage) throws Exception {
        assertThat(sabotage.files()).isNotEmpty();
        try (ZipFile war = new ZipFile(WAR.toFile())) {
            Set<String> entries = war.stream().map(Object::toString).collect(Collectors.toSet());
            assertThat(entries).contains("WEB-INF/classes/com/vpsie/autoscaler/boot/Wiring.class");
            assertThat(sabotage.files()).noneMatch(file -> entries.contains("WEB-INF/classes/" + file.toString()));
        }
    }
}
