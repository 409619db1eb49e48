package com.vpsie.autoscaler.leader.core;

import static com.vpsie.autoscaler.leader.core.Stage.ME;
import static com.vpsie.autoscaler.leader.core.Stage.OTHER;
import static com.vpsie.autoscaler.leader.core.Stage.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The speed rules: followers watch and do not poll, doubt a watch that is silent, and are there when the Lease is free. */
class WatchRulesTest {
    private final Stage stage = new Stage();

    private Duration since(long from) {
        return Duration.ofNanos(stage.now().monotonic() - from);
    }

    private long from() {
        return stage.one(Effect.OpenWatch.class).orElseThrow().fromVersion();
    }

    @Nested
    class FollowersWatch {
        @Test
        void theWatchBeginsWhereTheFirstLookEnded() {
            LeaseRecord seen = stage.held(OTHER, 15);
            stage.follows(seen);
            assertThat(stage.one(Effect.OpenWatch.class)).contains(new Effect.OpenWatch(1, seen.version()));
        }

        @Test
        void whileItSpeaksNobodyLooks() {
            stage.follows(stage.held(OTHER, 600));
            for (int i = 0; i < 20; i++) {
                stage.pass(seconds(5)).give(new Input.Bookmark(1, 1_000 + i));
                assertThat(stage.request()).isEmpty();
            }
        }

        @Test
        void renewalsThatItTellsOfKeepTheHolder() {
            stage.follows(stage.held(OTHER, 15));
            for (int i = 0; i < 20; i++) {
                stage.pass(seconds(5)).watched(stage.held(OTHER, 15));
                assertThat(stage.request()).isEmpty();
            }
            assertThat(stage.status().leader()).isEqualTo(OTHER);
        }

        @Test
        void aSilentOneIsDoubtedAfterOneAndAHalfIAndAtMostHalfAnIMore() {
            stage.follows(stage.held(OTHER, 600));
            long from = stage.now().monotonic();
            stage.run(seconds(20));
            assertThat(stage.has(Effect.Get.class)).isTrue();
            assertThat(since(from)).isBetween(seconds(7.5), seconds(10));
        }

        @Test
        void aLookThatShowsNothingNewLeavesItAlone() {
            LeaseRecord seen = stage.held(OTHER, 600);
            stage.follows(seen).run(seconds(20)).ok(stage.attempt(), seen);
            assertThat(stage.has(Effect.OpenWatch.class)).isFalse();
            long from = stage.now().monotonic();
            stage.run(seconds(20));
            assertThat(since(from)).isBetween(seconds(7.5), seconds(10));
        }

        @Test
        void aBookmarkOfAStoreThatWentBackIsNoSignOfLife() {
            LeaseRecord seen = stage.held(OTHER, 600);
            stage.follows(seen);
            long from = stage.now().monotonic();
            stage.pass(seconds(5)).give(new Input.Bookmark(1, seen.version() - 1));
            stage.run(seconds(20));
            assertThat(since(from)).isBetween(seconds(7.5), seconds(10));
        }

        @Test
        void aBookmarkOfTheVersionThatIsKnownIsOne() {
            LeaseRecord seen = stage.held(OTHER, 600);
            stage.follows(seen).pass(seconds(5)).give(new Input.Bookmark(1, seen.version()));
            long from = stage.now().monotonic();
            stage.run(seconds(20));
            assertThat(since(from)).isBetween(seconds(7.5), seconds(10));
        }

        @Test
        void aBookmarkOfAnotherWatchIsNoneEither() {
            stage.follows(stage.held(OTHER, 600));
            long from = stage.now().monotonic();
            stage.pass(seconds(5)).give(new Input.Bookmark(7, 1_000)).run(seconds(20));
            assertThat(since(from)).isBetween(seconds(7.5), seconds(10));
        }
    }

    @Nested
    class AWatchThatEnds {
        @Test
        void isOpenedAgainAtOnceFromWhereItEnded() {
            stage.follows(stage.held(OTHER, 600));
            stage.pass(seconds(3)).give(new Input.Bookmark(1, 500));
            long from = stage.now().monotonic();
            stage.give(new Input.WatchClosed(1, false, "end of stream"));
            assertThat(stage.has(Effect.OpenWatch.class)
                            || stage.run(stage.timing.stagger().plusMillis(1)).has(Effect.OpenWatch.class))
                    .isTrue();
            assertThat(since(from)).isLessThanOrEqualTo(seconds(0.041));
            assertThat(stage.one(Effect.OpenWatch.class)).contains(new Effect.OpenWatch(2, 500));
            assertThat(stage.request()).isEmpty();
        }

        @Test
        void withAVersionThatIsTooOldIsPrecededByALook() {
            stage.follows(stage.held(OTHER, 600));
            stage.pass(seconds(3)).give(new Input.WatchClosed(1, true, "410 gone"));
            assertThat(stage.has(Effect.Get.class)).isTrue();
            LeaseRecord now = stage.held(OTHER, 600);
            stage.ok(stage.attempt(), now);
            if (!stage.has(Effect.OpenWatch.class)) {
                stage.run(seconds(11));
            }
            assertThat(from()).isEqualTo(now.version());
        }

