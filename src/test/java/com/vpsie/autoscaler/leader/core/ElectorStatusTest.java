package com.vpsie.autoscaler.leader.core;

import static com.vpsie.autoscaler.leader.core.Stage.ME;
import static com.vpsie.autoscaler.leader.core.Stage.OTHER;
import static com.vpsie.autoscaler.leader.core.Stage.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.leader.core.ElectorStatus.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What people, probes and metrics see of an elector: its state, its term, and whether it takes part. */
class ElectorStatusTest {
    private final Stage stage = new Stage();

    @Test
    void beforeAnythingIsHeardItTakesNoPart() {
        stage.tick();
        assertThat(stage.status())
                .isEqualTo(new ElectorStatus(
                        State.FOLLOWER, false, "", 0, null, false, "not yet in contact with the API server", false));
    }

    @Test
    void aFollowerNamesTheLeader() {
        stage.follows(stage.held(OTHER, 15));
        assertThat(stage.status()).isEqualTo(new ElectorStatus(State.FOLLOWER, false, OTHER, 0, null, true, "", false));
        assertThat(stage.status().leads()).isFalse();
    }

    @Test
    void aTermIsShownFromTheTakeOverToTheRelease() {
        stage.follows(stage.held("", 1)).run(stage.timing.stagger().plusMillis(1));
        assertThat(stage.status().state()).isEqualTo(State.CANDIDATE);
        ClockReading started = stage.now();
        LeaseRecord mine = stage.stored(stage.written());
        stage.ok(stage.attempt(), mine);
        assertThat(stage.status())
                .isEqualTo(new ElectorStatus(State.CANDIDATE, false, ME, 0, started, true, "", false));
        stage.floor(0);
        long token = mine.version();
        assertThat(stage.status())
                .isEqualTo(new ElectorStatus(State.LEADING, false, ME, token, started, true, "", false));
        assertThat(stage.status().leads()).isTrue();
        stage.pass(seconds(9)).tick();
        assertThat(stage.status().state()).isEqualTo(State.LEADING);
        stage.pass(Duration.ofNanos(1_000)).tick();
        assertThat(stage.told(ElectionEvent.Jeopardy.class)).isTrue();
        assertThat(stage.status().state()).isEqualTo(State.JEOPARDY);
        assertThat(stage.status().leads()).isTrue();
        stage.pass(Duration.ofNanos(1_000)).tick();
        assertThat(stage.told(ElectionEvent.Jeopardy.class)).as("told once").isFalse();
        stage.give(new Input.StepDown("asked", false));
        assertThat(stage.status().state()).isEqualTo(State.DRAINING);
        assertThat(stage.status().token()).isEqualTo(token);
        assertThat(stage.status().leads()).isFalse();
    }

    @Test
    void aLossIsShownUntilTheWorkHasComeToRest() {
        LeaseRecord mine = stage.leads();
        stage.watched(stage.held(OTHER, 15));
        assertThat(stage.status())
                .isEqualTo(new ElectorStatus(State.LOST, false, OTHER, mine.version(), null, true, "", false));
        stage.give(new Input.Drained(mine.version()));
        assertThat(stage.status().state()).isEqualTo(State.FOLLOWER);
        assertThat(stage.status().token()).isZero();
    }

    @Test
    void aReleaseUnderWayIsShownAsDraining() {
        stage.leads();
        stage.give(new Input.StepDown("asked", false));
        stage.give(new Input.Drained(stage.status().token()));
        assertThat(stage.status().state()).isEqualTo(State.DRAINING);
        assertThat(stage.status().token()).isZero();
    }

    @Test
    void afterAStepDownItIsReleasedUntilItRacesAgain() {
        stage.leads();
        stage.give(new Input.StepDown("asked", false));
        stage.give(new Input.Drained(stage.status().token()));
        LeaseRecord free = stage.stored(stage.written());
        stage.ok(stage.attempt(), free);
        assertThat(stage.status().state()).isEqualTo(State.RELEASED);
        assertThat(stage.status().participating()).isTrue();
        while (!stage.has(Effect.Put.class)) {
            stage.run(seconds(5));
            if (stage.has(Effect.Get.class)) {
                assertThat(stage.status().state()).isEqualTo(State.RELEASED);
                stage.ok(stage.attempt(), free);
            }
        }
        assertThat(stage.status().state()).isEqualTo(State.CANDIDATE);
    }

    @Test
    void longSilenceIsNoParticipation() {
        stage.follows(stage.held(OTHER, 600));
        stage.pass(seconds(15));
        assertThat(stage.status().participating()).isTrue();
        stage.pass(Duration.ofNanos(1));
        assertThat(stage.status().participating()).isFalse();
        assertThat(stage.status().problem()).isEqualTo("no contact with the API server");
    }

    /** Where two renewal intervals and two requests take longer than L, that is how long silence may last. */
    @Test
    void silenceIsLongerWhereLooksAreRarer() {
        Stage rare = new Stage(new TimingRules.Given(seconds(10), seconds(9), null, seconds(5), seconds(1.5), null));
        rare.follows(rare.held(OTHER, 600));
        rare.pass(seconds(13));
        assertThat(rare.status().participating()).isTrue();
        rare.pass(Duration.ofNanos(1));
        assertThat(rare.status().participating()).isFalse();
    }

    @Test
    void whoStopsOrHasSteppedDownForGoodTakesNoPartAndSaysWhy() {
        stage.follows(stage.held(OTHER, 600));
        stage.give(new Input.StepDown("preStop", true));
        assertThat(stage.status().problem()).isEqualTo("stepped down for good");
        Stage other = new Stage();
        other.leads();
        other.give(new Input.Stop());
        assertThat(other.status().participating()).isFalse();
        assertThat(other.status().problem()).isEqualTo("stopping");
        assertThat(other.status().state()).isEqualTo(State.DRAINING);
    }

    @Test
    void itComesBackAtLeastThreeTimesInL() {
        Stage slow = new Stage();
        slow.leads();
        slow.watched(slow.held(OTHER, 600));
        slow.pass(seconds(1)).tick();
        long armed = slow.one(Effect.ArmTimer.class).orElseThrow().monotonic();
        assertThat(armed - slow.now().monotonic()).isBetween(1L, seconds(5).toNanos());
    }
}
