package com.vpsie.autoscaler.core.groupplan;

import static com.vpsie.autoscaler.core.groupplan.Given.NOW;
import static com.vpsie.autoscaler.core.groupplan.Given.group;
import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.core.intent.Ledger;
import com.vpsie.autoscaler.core.intent.Member;
import com.vpsie.autoscaler.core.intent.MemberState;
import com.vpsie.autoscaler.core.intent.OperationKind;
import com.vpsie.autoscaler.core.lifecycle.Phase;
import com.vpsie.autoscaler.core.reason.GroupReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a group needs next, rule by rule in the planner's order. */
class GroupPlannerTest {
    static final Duration LONG = Duration.ofHours(1).minusSeconds(1);

    @Test
    void whatIsNotOursIsLeftAlone() {
        assertThat(group().unmanaged().plan()).isInstanceOf(Step.Ignore.class);
        assertThat(group().beingDeleted().withoutFinalizer().plan()).isInstanceOf(Step.Ignore.class);
    }

    @Test
    void theSealComesBeforeEverything() {
        assertThat(group().unsealed(true).invalid("nonsense").plan()).isInstanceOf(Step.Seal.class);
    }

    @Test
    void aFirstSealImportsWhatTheGoControllerLeft() {
        Ledger ledger = seal(group().unsealed(false).goChild("a", "m-1").goChild("b", ""));

        assertThat(ledger.members())
                .extracting(Member::state)
                .containsExactly(MemberState.CLAIMED, MemberState.AWAITED);
        assertThat(ledger.members()).extracting(Member::opId).containsExactly("uid-a", "uid-b");
    }

    @Test
    void anImportNeverTakesAMachineOfAnotherGroup() {
        assertThat(seal(group().unsealed(false).goChild("a", "m-1").claimedElsewhere("m-1"))
                        .members())
                .extracting(Member::state)
                .containsExactly(MemberState.AWAITED);
    }

    @Test
    void aNodeOfOursThatStandsInNoLedgerIsAGhost() {
        assertThat(group().child("ghost", Phase.PENDING, "").plan()).isInstanceOf(Step.RemoveChild.class);
        assertThat(seal(group().unsealed(false).child("kept", Phase.PENDING, ""))
                        .members())
                .as("unless the ledger itself was lost")
                .hasSize(1);
        assertThat(group().child("alive", Phase.READY, "m-1").plan())
                .as("or it has a machine")
                .isInstanceOf(Step.Store.class);
    }

    @Test
    void anOperationOfAnotherNodeGroupOfThisNameIsClosed() {
        Ledger ledger = stored(group().operationOfAnotherGroup());

        assertThat(ledger.operation()).isEmpty();
        assertThat(ledger.members()).extracting(Member::state).containsExactly(MemberState.FAILED);
    }

    @Test
    void theLedgerFollowsItsNodes() {
        assertThat(stored(group().owns("a", Phase.FAILED)).members())
                .extracting(Member::state)
                .containsExactly(MemberState.FAILED);
        assertThat(stored(group().owns("a", Phase.READY).childDeleting("a", false))
                        .members())
                .extracting(Member::state)
                .containsExactly(MemberState.DELETING);
        assertThat(stored(group().owns("a", Phase.READY).childDeleting("a", true))
                        .members())
                .isEmpty();
    }

    @Test
    void anOwnedMachineWhoseNodeIsMissingGetsItBack() {
        assertThat(group().owns("a", Phase.READY).withoutChildren().plan()).isInstanceOf(Step.EnsureChild.class);
        assertThat(stored(group().orderedInVain("a").withoutChildren()).members())
                .isEmpty();
    }

    @Test
    void anAwaitedNodeIsGivenUpInTheEnd() {
        assertThat(group().wants(1, 5).awaits("a", NOW).looked().plan(NOW.plusSeconds(899)))
                .isInstanceOf(Step.Rest.class);
        assertThat(((Step.Store) group().awaits("a", NOW).looked().plan(NOW.plusSeconds(900)))
                        .ledger()
                        .members())
                .extracting(Member::state)
                .containsExactly(MemberState.FAILED);
    }

    @Test
    void anAwaitedNodeTakesTheMachineThatShowsUp() {
        assertThat(stored(group().awaits("a", NOW).lists("m-9")).members())
                .extracting(Member::identifier)
                .containsExactly("m-9");
        assertThat(group().wants(1, 5)
                        .awaits("a", NOW)
                        .lists("m-9")
                        .claimedElsewhere("m-9")
                        .plan())
                .isInstanceOf(Step.Rest.class);
    }

    @Test
    void aLiveGroupGetsItsFinalizerBeforeAnythingIsBought() {
        assertThat(group().withoutFinalizer().plan()).isInstanceOf(Step.AddFinalizer.class);
    }

    @Test
    void aWrongSpecAndATakenGroupBuyNothing() {
        assertRests(group().invalid("minNodes above maxNodes"), GroupReason.VALIDATION_FAILED);
        assertRests(group().rival("other/pool"), GroupReason.VPSIE_GROUP_TAKEN);
    }

