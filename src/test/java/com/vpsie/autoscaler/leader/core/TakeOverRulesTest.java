package com.vpsie.autoscaler.leader.core;

import static com.vpsie.autoscaler.leader.core.Stage.ME;
import static com.vpsie.autoscaler.leader.core.Stage.OTHER;
import static com.vpsie.autoscaler.leader.core.Stage.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** When a Lease is taken over and when it is let go: rule 4, on the pure core. */
class TakeOverRulesTest {
    @Nested
    class Rule04TakeOver {
        private final Stage stage = new Stage();

        private long waited(LeaseRecord record) {
            stage.follows(record);
            long from = stage.now().monotonic();
            for (int i = 0; i < 200; i++) {
                stage.run(seconds(30));
                if (stage.has(Effect.Put.class)) {
                    return stage.now().monotonic() - from;
                }
                if (stage.has(Effect.Get.class)) {
                    stage.ok(stage.attempt(), record); // the same version again
                }
            }
            throw new AssertionError("never tried");
        }

        @Test
        void anExpiredHolderIsReplacedAfterItsOwnDurationNeverOurs() {
            assertThat(waited(stage.held(OTHER, 30)))
                    .isBetween(seconds(30).toNanos(), seconds(30.05).toNanos());
            assertThat(stage.written().durationSeconds()).isEqualTo(15);
            assertThat(stage.written().holder()).isEqualTo(ME);
            assertThat(stage.written().transitions()).isEqualTo(2);
            assertThat(stage.written().carried()).containsEntry("x", 1);
        }

        @Test
        void seeingTheSameVersionAgainRestartsNothingAndNoDurationMeansOurs() {
            assertThat(waited(stage.held(OTHER, 0)))
                    .isBetween(seconds(15).toNanos(), seconds(15.05).toNanos());
        }

        @Test
        void theWriteIsOnExactlyTheVersionSeen() {
            LeaseRecord seen = stage.held("", 1);
            stage.follows(seen).run(stage.timing.stagger().plusMillis(1));
            assertThat(stage.written().uid()).isEqualTo(seen.uid());
            assertThat(stage.written().version()).isEqualTo(seen.version());
        }

        @Test
        void aFreshClusterElectsAtOnce() {
            stage.tick().answer(stage.attempt(), new Outcome.NotFound("no lease"));
            assertThat(stage.request()).isEmpty();
            stage.floor(0);
            if (stage.request().isEmpty()) {
                stage.run(stage.timing.stagger().plusMillis(1));
            }
            assertThat(stage.has(Effect.Create.class)).isTrue();
        }

        @Test
        void anAbsentLeaseWithAFloorCostsL() {
            stage.tick().answer(stage.attempt(), new Outcome.NotFound("no lease"));
            stage.floor(7);
            long from = stage.now().monotonic();
            while (!stage.has(Effect.Create.class)) {
                stage.run(seconds(30));
                if (stage.has(Effect.Get.class)) {
                    stage.answer(stage.attempt(), new Outcome.NotFound("no lease"));
                }
            }
            assertThat(stage.now().monotonic() - from)
                    .isBetween(seconds(15).toNanos(), seconds(15.05).toNanos());
        }

        @Test
        void aLeaderWhoseLeaseIsDeletedClosesAtOnceAndNeverCreatesByRenewal() {
            LeaseRecord mine = stage.leads();
            LeaseRecord deleted = stage.stored(mine);
            stage.give(new Input.Watched(1, Input.Change.DELETED, deleted));
            assertThat(stage.lost()).contains(LossReason.LEASE_ABSENT);
            assertThat(stage.request()).isEmpty();
        }

        @Test
        void aLeaderThatReadsThatThereIsNoLeaseClosesAtOnceToo() {
            stage.leads();
            stage.answer(stage.renewal(), new Outcome.Conflict("gone"));
            stage.answer(stage.attempt(), new Outcome.NotFound("no lease"));
            assertThat(stage.lost()).contains(LossReason.LEASE_ABSENT);
            assertThat(stage.status().leader()).isEmpty();
        }

