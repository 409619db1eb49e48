package com.vpsie.autoscaler.leader.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.leader.core.ClockReading.Witness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule 3: three witnesses of time; the one that saw most wins, and disagreement is doubt. Milliseconds. */
class ClockReadingTest {
    private static final ClockReading FROM = reading(1_000, 50_000, 7_000);

    private static ClockReading reading(long monotonic, long wall, long boot) {
        return new ClockReading(monotonic * 1_000_000, wall * 1_000, boot * 1_000_000);
    }

    /** So much later by each of them. */
    private static ClockReading later(long monotonic, long wall, long boot) {
        return reading(1_000 + monotonic, 50_000 + wall, 7_000 + boot);
    }

    private static ClockReading withoutBoot(ClockReading reading) {
        return new ClockReading(reading.monotonic(), reading.wallMicros(), ClockReading.NO_BOOT);
    }

    @ParameterizedTest
    @CsvSource({"10, 20, 30, 30", "10, 30, 20, 30", "30, 10, 20, 30", "5, -60, 5, 5"})
    void elapsedIsWhatTheWitnessSawThatSawMost(long monotonic, long wall, long boot, long elapsed) {
        assertThat(later(monotonic, wall, boot).elapsedSince(FROM)).isEqualTo(elapsed * 1_000_000);
        assertThat(later(monotonic, wall, boot).monotonicSince(FROM)).isEqualTo(monotonic * 1_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1500, 1000, false", // 500 ms are nothing
        "1000, 1501, 1000, true",
        "1000, 499, 1000, true",
        "20000, 21000, 20000, false", // nor are 5 %: 1050 ms of 21 s
        "20000, 21060, 20000, true",
        "20000, 20000, 18999, true",
        "18999, 20000, 20000, true",
    })
    void moreThanHalfASecondAndFivePercentApartIsDisagreement(long monotonic, long wall, long boot, boolean apart) {
        assertThat(later(monotonic, wall, boot).disagreesSince(FROM)).isEqualTo(apart);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 9000, 1000, WALL",
        "1000, -9000, 1000, WALL",
        "1000, 9000, 9000, MONOTONIC",
        "9000, 1000, 1000, MONOTONIC",
        "1000, 1000, 9000, BOOT",
        "9000, 9000, 1000, BOOT",
        "9000, 5000, 1000, MONOTONIC",
        "1000, 1000, 1000, WALL",
    })
    void theOddOneStandsApartFromTheOthers(long monotonic, long wall, long boot, Witness odd) {
        assertThat(later(monotonic, wall, boot).oddSince(FROM)).isEqualTo(odd);
    }

    @Test
    void withoutBootTimeThereAreTwoWitnessesAndTheWallClockIsDoubted() {
        ClockReading slept = withoutBoot(later(1_000, 9_000, 0));
        assertThat(slept.elapsedSince(withoutBoot(FROM))).isEqualTo(9_000_000_000L);
        assertThat(slept.disagreesSince(withoutBoot(FROM))).isTrue();
        assertThat(slept.oddSince(withoutBoot(FROM))).isEqualTo(Witness.WALL);
        assertThat(withoutBoot(later(1_000, 1_000, 0)).disagreesSince(withoutBoot(FROM)))
                .isFalse();
    }

    /** /proc/uptime may become readable, or stop being, between two readings. */
    @Test
    void bootTimeCountsOnlyWhereBothReadingsHaveIt() {
        ClockReading now = later(1_000, 1_000, 9_000);
        for (ClockReading[] pair : new ClockReading[][] {{withoutBoot(now), FROM}, {now, withoutBoot(FROM)}}) {
            assertThat(pair[0].elapsedSince(pair[1])).isEqualTo(1_000_000_000L);
            assertThat(pair[0].disagreesSince(pair[1])).isFalse();
            assertThat(pair[0].oddSince(pair[1])).isEqualTo(Witness.WALL);
        }
    }
}
