package com.vpsie.autoscaler.leader.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "15s, PT15S, 15s",
        "1m30s, PT1M30S, 1m30s",
        "1.5h, PT1H30M, 1h30m",
        "500ms, PT0.5S, 500ms",
        "250us, PT0.00025S, 0.25ms",
        "PT15S, PT15S, 15s",
        "PT2M, PT2M, 2m",
        "0, PT0S, 0s",
        "2.25s, PT2.25S, 2.25s",
    })
    void bothFormsAreReadAndGoIsWritten(String text, Duration duration, String written) {
        assertThat(Durations.parse(text)).contains(duration);
        assertThat(Durations.format(duration)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "s", "-5s", "PT-5S", "15 s", "1x", "99999999999h"})
    void anythingElseIsRefused(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void aNegativeDifferenceCanBeShown() {
        assertThat(Durations.format(Duration.ofSeconds(-3))).isEqualTo("-3s");
    }
}
