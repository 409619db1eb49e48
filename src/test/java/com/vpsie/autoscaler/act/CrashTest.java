package com.vpsie.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.act.CloudDouble.Mishap;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The leader dies before and after each of its effects in turn, and the next one goes on: in the end the group is as it
 * should be, and no machine was bought too many, since what the dead leader bought is found before anything is repeated.
 */
class CrashTest {
    /** As long as the planner's own polling. */
    private static final Duration STEP = Duration.ofSeconds(5);

    private static final Duration LONG_STEP = Duration.ofSeconds(30);
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final Duration REST = Duration.ofMinutes(6);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGroupThatGrowsSurvivesTheDeathOfItsLeaderAtEveryEffect(boolean before) {
        int crashes = 0;
        for (int fatal = 1; ; fatal++) {
            Scene scene = Scene.withGroup(2, 5);
            if (!dies(scene, new Fatality(fatal, before))) {
                break;
            }
            crashes++;
            scene.runs(scene.leader(), REST, LONG_STEP);
            assertSettled(scene, "death " + (before ? "before" : "after") + " effect " + fatal);
        }
        assertThat(crashes).as("effects tried").isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGroupThatIsDeletedSurvivesTheDeathOfItsLeaderAtEveryEffect(boolean before) {
        int crashes = 0;
        for (int fatal = 1; ; fatal++) {
            Scene scene = Scene.withGroup(2, 5);
            scene.runs(scene.leader(), LIFE, STEP);
            scene.deleteGroup();
            if (!dies(scene, new Fatality(fatal, before))) {
                break;
            }
            crashes++;
            scene.runs(scene.leader(), REST, LONG_STEP);
            scene.assertNothingLeft();
            assertThat(scene.bought()).isEqualTo(2);
        }
        assertThat(crashes).as("effects tried").isGreaterThan(15);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void evenWhenAnAnswerWasLostBefore(boolean before) {
        for (int fatal = 1; ; fatal++) {
            Scene scene = Scene.withGroup(2, 5);
            scene.cloud.next(Mishap.ANSWER_LOST, Mishap.REQUEST_LOST, Mishap.JUST_TRUE);
            if (!dies(scene, new Fatality(fatal, before), Duration.ofMinutes(10))) {
                break;
            }
            scene.runs(scene.leader(), Duration.ofMinutes(14), LONG_STEP);
            assertSettled(scene, "death " + (before ? "before" : "after") + " effect " + fatal);
        }
    }

    @Test
    void aDeathOfEverySuccessorToo() {
        for (int fatal = 1; fatal < 40; fatal += 2) {
            Scene scene = Scene.withGroup(3, 5);
            for (int leader = 0; leader < 4; leader++) {
                dies(scene, new Fatality(fatal, leader % 2 == 0), REST);
            }
            scene.runs(scene.leader(), Duration.ofMinutes(20), LONG_STEP);
            assertThat(scene.status().getReadyNodes())
                    .as("death at effect %d", fatal)
                    .isEqualTo(3);
            assertThat(scene.bought()).as("death at effect %d", fatal).isEqualTo(3);
        }
    }

    private static void assertSettled(Scene scene, String when) {
        assertThat(scene.bought()).as(when + ": bought").isEqualTo(2);
        assertThat(scene.workers()).as(when + ": machines").hasSize(2);
        assertThat(scene.status().getReadyNodes()).as(when + ": ready").isEqualTo(2);
        assertThat(scene.world.log().createdGroups("pool"))
                .as(when + ": groups")
                .hasSize(1);
    }

    private static boolean dies(Scene scene, Fatality fatality) {
        return dies(scene, fatality, LIFE);
    }

    private static boolean dies(Scene scene, Fatality fatality, Duration within) {
        Replica doomed = scene.leader(fatality);
        try {
            scene.runs(doomed, within, within.compareTo(LIFE) > 0 ? LONG_STEP : STEP);
        } catch (Died e) {
            return true;
        }
        return false;
    }
}
