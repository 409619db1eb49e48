package com.vpsie.autoscaler.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.it.faults.Schedule.Planned;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static Schedule of(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return Schedule.from(properties, false);
    }

    @Test
    void aSeedGivesTheSameFaultsAgain() {
        assertThat(of("faults.seed", "7")).isEqualTo(of("faults.seed", "7")).isNotEqualTo(of("faults.seed", "8"));
    }

    @Test
    void everyKindComesAsOftenAsAnyOther() {
        int kinds = Kind.values().length;

        assertThat(of("faults.count", Integer.toString(2 * kinds)).faults())
                .extracting(Planned::kind)
                .containsAll(List.of(Kind.values()))
                .allSatisfy(kind -> assertThat(
                                of("faults.count", Integer.toString(2 * kinds)).faults())
                        .filteredOn(planned -> planned.kind() == kind)
                        .hasSize(2));
    }

    @Test
    void theLeaderIsHitInMostCases() {
        Schedule schedule = of("faults.seed", "1", "faults.count", "200");

        assertThat(schedule.faults().stream().filter(Planned::hitsLeader).count())
                .isBetween(140L, 199L);
        assertThat(schedule.faults())
                .filteredOn(planned -> !planned.hitsLeader())
                .allSatisfy(planned -> assertThat(planned.outcome()).isEqualTo(Kind.Outcome.KEPT));
    }

    @Test
    void aRealApiServerIsNotAskedForWhatItCannotDo() {
        assertThat(Schedule.from(new Properties(), true).faults())
                .extracting(Planned::kind)
                .doesNotContain(Kind.TOKEN_EXPIRED, Kind.TOKEN_ROTATED);
    }

    @Test
    void theCommandPlaysItAgain() {
        assertThat(of("faults.seed", "7", "faults.count", "3").command(true))
                .isEqualTo("./mvnw verify -Pfaults -Dfaults.seed=7 -Dfaults.count=3 -Dsandbox.kube=real");
    }
}