        @Test
        void withAVersionThatIsTooOldBeginsFromNowWhereTheLookShowsNothingNew() {
            LeaseRecord seen = stage.held(OTHER, 600);
            stage.follows(seen).pass(seconds(3)).give(new Input.WatchClosed(1, true, "410 gone"));
            assertThat(stage.fact(Fact.Verdict.class)).contains(new Fact.Verdict("watch closed: 410 gone"));
            stage.ok(stage.attempt(), seen);
            if (!stage.has(Effect.OpenWatch.class)) {
                stage.until(() -> stage.has(Effect.OpenWatch.class));
            }
            assertThat(from()).isZero();
        }

        @Test
        void andWasReplacedBeforeIsNotMissed() {
            stage.follows(stage.held(OTHER, 600));
            stage.pass(seconds(3)).give(new Input.WatchClosed(7, true, "410 gone"));
            assertThat(stage.request()).isEmpty();
            assertThat(stage.has(Effect.OpenWatch.class)).isFalse();
        }

        @Test
        void isMissedForNoLongerThanRBeforeSomebodyLooks() {
            stage.follows(stage.held(OTHER, 600));
            stage.pass(seconds(6)).give(new Input.Bookmark(1, 500)).pass(seconds(6));
            for (long ended = 1; ended <= 2; ended++) {
                stage.give(new Input.WatchClosed(ended, false, "refused"));
                stage.until(() -> stage.has(Effect.OpenWatch.class));
            }
            long from = stage.now().monotonic();
            stage.give(new Input.WatchClosed(3, false, "refused"));
            stage.until(() -> stage.has(Effect.Get.class));
            assertThat(since(from)).isEqualTo(seconds(2));
        }

        /** A leader's budget is wide enough to see the pauses themselves. */
        @Test
        void beforeItHasLivedForRIsOpenedWithPausesThatGrowToFourTimesR() {
            stage.leads();
            List<Duration> least = List.of(seconds(1), seconds(2), seconds(4), seconds(4));
            for (int failure = 0; failure < 4; failure++) {
                long closed = stage.now().monotonic();
                stage.give(new Input.WatchClosed(failure + 1L, false, "refused"));
                reopened();
                assertThat(since(closed))
                        .isBetween(least.get(failure), least.get(failure).multipliedBy(2));
            }
            stage.pass(seconds(2)).give(new Input.WatchClosed(5, false, "end of stream"));
            long closed = stage.now().monotonic();
            reopened();
            assertThat(since(closed)).isLessThanOrEqualTo(seconds(0.041));
        }

        private void reopened() {
            for (int i = 0; i < 1_000 && !stage.has(Effect.OpenWatch.class); i++) {
                stage.run(seconds(0.02));
                if (stage.has(Effect.Put.class)) {
                    boolean both = stage.has(Effect.OpenWatch.class);
                    stage.ok(stage.attempt(), stage.stored(stage.written()));
                    if (both) {
                        return;
                    }
                }
            }
        }
    }

    @Nested
    class OnARelease {
        @Test
        void itIsTriedWithinTheStagger() {
            stage.follows(stage.held(OTHER, 600));
            stage.pass(seconds(3));
            long from = stage.now().monotonic();
            stage.watched(stage.held("", 1));
            if (stage.request().isEmpty()) {
                stage.run(stage.timing.stagger().plusMillis(1));
            }
            assertThat(stage.written().holder()).isEqualTo(ME);
            assertThat(since(from)).isLessThanOrEqualTo(stage.timing.stagger());
        }

        @Test
        void manyReplicasSpreadTheirTriesOverHalfASecond() {
            TimingRules.Given fifty = new TimingRules.Given(null, null, null, null, null, 50);
            List<Long> waits = LongStream.rangeClosed(1, 40)
                    .map(chance -> wait(new Stage(fifty, chance)))
                    .sorted()
                    .boxed()
                    .toList();
            assertThat(waits.get(0)).isLessThan(seconds(0.1).toNanos());
            assertThat(waits.get(39))
                    .isBetween(seconds(0.4).toNanos(), seconds(0.5).toNanos());
            assertThat(waits).doesNotHaveDuplicates();
        }

        private static long wait(Stage one) {
            one.follows(one.held(OTHER, 600)).watched(one.held("", 1));
            long from = one.now().monotonic();
            one.run(seconds(1));
            assertThat(one.has(Effect.Put.class)).isTrue();
            return one.now().monotonic() - from;
        }

        @Test
        void aWinnerThatIsSeenCancelsTheTry() {
            stage.follows(stage.held("", 1)).run(stage.timing.stagger().plusMillis(1));
            long attempt = stage.attempt();
            stage.watched(stage.held(OTHER, 15));
            assertThat(stage.one(Effect.Cancel.class)).contains(new Effect.Cancel(attempt));
            assertThat(stage.status().state()).isEqualTo(ElectorStatus.State.FOLLOWER);
            stage.run(seconds(5));
            assertThat(stage.has(Effect.Put.class)).isFalse();
        }

