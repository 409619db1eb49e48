package com.vpsie.autoscaler.core.groupplan;

import static com.vpsie.autoscaler.core.groupplan.Given.NOW;
import static com.vpsie.autoscaler.core.groupplan.Given.SETTLE;
import static com.vpsie.autoscaler.core.groupplan.Given.group;
import static com.vpsie.autoscaler.core.groupplan.GroupPlannerTest.LONG;
import static com.vpsie.autoscaler.core.groupplan.GroupPlannerTest.assertRemoves;
import static com.vpsie.autoscaler.core.groupplan.GroupPlannerTest.assertRests;
import static com.vpsie.autoscaler.core.groupplan.GroupPlannerTest.stored;
import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.core.intent.Member;
import com.vpsie.autoscaler.core.intent.MemberState;
import com.vpsie.autoscaler.core.intent.OperationKind;
import com.vpsie.autoscaler.core.lifecycle.Phase;
import com.vpsie.autoscaler.core.reason.GroupReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The planner while the answer to a request is unknown, and on the way out of a group. */
class UnresolvedOperationTest {
    @Test
    void anUnknownAnswerIsWaitedOutOnOurOwnClock() {
        assertThat(group().asked("a", 1, Duration.ofSeconds(119)).looked().plan())
                .isInstanceOfSatisfying(Step.Rest.class, rest -> {
                    assertThat(rest.reason()).isEqualTo(GroupReason.RESOLVING);
                    assertThat(rest.until()).contains(NOW.plusSeconds(1));
                });
    }

    @Test
    void thenOnlyAListThatBeganAfterwardsCounts() {
        assertThat(group().asked("a", 1, SETTLE.plusSeconds(5))
                        .lookedBefore(Duration.ofSeconds(6))
                        .plan())
                .isInstanceOf(Step.Look.class);
    }

    @Test
    void whatIsNewResolvesIt() {
        assertThat(stored(group().asked("a", 1, SETTLE, "m-old").lists("m-old").lists("m-new"))
                        .members())
                .extracting(Member::identifier)
                .containsExactly("m-new");
    }

    @Test
    void nothingNewMeansARepeatAndThenALongerWait() {
        assertThat(group().asked("a", 1, SETTLE).looked().plan()).isInstanceOf(Step.Repeat.class);
        assertRests(group().asked("a", 2, SETTLE).looked(), GroupReason.RESOLVING);
        assertThat(group().asked("a", 2, SETTLE.multipliedBy(2)).looked().plan())
                .isInstanceOf(Step.Repeat.class);
        assertRests(group().asked("a", 3, SETTLE.multipliedBy(3)).looked(), GroupReason.RESOLVING);
        assertThat(group().asked("a", 3, SETTLE.multipliedBy(4)).looked().plan())
                .isInstanceOf(Step.Freeze.class);
    }

    @Test
    void aMachineThatCannotBeToldIsNoReasonToRepeat() {
        assertRests(group().asked("a", 1, SETTLE).listsOfUnknownGroup("m-1"), GroupReason.MACHINE_UNCLEAR);
        assertThat(group().asked("a", 1, SETTLE.multipliedBy(2))
                        .listsOfUnknownGroup("m-1")
                        .plan())
                .isInstanceOf(Step.Freeze.class);
    }

    @Test
    void whatIsNotWantedAnyMoreIsNotRepeated() {
        assertThat(stored(group().wants(0, 5).asked("a", 1, SETTLE).looked()).members())
                .extracting(Member::state)
                .containsExactly(MemberState.FAILED);
    }

    @Test
    void nothingElseIsBoughtMeanwhile() {
        assertRests(group().wants(4, 5).asked("a", 1, Duration.ZERO).lists("m-9"), GroupReason.RESOLVING);
    }

    @Test
    void aFrozenGroupWaitsForAPersonButTakesWhatShowsUp() {
        assertRests(group().frozen().asked("a", 3, LONG).looked(), GroupReason.FROZEN);
        assertThat(group().frozen().asked("a", 3, LONG).lists("m-1").plan())
                .isInstanceOfSatisfying(
                        Step.Thaw.class,
                        thaw -> assertThat(thaw.ledger().members())
                                .extracting(Member::identifier)
                                .containsExactly("m-1"));
    }

    @Test
    void aPersonThawsItAfterALookRound() {
        assertThat(group().frozen().retryAsked().asked("a", 3, LONG).plan()).isInstanceOf(Step.Look.class);
        assertThat(group().frozen().retryAsked().asked("a", 3, LONG).looked().plan())
                .isInstanceOfSatisfying(
                        Step.Thaw.class,
                        thaw -> assertThat(thaw.ledger().operation()).isEmpty());
    }

    @Test
    void theUnknownCreationOfAGroupIsResolvedByItsName() {
        assertThat(group().withoutVpsieGroup()
                        .askedForTheGroup(OperationKind.CREATE_GROUP, 1, SETTLE)
                        .listsGroup("pool")
                        .plan())
                .isInstanceOfSatisfying(
                        Step.UseGroup.class,
                        use -> assertThat(use.createdByUs()).isTrue());
        assertThat(group().withoutVpsieGroup()
                        .askedForTheGroup(OperationKind.CREATE_GROUP, 1, SETTLE)
                        .looked()
                        .plan())
                .isInstanceOf(Step.Repeat.class);
    }

    @Test
    void aGroupGoesAfterItsNodesAndItsVpsieGroup() {
        assertRemoves(group().beingDeleted().owns("a", Phase.READY), "pool-a");
        assertRests(group().beingDeleted().leaving("a"), GroupReason.DELETING);
        assertThat(group().beingDeleted().plan())
                .as("a VPSie group that was there stays")
                .isInstanceOf(Step.ReleaseFinalizer.class);
        assertThat(group().beingDeleted().createdByUs().looked().plan())
                .isInstanceOfSatisfying(
                        Step.Begin.class, begin -> assertThat(begin.kind()).isEqualTo(OperationKind.DELETE_GROUP));
        assertThat(group().beingDeleted().createdByUs().listsNoGroup().plan())
                .isInstanceOf(Step.ReleaseFinalizer.class);
        assertRests(group().beingDeleted().createdByUs().lists("m-9"), GroupReason.VPSIE_GROUP_NOT_EMPTY);
    }

    @Test
    void anUnknownPurchaseOfAGroupThatGoesIsTakenOrGivenUpButNeverRepeated() {
        assertThat(stored(group().beingDeleted().asked("a", 1, SETTLE).lists("m-1"))
                        .members())
                .extracting(Member::identifier)
                .containsExactly("m-1");
        assertThat(stored(group().beingDeleted().asked("a", 1, SETTLE).looked()).operation())
                .isEmpty();
    }

    @Test
    void theUnknownDeletionOfAGroupIsResolvedByItsAbsence() {
        assertThat(stored(group().beingDeleted()
                                .createdByUs()
                                .askedForTheGroup(OperationKind.DELETE_GROUP, 1, SETTLE)
                                .listsNoGroup())
                        .operation())
                .isEmpty();
        assertThat(group().beingDeleted()
                        .createdByUs()
                        .askedForTheGroup(OperationKind.DELETE_GROUP, 1, SETTLE)
                        .looked()
                        .plan())
                .isInstanceOf(Step.Repeat.class);
    }
}
