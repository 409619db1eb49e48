package com.vpsie.autoscaler.vpsie;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Client and simulator were written apart: here they must understand each other, in both dialects. */
class ClientAgainstSimulatorTest {
    private static final String CLUSTER = "sandbox-cluster";

    @ParameterizedTest
    @EnumSource(ApiDialect.class)
    void aGroupLivesAndItsMachinesComeAndGo(ApiDialect dialect) throws Exception {
        try (VpsieSimulator cloud = VpsieSimulator.start(0, Optional.empty())) {
            Fixture fixture = new Fixture(cloud.root(), dialect, Map.of("token", "sandbox-token"));
            VpsieReader reader = reader(fixture);
            List<VpsieMachine> before = reader.machines(CLUSTER);
            VpsieOffer offer = reader.offers("dc-sandbox").get(0);
            assertThat(offer.monthlyPrice()).isPositive();

            assertThat(fixture.writer.createGroup(fixture.term, CLUSTER, "workers", offer.id()))
                    .isInstanceOf(Outcome.Done.class);
            VpsieGroup group = reader.groups(CLUSTER).stream()
                    .filter(one -> one.name().equals("workers"))
                    .findFirst()
                    .orElseThrow();
            assertThat(group.sizeId()).isEqualTo(offer.id());
            assertThat(fixture.writer.addNode(fixture.term, CLUSTER, group.id()))
                    .isInstanceOf(Outcome.Done.class);

            List<VpsieMachine> bought = reader.machines(CLUSTER).stream()
                    .filter(machine -> !before.contains(machine))
                    .toList();
            assertThat(bought).hasSize(1);
            assertThat(bought.get(0).controlPlane()).isFalse();
            assertThat(bought.get(0).ramMb()).isEqualTo(offer.ramMb());
            if (!dialect.deletesByIdentifier()) {
                return;
            }
            String identifier = bought.get(0).identifier();
            assertThat(fixture.writer.deleteNode(fixture.term, CLUSTER, identifier))
                    .isInstanceOf(Outcome.Done.class);
            Deadline.within(Duration.ofSeconds(30)).until(() -> !listed(reader, identifier));
            assertThat(fixture.writer.deleteGroup(fixture.term, CLUSTER, group.id()))
                    .isInstanceOf(Outcome.Done.class);
            assertThat(reader.groups(CLUSTER)).extracting(VpsieGroup::name).doesNotContain("workers");
        }
    }

    @Test
    void whatIsNotThereIsNotFoundForBothHalves() {
        try (VpsieSimulator cloud = VpsieSimulator.start(0, Optional.empty())) {
            Fixture fixture = new Fixture(cloud.url(), ApiDialect.V2, Map.of("token", "sandbox-token"));

            Outcome<Boolean> outcome = fixture.writer.deleteNode(fixture.term, CLUSTER, "nobody");

            assertThat(((Outcome.Refused<Boolean>) outcome).code()).isEqualTo(VpsieErrorCode.NOT_FOUND);
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                    VpsieException.class, () -> reader(fixture).machines("nowhere"))
                            .code())
                    .isEqualTo(VpsieErrorCode.NOT_FOUND);
        }
    }

    private static boolean listed(VpsieReader reader, String identifier) {
        try {
            return reader.machines(CLUSTER).stream()
                    .anyMatch(machine -> machine.identifier().equals(identifier));
        } catch (VpsieException e) {
            throw new AssertionError(e);
        }
    }

    /** Without a container the annotations rest, and every call is made once. */
    private static VpsieReader reader(Fixture fixture) {
        ReadCalls calls = new ReadCalls(
                fixture.access,
                fixture.guard,
                new RestExchange(fixture.limits, new UserAgent("replica-0")),
                fixture.limits);
        return new RestVpsieReader(calls::read);
    }
}
