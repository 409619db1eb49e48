package com.vpsie.autoscaler.leader.core;

import static com.vpsie.autoscaler.leader.core.Stage.ME;
import static com.vpsie.autoscaler.leader.core.Stage.OTHER;
import static com.vpsie.autoscaler.leader.core.Stage.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How requests are paced, bounded and understood: R and T of the parameters, rule 11, and the namespace that is missing. */
class RequestRulesTest {
    private static final Outcome.ServerError BROKEN = new Outcome.ServerError("500", "etcd is away");

    private final Stage stage = new Stage();

    private Duration since(long from) {
        return Duration.ofNanos(stage.now().monotonic() - from);
    }

    @Nested
    class RetryPeriod {
        @Test
        void aFailedTryIsRepeatedWithinHalfOfRAndRAfterItsStart() {
            stage.leads();
            for (int i = 0; i < 3; i++) {
                long attempt = i == 0 ? stage.renewal() : stage.attempt();
                long started = stage.now().monotonic();
                stage.pass(seconds(0.3)).answer(attempt, BROKEN);
                assertThat(stage.request()).isEmpty();
                assertThat(stage.fact(Fact.RenewFailed.class)).contains(new Fact.RenewFailed("500"));
                stage.run(seconds(5));
                assertThat(stage.has(Effect.Put.class)).isTrue();
                assertThat(since(started)).isBetween(seconds(1), seconds(2));
            }
        }

        @Test
        void atOnceWhenThatHasPassed() {
            stage.leads();
            long attempt = stage.renewal();
            stage.pass(seconds(2)).answer(attempt, BROKEN);
            assertThat(stage.attempt()).isGreaterThan(attempt);
        }

        @Test
        void theNextTryIsAnotherWriteWithAnotherMark() {
            stage.leads();
            long attempt = stage.renewal();
            long mark = stage.written().renewMicros();
            stage.answer(attempt, BROKEN).run(seconds(3));
            assertThat(stage.written().renewMicros()).isGreaterThan(mark);
        }
    }

    @Nested
    class RequestTimeout {
        @Test
        void aRequestWithoutAnAnswerIsGivenUpAfterTAndAnotherTakesItsPlace() {
            stage.leads();
            long attempt = stage.renewal();
            stage.pass(seconds(1.999)).tick();
            assertThat(stage.has(Effect.Cancel.class)).isFalse();
            stage.pass(seconds(0.001)).tick();
            assertThat(stage.one(Effect.Cancel.class)).contains(new Effect.Cancel(attempt));
            assertThat(stage.attempt()).isGreaterThan(attempt);
            assertThat(stage.fact(Fact.RenewFailed.class)).contains(new Fact.RenewFailed("no-answer"));
            assertThat(stage.fact(Fact.Trouble.class))
                    .contains(new Fact.Trouble("no answer from the API server within 2s"));
        }

        @Test
        void aTimerIsSetForIt() {
            stage.tick();
            long until = stage.now().monotonic() + seconds(2).toNanos();
            assertThat(stage.one(Effect.ArmTimer.class)).contains(new Effect.ArmTimer(until));
        }

        @Test
        void oneIsUnderWayAtATime() {
            stage.leads();
            stage.renewal();
            stage.pass(seconds(0.1)).give(new Input.RenewNow());
            assertThat(stage.request()).isEmpty();
        }
    }

    @Nested
    class Rule11BoundedRequests {
        private void assertAtMost(int requests, Duration window) {
            for (int i = requests; i < stage.sent.size(); i++) {
                assertThat(stage.sent.get(i) - stage.sent.get(i - requests)).isGreaterThanOrEqualTo(window.toNanos());
            }
        }

        /** Each renewal meets an edit by somebody else, and each look shows that the term is still ours. */
        @Test
        void aLeaderSendsTwelveInTenSecondsAtMost() {
            LeaseRecord mine = stage.leads();
            stage.renewal();
            for (int edit = 0; edit < 40; edit++) {
                if (stage.has(Effect.Put.class)) {
                    stage.answer(stage.attempt(), new Outcome.Conflict("modified"));
                } else if (stage.has(Effect.Get.class)) {
                    stage.ok(stage.attempt(), stage.stored(mine));
                } else {
                    stage.run(seconds(4));
                }
            }
            assertThat(stage.sent).hasSizeGreaterThan(12);
            assertAtMost(12, seconds(10));
            long first = stage.sent.get(0);
            assertThat(stage.sent)
                    .as("looks leave two for writes")
                    .filteredOn(at -> at - first < seconds(10).toNanos())
                    .hasSize(10);
        }

