package com.vpsie.autoscaler.vpsie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.vpsie.autoscaler.config.Settings.SecretName;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Logins over a client pair, on time the test moves. */
class AccessSourceTest {
    private static final String LOGIN = "/v2/auth/from/api";

    private final MockVpsie vpsie = MockVpsie.fresh();
    private final ManualTime time = new ManualTime();
    private final RecordedMetrics metrics = new RecordedMetrics();
    private final VpsieCredentialsHolder holder =
            new VpsieCredentialsHolder(new SecretName("kube-system", "vpsie-secret"), true, event -> {});
    private final AccessSource access = new AccessSource(
            holder,
            Optional.of(vpsie.url()),
            ApiDialect.V2,
            new Login(new AtMostOnceExchange(Fixture.limits(Duration.ofSeconds(5)), time), time, metrics, "test-agent"),
            time);

    AccessSourceTest() {
        holder.accept(Fixture.PAIR);
    }

    private void issues(String token, String expires) {
        vpsie.answersOnce(
                "POST", LOGIN, 200, "{\"accessToken\":{\"token\":\"" + token + "\",\"expires\":\"" + expires + "\"}}");
    }

    @Test
    void aTokenIsRenewedFiveMinutesBeforeItEnds() throws VpsieException {
        issues("t-1", "2026-01-01T02:00:00Z");
        issues("t-2", "2026-01-01T04:00:00Z");

        assertThat(access.current().token()).isEqualTo("t-1");
        time.advance(Duration.ofMinutes(114));
        assertThat(access.current().token()).isEqualTo("t-1");
        time.advance(Duration.ofMinutes(2));
        assertThat(access.current().token()).isEqualTo("t-2");
    }

    @Test
    void anUnreadableExpiryIsAnHour() throws VpsieException {
        issues("t-1", "tomorrow-ish");
        issues("t-2", "");

        access.current();
        time.advance(Duration.ofMinutes(54));
        assertThat(access.current().token()).isEqualTo("t-1");
        time.advance(Duration.ofMinutes(2));
        assertThat(access.current().token()).isEqualTo("t-2");
    }

    @Test
    void aFailedRenewalKeepsTheTokenThatStillWorks() throws VpsieException {
        issues("t-1", "2026-01-01T01:00:00Z");
        vpsie.answers("POST", LOGIN, 500, "");

        access.current();
        time.advance(Duration.ofMinutes(56));
        assertThat(access.current().token()).isEqualTo("t-1");
        assertThat(access.current().token()).isEqualTo("t-1");
        assertThat(vpsie.received(LOGIN)).as("not tried again at once").hasSize(2);

        time.advance(Duration.ofMinutes(5));
        assertThat(catchThrowableOfType(VpsieException.class, access::current).code())
                .isEqualTo(VpsieErrorCode.SERVER_ERROR);
    }

    @Test
    void aRefusedLoginIsToldWithoutItsSecretsAndNotRepeatedAtOnce() {
        vpsie.answers("POST", LOGIN, 401, "{\"error\":true,\"message\":\"the-id with the+secret& is unknown\"}");

        VpsieException first = catchThrowableOfType(VpsieException.class, access::current);
        VpsieException second = catchThrowableOfType(VpsieException.class, access::current);

        assertThat(first.code()).isEqualTo(VpsieErrorCode.UNAUTHORIZED);
        assertThat(first).hasMessageContaining("HTTP 401");
        assertThat(first.text()).doesNotContain("the-id", "the+secret");
        assertThat(second).isSameAs(first);
        assertThat(vpsie.received(LOGIN)).hasSize(1);
        time.advance(AccessSource.QUIET_AFTER_FAILURE);
        assertThat(catchThrowableOfType(VpsieException.class, access::current).code())
                .isEqualTo(VpsieErrorCode.UNAUTHORIZED);
        assertThat(vpsie.received(LOGIN)).hasSize(2);
        assertThat(metrics.lines).contains("request POST 401", "error POST unauthorized");
    }

    @Test
    void afterA401AFixedTokenHasNoOtherUnlessTheSecretWasRotated() throws VpsieException {
        holder.accept(Fixture.TOKEN);
        Access first = access.current();
        assertThat(access.renewed(first)).isEmpty();
        holder.accept(java.util.Map.of("token", "rotated"));
        assertThat(access.renewed(first).orElseThrow().token()).isEqualTo("rotated");
    }

    @Test
    void anAnswerWithoutATokenIsAnError() {
        vpsie.answers("POST", LOGIN, 200, "{\"accessToken\":{},\"error\":false}");
        assertThat(catchThrowableOfType(VpsieException.class, access::current).code())
                .isEqualTo(VpsieErrorCode.UNREADABLE);
    }
}
