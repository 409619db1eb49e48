package com.vpsie.autoscaler.vpsie;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottleTest {
    private final ManualTime time = new ManualTime();
    private final Throttle throttle = new Throttle(
            Bucket.builder()
                    .addLimit(limit -> limit.capacity(100).refillGreedy(100, Duration.ofMinutes(1)))
                    .withCustomTimePrecision(time)
                    .build(),
            Duration.ofSeconds(15),
            time,
            time);

    @Test
    void aHundredGoAtOnceAndThenOneEvery600Milliseconds() {
        Instant start = time.instant();
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.acquire().waited()).isZero();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.acquire().refusedFor()).isEmpty();
        }
        assertThat(Duration.between(start, time.instant())).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(61));
    }

    @Test
    void aShortPauseIsWaitedForAndALongOneRefusedWithItsLength() {
        throttle.pause(Duration.ofSeconds(10));
        throttle.pause(Duration.ofSeconds(3));
        assertThat(throttle.acquire()).isEqualTo(new Throttle.Admission(Duration.ofSeconds(10), Optional.empty()));

        throttle.pause(Duration.ofSeconds(60));
        assertThat(throttle.acquire())
                .isEqualTo(new Throttle.Admission(Duration.ZERO, Optional.of(Duration.ofSeconds(60))));
    }

    @ParameterizedTest
    @CsvSource({
        "7, PT7S",
        "' 7 ', PT7S",
        "0, PT0S",
        "-3, -",
        "soon, -",
        "'', -",
        "99999999, PT1H",
        "'Thu, 01 Jan 2026 00:00:30 GMT', PT30S",
        "'Wed, 31 Dec 2025 00:00:30 GMT', PT0S"
    })
    void retryAfterIsSecondsOrADate(String header, String expected) {
        Optional<Duration> pause = VpsieAnswer.retryAfter(Optional.of(header), Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(pause.map(Duration::toString).orElse("-")).isEqualTo(expected);
    }

    @Test
    void theBoundsAreTheOnesPromised() {
        VpsieLimits limits = VpsieLimits.withStartBudget(Duration.ofSeconds(2));
        assertThat(limits)
                .isEqualTo(new VpsieLimits(
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(15),
                        100,
                        5,
                        Duration.ofSeconds(30)));
        assertThat(limits.connectTimeout()).isEqualTo(Duration.ofMillis(1500));
    }
}