        @Test
        void aFollowerSendsFiveInTenSecondsAtMostAlsoWhereEveryTakeOverMeetsAnother() {
            LeaseRecord free = stage.held("", 1);
            stage.follows(free);
            for (int lost = 0; lost < 40; lost++) {
                if (stage.has(Effect.Put.class)) {
                    stage.answer(stage.attempt(), new Outcome.Conflict("modified"));
                    stage.watched(stage.held("", 1));
                } else if (stage.has(Effect.Get.class)) {
                    stage.ok(stage.attempt(), stage.held("", 1));
                } else {
                    stage.run(seconds(10));
                }
            }
            assertThat(stage.sent).hasSizeGreaterThan(10);
            assertAtMost(5, seconds(10));
        }

        @Test
        void theWindowFollowsAShortLease() {
            ElectionTiming timing = ((Checked.Valid<ElectionTiming>)
                            TimingRules.derive(TimingRules.Given.of(Duration.ofSeconds(3), Duration.ofSeconds(2))))
                    .value();
            assertThat(timing.rateWindow()).isEqualTo(seconds(2));
        }

        /** Looks and watches may use three of a follower's five. */
        @Test
        void looksNeverUseWhatATakeOverNeeds() {
            stage.follows(stage.held(OTHER, 600));
            assertThat(stage.has(Effect.OpenWatch.class)).isTrue();
            stage.give(new Input.WatchClosed(1, true, "too old"));
            assertThat(stage.has(Effect.Get.class)).isTrue();
            stage.ok(stage.attempt(), stage.held(OTHER, 600));
            stage.run(seconds(5));
            assertThat(stage.sent).as("a read, a watch, a read").hasSize(3);
            stage.watched(stage.held("", 1));
            stage.run(stage.timing.stagger().plusMillis(1));
            assertThat(stage.has(Effect.Put.class)).isTrue();
        }

        @Test
        void aServerThatAsksToWaitIsNotAskedBefore() {
            stage.leads();
            long attempt = stage.renewal();
            long from = stage.now().monotonic();
            stage.answer(attempt, new Outcome.Throttled(seconds(4)));
            assertThat(stage.fact(Fact.RenewFailed.class)).contains(new Fact.RenewFailed("429"));
            stage.run(seconds(4.9));
            assertThat(stage.has(Effect.Put.class)).isTrue();
            assertThat(since(from)).isEqualTo(seconds(4));
        }

        @Test
        void aServerThatNamesNoTimeIsAskedAgainAfterR() {
            stage.leads();
            long attempt = stage.renewal();
            long from = stage.now().monotonic();
            stage.answer(attempt, new Outcome.Throttled(Duration.ZERO)).run(seconds(4));
            assertThat(since(from)).isBetween(seconds(1), seconds(2));
        }
    }

    @Nested
    class WhatAnswersMean {
        @Test
        void aConflictOfARenewalIsLookedIntoAtOnceAndCountsAsTheSlowPath() {
            LeaseRecord mine = stage.leads();
            stage.answer(stage.renewal(), new Outcome.Conflict("modified"));
            assertThat(stage.has(Effect.Get.class)).isTrue();
            assertThat(stage.fact(Fact.SlowPath.class)).isPresent();
            stage.ok(stage.attempt(), stage.stored(mine));
            assertThat(stage.has(Effect.Put.class)).isTrue();
            assertThat(stage.lost()).isEmpty();
        }

        @Test
        void aConflictOfATakeOverIsLeftToTheWatchForAWhile() {
            stage.follows(stage.held(OTHER, 600));
            stage.pass(seconds(7)).give(new Input.Bookmark(1, 500));
            stage.pass(seconds(7)).watched(stage.held("", 1));
            stage.until(() -> stage.has(Effect.Put.class));
            long from = stage.now().monotonic();
            stage.answer(stage.attempt(), new Outcome.Conflict("modified"));
            assertThat(stage.request()).isEmpty();
            assertThat(stage.fact(Fact.SlowPath.class)).isEmpty();
            stage.run(seconds(3));
            assertThat(stage.has(Effect.Get.class)).isTrue();
            assertThat(since(from)).isBetween(seconds(1), seconds(2));
        }