        @Test
        void whoeverHasSeenAHolderWaitsLAfterTheLeaseWasDeleted() {
            LeaseRecord seen = stage.held(OTHER, 600);
            stage.follows(seen).pass(seconds(3));
            long from = stage.now().monotonic();
            stage.give(new Input.Watched(1, Input.Change.DELETED, stage.stored(seen)));
            assertThat(stage.has(Effect.ReadFloor.class))
                    .as("the floor decides nothing")
                    .isFalse();
            while (!stage.has(Effect.Create.class)) {
                stage.run(seconds(30));
                if (stage.has(Effect.Get.class)) {
                    stage.answer(stage.attempt(), new Outcome.NotFound("no lease"));
                }
            }
            assertThat(stage.now().monotonic() - from)
                    .isBetween(seconds(15).toNanos(), seconds(15.05).toNanos());
            assertThat(stage.written().uid()).isEmpty();
            assertThat(stage.written().durationSeconds()).isEqualTo(15);
        }

        @Test
        void aDeletionThatIsOlderThanWhatIsKnownIsNone() {
            LeaseRecord old = stage.held(OTHER, 15);
            stage.follows(stage.held(OTHER, 15));
            stage.give(new Input.Watched(1, Input.Change.DELETED, old));
            assertThat(stage.status().leader()).isEqualTo(OTHER);
        }

        /** The question was asked before the watch told of the Lease: its answer is stale, and asked again. */
        @Test
        void anAbsenceIsNotBelievedThatTheWatchHasDisproved() {
            stage.tick();
            long look = stage.attempt();
            stage.watched(stage.held(OTHER, 15));
            stage.answer(look, new Outcome.NotFound("no lease"));
            assertThat(stage.status().leader()).isEqualTo(OTHER);
            assertThat(stage.has(Effect.Get.class)).isTrue();
        }

        @Test
        void aLeaseThatComesAgainCountsFromItsOwnSight() {
            stage.follows(stage.held(OTHER, 15)).pass(seconds(3));
            stage.give(new Input.Watched(1, Input.Change.DELETED, stage.held(OTHER, 15)));
            stage.pass(seconds(3)).watched(stage.held(OTHER, 15));
            assertThat(stage.status().leader()).isEqualTo(OTHER);
            stage.pass(seconds(14.9)).tick();
            assertThat(stage.has(Effect.Put.class)).isFalse();
        }

        @Test
        void aCreationThatMeetsALeaseIsLookedInto() {
            stage.tick()
                    .answer(stage.attempt(), new Outcome.NotFound("no lease"))
                    .floor(0);
            if (stage.request().isEmpty()) {
                stage.run(stage.timing.stagger().plusMillis(1));
            }
            stage.answer(stage.attempt(), new Outcome.Conflict("exists"));
            if (stage.request().isEmpty()) {
                stage.run(seconds(11));
            }
            assertThat(stage.has(Effect.Get.class)).isTrue();
        }

        @Test
        void anEarlierProcessOfThisContainerIsSucceededAtOnce() {
            stage.follows(stage.held("pod_uid-1/controller_before", 15));
            assertThat(stage.has(Effect.Put.class)).isTrue();
        }

        @Test
        void myIdentityWithAMarkIDidNotWriteIsForeign() {
            stage.follows(stage.held(ME, 15));
            assertThat(stage.has(Effect.Put.class)).isFalse();
            LeaseRecord twin = stage.held(ME, 15);
            Stage leader = new Stage();
            leader.leads();
            leader.watched(new LeaseRecord("uid-9", 500, ME, 15, 1, 12345, 1, Map.of()));
            assertThat(leader.lost()).contains(LossReason.FOREIGN_HOLDER);
            assertThat(twin.holder()).isEqualTo(ME);
        }
    }
}
