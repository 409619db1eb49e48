package com.vpsie.autoscaler.leader.core;

import static com.vpsie.autoscaler.leader.core.Stage.ME;
import static com.vpsie.autoscaler.leader.core.Stage.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each write says, and that it carries what it does not know. */
class LeaseRecordTest {
    private LeaseRecord record(String holder, long version, int transitions) {
        return new LeaseRecord("u", version, holder, 7, 11, 12, transitions, Map.of("x", 1));
    }

    @Test
    void aChangeOfHolderIsCountedForPeople() {
        assertThat(record(OTHER, 5, 3).acquiredBy(ME, 15, 99))
                .isEqualTo(new LeaseRecord("u", 5, ME, 15, 99, 99, 4, Map.of("x", 1)));
        assertThat(record(ME, 5, 3).acquiredBy(ME, 15, 99).transitions()).isEqualTo(3);
        assertThat(record("", 0, 0).acquiredBy(ME, 15, 99).transitions()).isZero();
        assertThat(record(OTHER, 5, Integer.MAX_VALUE).acquiredBy(ME, 15, 99).transitions())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aRenewalKeepsWhenItBegan() {
        assertThat(record(ME, 5, 3).renewedAt(15, 99))
                .isEqualTo(new LeaseRecord("u", 5, ME, 15, 11, 99, 3, Map.of("x", 1)));
    }

    @Test
    void aReleaseIsForWhoeverComesFirst() {
        assertThat(record(ME, 5, 3).releasedAt(99))
                .isEqualTo(new LeaseRecord("u", 5, "", 1, 99, 99, 3, Map.of("x", 1)));
    }
}