    @Test
    void theVpsieGroupIsFoundByNameElseCreated() {
        assertThat(group().withoutVpsieGroup().plan()).isInstanceOf(Step.Look.class);
        assertThat(group().withoutVpsieGroup().listsGroup("pool").plan()).isInstanceOf(Step.UseGroup.class);
        assertThat(group().withoutVpsieGroup().looked().plan())
                .isInstanceOfSatisfying(
                        Step.Begin.class, begin -> assertThat(begin.kind()).isEqualTo(OperationKind.CREATE_GROUP));
        assertRests(group().withoutVpsieGroup().listsGroup("pool").listsGroup("pool"), GroupReason.VPSIE_GROUP_UNCLEAR);
        assertRests(group().withoutVpsieGroup().withoutSize().looked(), GroupReason.VALIDATION_FAILED);
    }

    @Test
    void aGroupThatVpsieSaidYesToIsAwaitedNotCreatedAgain() {
        assertRests(group().withoutVpsieGroup().createdByUs().looked(), GroupReason.AWAITING_VPSIE);
    }

    @Test
    void buyingNeedsAFreshLook() {
        assertThat(group().plan()).isInstanceOf(Step.Look.class);
        assertThat(group().lookedBefore(Duration.ofSeconds(1)).plan())
                .as("from before this pass")
                .isInstanceOf(Step.Look.class);
        assertThat(group().looked().plan()).isInstanceOf(Step.Begin.class);
    }

    @Test
    void anUnclaimedMachineIsAdoptedBeforeOneIsBought() {
        assertThat(group().lists("m-9").plan())
                .isInstanceOfSatisfying(
                        Step.Adopt.class,
                        adopt -> assertThat(adopt.machine().identifier()).isEqualTo("m-9"));
        assertThat(group().lists("m-9").claimedElsewhere("m-9").plan()).isInstanceOf(Step.Begin.class);
        assertThat(group().listsOfUnknownGroup("m-9").plan()).isInstanceOf(Step.Begin.class);
    }

    @Test
    void aNodeOrderedInVainIsOrderedAgainUnderItsOwnId() {
        assertThat(group().orderedInVain("a").looked().plan())
                .isInstanceOfSatisfying(
                        Step.Begin.class,
                        begin -> assertThat(begin.again()).map(Member::opId).contains("a"));
        assertThat(group().wants(0, 5).orderedInVain("a").plan())
                .as("or goes when it is not wanted any more")
                .isInstanceOf(Step.RemoveChild.class);
    }

    @Test
    void desiredIsBoundedByMinAndMax() {
        assertThat(group().wants(0, 1).asks(9).owns("a", Phase.READY).plan()).isInstanceOf(Step.Rest.class);
        assertThat(group().wants(1, 5).asks(2).owns("a", Phase.READY).looked().plan())
                .isInstanceOf(Step.Begin.class);
    }

    @Test
    void theMaximumCountsEveryMachineThatIsPaidFor() {
        assertThat(group().wants(2, 2)
                        .owns("a", Phase.READY)
                        .owns("b", Phase.READY)
                        .plan())
                .isInstanceOf(Step.Rest.class);
        assertRests(group().wants(2, 2).owns("a", Phase.READY).leaving("b"), GroupReason.AT_MAXIMUM_CAPACITY);
    }

    @Test
    void aCapStopsBuying() {
        assertRests(group().looked().noBudget(), GroupReason.SPEND_CAP_REACHED);
    }

    @Test
    void failuresHoldPurchasesBackLongerAndLonger() {
        assertThat(((Step.Rest) group().failed("a").looked().plan()).until()).contains(NOW.plusSeconds(60));
        assertThat(((Step.Rest) group().failed("a").failed("b").looked().plan()).until())
                .contains(NOW.plusSeconds(120));
        assertThat(group().failed("a").looked().plan(NOW.plusSeconds(60))).isInstanceOf(Step.Begin.class);
    }

    @Test
    void aFailedMachineMakesRoomWhenTheMaximumIsReached() {
        assertRemoves(group().wants(1, 1).failed("a"), "pool-a");
    }

    @Test
    void lessDesiredTakesTheNotReadyThenTheNewest() {
        assertRemoves(group().wants(1, 1).owns("old", Phase.READY).owns("new", Phase.READY), "pool-new");
        assertRemoves(group().wants(1, 1).owns("joining", Phase.JOINING).owns("ready", Phase.READY), "pool-joining");
    }

    static Ledger seal(Given given) {
        return ((Step.Seal) given.plan()).ledger();
    }

    static Ledger stored(Given given) {
        Step step = given.plan();
        assertThat(step).isInstanceOf(Step.Store.class);
        return ((Step.Store) step).ledger();
    }

    static void assertRests(Given given, GroupReason reason) {
        assertThat(given.plan())
                .isInstanceOfSatisfying(
                        Step.Rest.class, rest -> assertThat(rest.reason()).isEqualTo(reason));
    }

    static void assertRemoves(Given given, String name) {
        assertThat(given.plan())
                .isInstanceOfSatisfying(
                        Step.RemoveChild.class,
                        remove -> assertThat(remove.name()).isEqualTo(name));
    }
}
