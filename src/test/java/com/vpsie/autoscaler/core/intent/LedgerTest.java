package com.vpsie.autoscaler.core.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    @Test
    void aNewIntentEntersItsMemberAsRequested() {
        Ledger ledger = Ledger.EMPTY.begin(buying("a"));

        assertThat(ledger.operation()).map(Operation::id).contains("a");
        assertThat(ledger.members()).extracting(Member::state).containsExactly(MemberState.REQUESTED);
        assertThat(ledger.isUnresolved(ledger.members().get(0))).isTrue();
    }

    @Test
    void noIntentWhileOneIsUnresolved() {
        Ledger ledger = Ledger.EMPTY.begin(buying("a"));

        assertThatIllegalStateException().isThrownBy(() -> ledger.begin(buying("b")));
    }

    @Test
    void anAnswerWithIdentityClaimsTheMachine() {
        Ledger ledger = Ledger.EMPTY.begin(buying("a")).answered(new Answer.Identified("m-1"), LATER);

        assertThat(ledger.operation()).isEmpty();
        assertThat(only(ledger).state()).isEqualTo(MemberState.CLAIMED);
        assertThat(only(ledger).identifier()).isEqualTo("m-1");
        assertThat(only(ledger).listedAt()).as("VPSie told it, no list did").isEmpty();
    }

    @Test
    void anAnswerThatNamesAMachineSomebodyOwnsIsAYesWithoutIdentity() {
        Ledger ledger = claimed("a", "m-1").begin(buying("b")).answered(new Answer.Identified("m-1"), LATER);

        assertThat(ledger.member("b")).map(Member::state).contains(MemberState.AWAITED);
    }

    @Test
    void anAnswerWithoutIdentityIsAwaitedAndNeverRepeated() {
        Ledger ledger = Ledger.EMPTY.begin(buying("a")).answered(new Answer.Accepted(), LATER);

        assertThat(ledger.operation()).isEmpty();
        assertThat(only(ledger).state()).isEqualTo(MemberState.AWAITED);
        assertThatIllegalStateException().isThrownBy(() -> ledger.repeat(8));
    }

    @Test
    void aLastingRefusalFailsTheMember() {
        Ledger ledger = Ledger.EMPTY.begin(buying("a")).answered(new Answer.NotDone(true), LATER);

        assertThat(ledger.operation()).isEmpty();
        assertThat(only(ledger).state()).isEqualTo(MemberState.FAILED);
    }

    @Test
    void aPassingRefusalLeavesTheMemberToBeRequestedAgainUnderItsOwnId() {
        Ledger ledger = Ledger.EMPTY.begin(buying("a")).answered(new Answer.NotDone(false), LATER);

        assertThat(only(ledger).state()).isEqualTo(MemberState.REQUESTED);
        assertThat(ledger.begin(buying("a")).members()).hasSize(1);
    }

    @Test
    void anUnknownAnswerChangesNothing() {
        Ledger ledger = Ledger.EMPTY.begin(buying("a"));

        assertThat(ledger.answered(new Answer.Unknown(), LATER)).isEqualTo(ledger);
    }

    @Test
    void aRefusedRepeatSaysNothingOfTheRequestBeforeIt() {
        Ledger repeated = Ledger.EMPTY.begin(buying("a")).repeat(8);

        assertThat(repeated.operation()).map(Operation::attempts).contains(2);
        assertThat(repeated.operation()).map(Operation::token).contains(8L);
        assertThat(repeated.answered(new Answer.NotDone(false), LATER)).isEqualTo(repeated);
        assertThat(only(repeated.answered(new Answer.NotDone(true), LATER)).state())
                .isEqualTo(MemberState.FAILED);
    }

    @Test
    void anIdentifierAppearsOnce() {
        Ledger ledger = claimed("a", "m-1");

        assertThatIllegalStateException().isThrownBy(() -> ledger.adopt("b", "pool-b", "m-1", NOW));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ledger(Optional.empty(), List.of(only(ledger), only(claimed("c", "m-1")))));
    }

    @Test
    void nothingIsAdoptedWhileAnOperationIsUnresolved() {
        Ledger ledger = Ledger.EMPTY.begin(buying("a"));

        assertThatIllegalStateException().isThrownBy(() -> ledger.adopt("b", "pool-b", "m-1", NOW));
    }

    @Test
    void anAwaitedMemberTakesTheMachineThatIsListed() {
        Ledger ledger = Ledger.EMPTY
                .begin(buying("a"))
                .answered(new Answer.Accepted(), NOW)
                .claim("a", "m-1", LATER);

        assertThat(only(ledger).state()).isEqualTo(MemberState.CLAIMED);
        assertThat(only(ledger).listedAt()).contains(LATER);
        assertThatIllegalStateException().isThrownBy(() -> ledger.claim("a", "m-2", LATER));
    }

    @Test
    void theGoControllersNodesAreImportedWithTheirMachineOrAwaited() {
        Ledger ledger = Ledger.EMPTY
                .importing("uid-1", "pool-1", "m-1", NOW)
                .importing("uid-2", "pool-2", "", NOW)
                .importing("uid-3", "pool-3", "m-1", NOW);

        assertThat(ledger.members())
                .extracting(Member::state)
                .containsExactly(MemberState.CLAIMED, MemberState.AWAITED, MemberState.AWAITED);
    }

    @Test
    void aMemberOfAnUnresolvedOperationCannotBeDropped() {
        Ledger ledger = Ledger.EMPTY.begin(buying("a"));

        assertThatIllegalStateException().isThrownBy(() -> ledger.drop("a"));
        assertThat(ledger.givenUp(LATER).drop("a")).isEqualTo(Ledger.EMPTY);
    }

    @Test
    void lookingDoesNotMeanWriting() {
        Ledger once = claimed("a", "m-1").listed(Set.of("m-1"), NOW, Duration.ofMinutes(10));

        assertThat(only(once).listedAt()).contains(NOW);
        assertThat(once.listed(Set.of("m-1"), LATER, Duration.ofMinutes(10))).isSameAs(once);
        assertThat(only(once.listed(Set.of("m-1"), NOW.plusSeconds(600), Duration.ofMinutes(10)))
                        .listedAt())
                .contains(NOW.plusSeconds(600));
    }

    @Test
    void anOperationOfANodeNeedsItsMember() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ledger(Optional.of(buying("a")), List.of()));
    }

    @Test
    void anOperationOnTheGroupHasNoMember() {
        Operation create = new Operation("g", OperationKind.CREATE_GROUP, 7, "uid", Set.of(), NOW, 1, "pool");

        Ledger ledger = Ledger.EMPTY.begin(create);

        assertThat(ledger.members()).isEmpty();
        assertThat(ledger.closeGroupOperation()).isEqualTo(Ledger.EMPTY);
    }

    private static Ledger claimed(String opId, String identifier) {
        return Ledger.EMPTY.begin(buying(opId)).answered(new Answer.Identified(identifier), NOW);
    }

    private static Operation buying(String id) {
        return new Operation(id, OperationKind.CREATE_NODE, 7, "uid", Set.of(), NOW, 1, "pool-" + id);
    }

    private static Member only(Ledger ledger) {
        assertThat(ledger.members()).hasSize(1);
        return ledger.members().get(0);
    }
}
