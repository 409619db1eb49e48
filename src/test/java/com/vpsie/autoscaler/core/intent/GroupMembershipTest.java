package com.vpsie.autoscaler.core.intent;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.core.intent.GroupMembership.Belongs;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupMembershipTest {
    private static final CloudGroup SMALL = new CloudGroup(1, "small", 11, 2, 4096, 80, 0);
    private static final CloudGroup LARGE = new CloudGroup(2, "large", 12, 8, 16384, 200, 0);
    private static final CloudGroup LARGE_TOO = new CloudGroup(3, "large-too", 12, 8, 16384, 200, 0);

    @Test
    void whatTheCloudTellsDecides() {
        assertThat(belongs(machine(OptionalLong.of(2), 2, 4096, 80), 2)).isEqualTo(Belongs.YES);
        assertThat(belongs(machine(OptionalLong.of(2), 2, 4096, 80), 1)).isEqualTo(Belongs.NO);
    }

    @Test
    void elseTheSizeOfExactlyOneGroupDecides() {
        assertThat(belongs(machine(OptionalLong.empty(), 2, 4096, 80), 1)).isEqualTo(Belongs.YES);
        assertThat(belongs(machine(OptionalLong.empty(), 2, 4096, 80), 2)).isEqualTo(Belongs.NO);
    }

    @Test
    void twoGroupsOfTheSizeOrNoneLeaveItUnknown() {
        assertThat(belongs(machine(OptionalLong.empty(), 8, 16384, 200), 2)).isEqualTo(Belongs.UNKNOWN);
        assertThat(belongs(machine(OptionalLong.empty(), 4, 4096, 80), 1)).isEqualTo(Belongs.UNKNOWN);
        assertThat(belongs(machine(OptionalLong.empty(), 0, 0, 0), 1)).isEqualTo(Belongs.UNKNOWN);
    }

    @Test
    void aControlPlaneNodeNeverBelongs() {
        Machine master = new Machine("m", "cp", "", "running", true, OptionalLong.of(1), 2, 4096, 80);

        assertThat(belongs(master, 1)).isEqualTo(Belongs.NO);
    }

    @Test
    void theDifferenceIsWhatIsNeitherKnownNorClaimed() {
        List<Machine> listed = List.of(of("old"), of("claimed"), of("new"));

        Difference difference = Difference.between(listed, 1, List.of(SMALL), "claimed"::equals, Set.of("old"));

        assertThat(difference)
                .isInstanceOfSatisfying(
                        Difference.Found.class,
                        found -> assertThat(found.machines())
                                .extracting(Machine::identifier)
                                .containsExactly("new"));
    }

    @Test
    void aMachineOfUnknownGroupIsDoubtfulNotNothing() {
        Machine starting = new Machine("new", "", "", "provisioning", false, OptionalLong.empty(), 0, 0, 0);

        assertThat(Difference.between(List.of(starting), 1, List.of(SMALL), id -> false, Set.of()))
                .isInstanceOf(Difference.Doubtful.class);
        assertThat(Difference.between(List.of(), 1, List.of(SMALL), id -> false, Set.of()))
                .isInstanceOf(Difference.Nothing.class);
    }

    @Test
    void aMachineWithoutIdentifierIsDoubtful() {
        assertThat(Difference.between(List.of(of("")), 1, List.of(SMALL), id -> false, Set.of()))
                .isInstanceOf(Difference.Doubtful.class);
    }

    private static Belongs belongs(Machine machine, long group) {
        return GroupMembership.of(machine, group, List.of(SMALL, LARGE, LARGE_TOO));
    }

    private static Machine of(String identifier) {
        return new Machine(identifier, "h-" + identifier, "", "running", false, OptionalLong.of(1), 2, 4096, 80);
    }

    private static Machine machine(OptionalLong group, int cpu, int ram, int disk) {
        return new Machine("m", "h", "", "running", false, group, cpu, ram, disk);
    }
}