        /** The watch was faster than the refusal: it has said already who has it. */
        @Test
        void aConflictThatTheWatchHasExplainedNeedsNoLook() {
            stage.leads();
            long attempt = stage.renewal();
            LeaseRecord stored = stage.stored(stage.written());
            stage.watched(stage.stored(new LeaseRecord(
                    stored.uid(), 0, ME, 15, stored.acquireMicros(), stored.acquireMicros(), 1, Map.of("y", 2))));
            stage.answer(attempt, new Outcome.Conflict("modified"));
            assertThat(stage.has(Effect.Get.class)).isFalse();
        }

        @Test
        void whateverElseIsAnsweredIsTroubleUntilSomethingIsHeardAgain() {
            for (Outcome outcome : List.of(
                    BROKEN,
                    new Outcome.Forbidden("403", "not allowed to get"),
                    new Outcome.Refused("422", "no such thing"),
                    new Outcome.NoAnswer("connection refused"),
                    new Outcome.Unparsable("a page of HTML"))) {
                Stage one = new Stage();
                one.tick().answer(one.attempt(), outcome);
                assertThat(one.fact(Fact.Trouble.class)).contains(new Fact.Trouble(outcome.why()));
                assertThat(one.status().participating()).isFalse();
                assertThat(one.status().problem()).isEqualTo(outcome.why());
                one.run(seconds(10)).answer(one.attempt(), outcome);
                assertThat(one.fact(Fact.Trouble.class)).as("told once").isEmpty();
                one.run(seconds(10)).ok(one.attempt(), one.held(OTHER, 15));
                assertThat(one.status().participating()).isTrue();
                assertThat(one.status().problem()).isEmpty();
            }
        }

        @Test
        void eachHasAShortFormForMetrics() {
            assertThat(new Outcome.Ok(LeaseRecord.NONE).code()).isEqualTo("200");
            assertThat(new Outcome.Ok(LeaseRecord.NONE).why()).isEmpty();
            assertThat(new Outcome.Conflict("x").code()).isEqualTo("409");
            assertThat(new Outcome.NotFound("x").code()).isEqualTo("404");
            assertThat(new Outcome.Throttled(seconds(3)).code()).isEqualTo("429");
            assertThat(new Outcome.Throttled(seconds(3)).why()).isEqualTo("the API server asks to wait 3s");
            assertThat(new Outcome.NoAnswer("x").code()).isEqualTo("no-answer");
            assertThat(new Outcome.Unparsable("x").code()).isEqualTo("unparsable");
        }
    }

    @Nested
    class MissingNamespace {
        private void aCreationThatFindsNone() {
            stage.tick()
                    .answer(stage.attempt(), new Outcome.NotFound("no lease"))
                    .floor(0);
            if (stage.request().isEmpty()) {
                stage.run(stage.timing.stagger().plusMillis(1));
            }
            stage.answer(stage.attempt(), new Outcome.NotFound("namespace shop does not exist"));
        }

        @Test
        void theReplicaTakesNoPartAndNamesIt() {
            aCreationThatFindsNone();
            assertThat(stage.fact(Fact.Trouble.class)).contains(new Fact.Trouble("namespace shop does not exist"));
            assertThat(stage.status().participating()).isFalse();
            assertThat(stage.status().problem()).isEqualTo("namespace shop does not exist");
        }

        @Test
        void itSaysSoAlsoAfterLooksThatFindNoLeaseAndTriesOn() {
            aCreationThatFindsNone();
            stage.run(seconds(10));
            assertThat(stage.has(Effect.Create.class)).isTrue();
            stage.answer(stage.attempt(), new Outcome.Conflict("exists")).run(seconds(10));
            stage.answer(stage.attempt(), new Outcome.NotFound("no lease"));
            assertThat(stage.status().problem()).isEqualTo("namespace shop does not exist");
        }

        @Test
        void aLeaseThatIsSeenEndsIt() {
            aCreationThatFindsNone();
            stage.watched(stage.held(OTHER, 15));
            assertThat(stage.status().participating()).isTrue();
            assertThat(stage.status().problem()).isEmpty();
        }
    }
}
