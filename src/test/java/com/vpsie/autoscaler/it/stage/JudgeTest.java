package com.vpsie.autoscaler.it.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.it.stage.Judge.Findings;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry.Answer;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry.Effect;
import com.vpsie.autoscaler.sandbox.vpsie.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The oracle of the faults can tell right from wrong. Times are milliseconds; D is 2 s. */
class JudgeTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String A = "replica-0";
    private static final String B = "replica-1";

    private final List<Commit> commits = new ArrayList<>();
    private final List<CloudEntry> calls = new ArrayList<>();

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    private void commit(long millis, String user, String holder) {
        commits.add(new Commit(at(millis), at(millis + 5), user, commits.size() + 1, holder));
    }

    private void holds(long millis, String pod) {
        commit(millis, pod, pod + "_1");
    }

    private void call(long millis, String caller) {
        calls.add(new CloudEntry(
                calls.size(),
                at(millis),
                0,
                at(millis),
                caller,
                Operation.ADD_NODE,
                "cluster",
                OptionalLong.of(1),
                "web",
                "",
                Effect.EXECUTED,
                200,
                "",
                Optional.empty(),
                at(millis),
                Answer.SENT));
    }

    private Findings judged() {
        return new Judge(Duration.ofSeconds(2), Set.of(A, B)).judge(commits, calls, START);
    }

    @Test
    void aLeaderActsWithinItsTermAndTheNextOneAfterIt() {
        holds(10, A);
        call(20, A);
        holds(1_010, A);
        call(3_009, A);
        holds(4_010, B);
        call(4_020, B);

        Findings found = judged();

        assertThat(found.violations()).isEmpty();
        assertThat(found.overlap()).isZero();
        assertThat(found.margin()).contains(Duration.ofMillis(1_000));
        assertThat(found.anchor()).contains(Duration.ofMillis(1_999));
    }

    @Test
    void whoNeverLedMustNotAct() {
        holds(10, A);
        call(20, B);

        assertThat(judged().violations()).singleElement().asString().contains("never led");
    }

    @Test
    void aCommitCarriesForLessThanTheDeadline() {
        holds(10, A);
        call(2_010, A);

        assertThat(judged().violations()).singleElement().asString().contains("2000 ms after its last commit");
    }

    @Test
    void theNextHoldersCommitEndsAllCallsOfTheOneBefore() {
        holds(10, A);
        commit(500, A, "");
        holds(600, B);
        commit(900, B, "");
        holds(1_000, A);
        commit(1_100, A, "");
        holds(1_200, B);
        call(1_150, A);

        Findings found = judged();

        assertThat(found.violations()).singleElement().asString().contains("50 ms after replica-0 wrote holder \"\"");
        assertThat(found.overlap()).isEqualTo(Duration.ofMillis(50));
        assertThat(found.allowed()).isZero();
    }

    @Test
    void aTakeOverWaitsUntilTheGateBeforeMustBeClosed() {
        holds(10, A);
        holds(1_900, B);

        Findings found = judged();

        assertThat(found.violations()).singleElement().asString().contains("for 110 ms more");
        assertThat(found.margin()).contains(Duration.ofMillis(-110));
    }

    @Test
    void aThirdPartysWriteExcusesCallsForTheDeadline() {
        holds(10, A);
        holds(1_000, A);
        commit(1_100, "admin", "stranger_1");
        call(1_300, A);

        Findings found = judged();

        assertThat(found.violations()).isEmpty();
        assertThat(found.overlap()).isEqualTo(Duration.ofMillis(200));
        assertThat(found.allowed()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void andNotForLonger() {
        holds(10, A);
        commit(20, "admin", "");
        call(2_020, A);

        assertThat(judged().violations()).anySatisfy(found -> assertThat(found).contains("which excuses PT2S"));
    }

    @Test
    void afterAThirdPartysWriteATakeOverNeedNotWait() {
        holds(10, A);
        commit(20, "admin", "");
        holds(30, B);

        assertThat(judged().violations()).isEmpty();
    }
}
