package com.vpsie.autoscaler.leader;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.leader.core.Checked;
import com.vpsie.autoscaler.leader.core.ElectionTiming;
import com.vpsie.autoscaler.leader.core.ElectorStatus;
import com.vpsie.autoscaler.leader.core.ElectorStatus.State;
import com.vpsie.autoscaler.leader.core.TimingRules;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the election asks for a restart of the process, which is what liveness shows. D 10 s, T 2 s, L 15 s. */
class SicknessTest {
    private static final Duration TOO_OLD = Duration.ofSeconds(14).plusNanos(1);
    private static final Duration TOO_LONG = Duration.ofSeconds(15).plusNanos(1);

    private final ElectionTiming timing =
            ((Checked.Valid<ElectionTiming>) TimingRules.derive(TimingRules.Given.nothing())).value();

    private Optional<String> sick(State state, boolean drainBroken, Duration commitAge, Duration stalled) {
        ElectorStatus status = new ElectorStatus(state, false, "somebody", 7, null, true, "", drainBroken);
        return Sickness.of(status, commitAge, stalled, timing);
    }

    @ParameterizedTest
    @EnumSource
    void noStateIsASicknessByItself(State state) {
        assertThat(sick(state, false, TOO_OLD.minusNanos(1), TOO_LONG.minusNanos(1)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LEADING", "JEOPARDY"})
    void aLeaderWhoseLastCommitIsOlderThanDAndTwoRequestsIs(State state) {
        assertThat(sick(state, false, TOO_OLD, Duration.ZERO)).contains("leading, and the last commit is 14 s old");
    }

    @ParameterizedTest
    @EnumSource(names = {"FOLLOWER", "CANDIDATE", "DRAINING", "LOST", "RELEASED"})
    void whoeverDoesNotLeadMayHaveAnOldOne(State state) {
        assertThat(sick(state, false, TOO_OLD, Duration.ZERO)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anElectionThatHasNotMovedForLIs(State state) {
        assertThat(sick(state, false, Duration.ZERO, TOO_LONG)).contains("the election has not moved for 15 s");
    }

    @Test
    void workThatDidNotComeToRestIs() {
        assertThat(sick(State.LOST, true, Duration.ZERO, Duration.ZERO))
                .contains("the work of a lost term did not come to rest in time");
    }
}