        @Test
        void aLookUnderWayDoesNotStandInTheWay() {
            stage.follows(stage.held(OTHER, 600)).run(seconds(20));
            long look = stage.attempt();
            stage.watched(stage.held("", 1));
            if (!stage.has(Effect.Put.class)) {
                stage.run(stage.timing.stagger().plusMillis(1));
            }
            assertThat(stage.one(Effect.Cancel.class)).contains(new Effect.Cancel(look));
            assertThat(stage.has(Effect.Put.class)).isTrue();
        }
    }

    @Nested
    class WhatIsTold {
        private void handedOver(Fact.Handoff kind, Duration atMost) {
            if (stage.request().isEmpty()) {
                stage.run(stage.timing.stagger().plusMillis(1));
            }
            stage.ok(stage.attempt(), stage.stored(stage.written())).floor(0);
            assertThat(stage.fact(Fact.HandedOver.class)).hasValueSatisfying(handed -> {
                assertThat(handed.kind()).isEqualTo(kind);
                assertThat(handed.took()).isBetween(Duration.ZERO, atMost);
            });
        }

        @Test
        void aHandOverIsCountedFromWhenTheLeaseCouldBeTaken() {
            stage.follows(stage.held(OTHER, 600)).pass(seconds(3));
            stage.watched(stage.held("", 1));
            if (stage.request().isEmpty()) {
                stage.run(stage.timing.stagger().plusMillis(1));
            }
            stage.pass(seconds(0.5));
            handedOver(Fact.Handoff.RELEASED, seconds(0.541));
            assertThat(stage.fact(Fact.HandedOver.class).orElseThrow().took()).isGreaterThanOrEqualTo(seconds(0.5));
        }

        @Test
        void anExpiredOneFromL() {
            LeaseRecord seen = stage.held(OTHER, 15);
            stage.follows(seen);
            while (!stage.has(Effect.Put.class)) {
                stage.run(seconds(15.05));
                if (stage.has(Effect.Get.class)) {
                    stage.ok(stage.attempt(), seen);
                }
            }
            handedOver(Fact.Handoff.EXPIRED, seconds(0.041));
        }

        @Test
        void aSuccessionInOneContainerAndANewLease() {
            stage.follows(stage.held("pod_uid-1/controller_before", 600));
            handedOver(Fact.Handoff.SUCCEEDED, Duration.ZERO);
            Stage fresh = new Stage();
            fresh.tick()
                    .answer(fresh.attempt(), new Outcome.NotFound("no lease"))
                    .floor(0);
            if (fresh.request().isEmpty()) {
                fresh.run(fresh.timing.stagger().plusMillis(1));
            }
            fresh.ok(fresh.attempt(), fresh.stored(fresh.written())).floor(0);
            assertThat(fresh.fact(Fact.HandedOver.class).map(Fact.HandedOver::kind))
                    .contains(Fact.Handoff.CREATED);
        }

        /** The answer of the acquiring write was lost; a look shows that it had been carried out. */
        @Test
        void aLeaseThatTurnsOutToBeOursIsResumedAtOnce() {
            stage.follows(stage.held("", 1)).run(stage.timing.stagger().plusMillis(1));
            LeaseRecord mine = stage.stored(stage.written());
            stage.pass(seconds(2)).tick();
            stage.watched(mine);
            if (stage.request().isEmpty()) {
                stage.run(seconds(11));
            }
            assertThat(stage.written().version()).isEqualTo(mine.version());
            assertThat(stage.written().transitions()).isEqualTo(mine.transitions());
            stage.ok(stage.attempt(), stage.stored(stage.written())).floor(0);
            assertThat(stage.fact(Fact.HandedOver.class).map(Fact.HandedOver::kind))
                    .contains(Fact.Handoff.RESUMED);
        }

        @Test
        void eachHolderOnceAndEachChangeOfHolderOnce() {
            stage.follows(stage.held(OTHER, 600));
            assertThat(stage.told(ElectionEvent.LeaderSeen.class)).isTrue();
            assertThat(stage.fact(Fact.HolderChanged.class)).isEmpty();
            stage.watched(stage.held(OTHER, 600));
            assertThat(stage.told(ElectionEvent.LeaderSeen.class)).isFalse();
            stage.watched(stage.held("", 600));
            assertThat(stage.told(ElectionEvent.LeaderSeen.class)).isTrue();
            assertThat(stage.fact(Fact.HolderChanged.class)).isEmpty();
            stage.watched(stage.held(OTHER, 600));
            assertThat(stage.fact(Fact.HolderChanged.class)).isEmpty();
            stage.watched(stage.held("third", 600));
            assertThat(stage.fact(Fact.HolderChanged.class)).contains(new Fact.HolderChanged(OTHER, "third"));
        }
    }
}
