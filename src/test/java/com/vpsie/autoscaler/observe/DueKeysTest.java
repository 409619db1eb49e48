package com.vpsie.autoscaler.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DueKeysTest {
    private static final long MS = 1_000_000;
    /** The clock may be anywhere, also just below its overflow. */
    private static final long T0 = Long.valueOf(Long.MAX_VALUE) - 100 * MS;

    private final DueKeys<String> keys = new DueKeys<>(QueueTiming.DEFAULT);

    @Test
    void aChangeIsDueAfterAQuietPause() {
        keys.changed("a", T0);

        assertThat(keys.take(T0 + 49 * MS)).isEmpty();
        assertThat(keys.take(T0 + 50 * MS)).contains("a");
    }

    @Test
    void manyChangesBecomeOneLook() {
        for (int i = 0; i < 4; i++) {
            keys.changed("a", T0 + i * 40 * MS);
        }

        assertThat(keys.take(T0 + 169 * MS)).isEmpty();
        assertThat(keys.take(T0 + 170 * MS)).contains("a");
        keys.done("a");
        assertThat(keys.nextDue()).isEmpty();
    }

    @Test
    void unendingChangesDoNotPostponeForEver() {
        for (int i = 0; i < 25; i++) {
            keys.changed("a", T0 + i * 10 * MS);
        }

        assertThat(keys.nextDue()).hasValue(T0 + 250 * MS);
    }

    @Test
    void aKeyIsGivenToOneTakerAndComesAgainWhenItChangedMeanwhile() {
        keys.changed("a", T0);
        assertThat(keys.take(T0 + 50 * MS)).contains("a");
        keys.changed("a", T0 + 60 * MS);

        assertThat(keys.take(T0 + 1000 * MS)).isEmpty();
        assertThat(keys.nextDue()).isEmpty();

        keys.done("a");
        assertThat(keys.take(T0 + 1000 * MS)).contains("a");
    }

    @Test
    void otherKeysAreServedWhileOneRuns() {
        keys.changed("a", T0);
        keys.changed("b", T0 + 1);

        assertThat(keys.take(T0 + 60 * MS)).contains("a");
        assertThat(keys.take(T0 + 60 * MS)).contains("b");
        assertThat(keys.running()).isEqualTo(2);
    }

    @Test
    void theLongestDueComesFirst() {
        keys.at("later", T0 + 2 * MS);
        keys.at("sooner", T0 + MS);

        assertThat(keys.take(T0 + 3 * MS)).contains("sooner");
    }

    @Test
    void ofSeveralTimesTheEarliestCounts() {
        keys.at("a", T0 + 30 * MS);
        keys.at("a", T0 + 10 * MS);
        keys.at("a", T0 + 20 * MS);

        assertThat(keys.nextDue()).hasValue(T0 + 10 * MS);
    }

    @Test
    void aChangeIsNotHeldUpByALaterTimeAndTheTimeStays() {
        keys.at("a", T0 + 10_000 * MS);
        keys.changed("a", T0);

        assertThat(keys.take(T0 + 50 * MS)).contains("a");
        keys.done("a");
        assertThat(keys.nextDue()).hasValue(T0 + 10_000 * MS);
    }

    @Test
    void aTimeThatIsDueIsServedTogetherWithTheChange() {
        keys.at("a", T0 + 10 * MS);
        keys.changed("a", T0);

        assertThat(keys.take(T0 + 50 * MS)).contains("a");
        keys.done("a");
        assertThat(keys.nextDue()).isEmpty();
    }

    @Test
    void failuresWaitTwiceAsLongEachTimeUpToABound() {
        long now = T0;
        long[] waits = {1, 2, 4, 8, 16, 32, 64, 120, 120};
        keys.at("a", now);
        for (long seconds : waits) {
            assertThat(keys.take(now)).contains("a");
            keys.failed("a", now);
            assertThat(keys.nextDue().getAsLong() - now).isEqualTo(seconds * 1000 * MS);
            now = keys.nextDue().getAsLong();
        }
    }

    @Test
    void successForgetsFailures() {
        fail("a", T0);
        long second = keys.nextDue().getAsLong();
        assertThat(keys.take(second)).contains("a");
        keys.done("a");

        fail("a", second);
        assertThat(keys.nextDue().getAsLong() - second).isEqualTo(1000 * MS);
    }

    @Test
    void theEventsOfItsOwnWritesDoNotMakeAFailingKeySpin() {
        fail("a", T0);
        fail("a", keys.nextDue().getAsLong());
        long failedAt = keys.nextDue().getAsLong() - 2000 * MS;
        keys.changed("a", failedAt + MS);

        assertThat(keys.nextDue()).hasValue(failedAt + 1000 * MS);
    }

    @Test
    void aChangeWhileTheFailingLookRanWaitsTheFirstRetry() {
        keys.at("a", T0);
        assertThat(keys.take(T0)).contains("a");
        keys.changed("a", T0 + MS);
        keys.failed("a", T0 + 200 * MS);

        assertThat(keys.nextDue()).hasValue(T0 + 1200 * MS);
    }

    @Test
    void neverTwoTakersOfOneKeyAndNothingIsLost() {
        Random random = new Random(7);
        String[] names = {"a", "b", "c"};
        Set<String> out = new HashSet<>();
        Set<String> owed = new HashSet<>();
        long now = T0;
        for (int step = 0; step < 20_000; step++) {
            now += random.nextInt(60) * MS;
            String name = names[random.nextInt(names.length)];
            switch (random.nextInt(4)) {
                case 0 -> {
                    keys.changed(name, now);
                    owed.add(name);
                }
                case 1 -> {
                    if (out.remove(name)) {
                        keys.done(name);
                    }
                }
                case 2 -> {
                    if (out.remove(name)) {
                        keys.failed(name, now);
                        owed.add(name);
                    }
                }
                default ->
                    keys.take(now).ifPresent(key -> {
                        assertThat(out.add(key)).isTrue();
                        owed.remove(key);
                    });
            }
        }
        out.forEach(keys::done);
        long end = now + Duration.ofHours(1).toNanos();
        for (var key = keys.take(end); key.isPresent(); key = keys.take(end)) {
            owed.remove(key.get());
        }
        assertThat(owed).isEmpty();
    }

    private void fail(String key, long now) {
        keys.at(key, now);
        assertThat(keys.take(now)).contains(key);
        keys.failed(key, now);
    }
}
