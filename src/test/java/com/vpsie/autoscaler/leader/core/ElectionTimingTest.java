package com.vpsie.autoscaler.leader.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElectionTimingTest {

    @Test
    void defaultsAreThoseOfTheTable() {
        ElectionSettings settings = valid(Map.of());
        assertThat(settings.enabled()).isTrue();
        assertThat(settings.id()).isEqualTo("vpsie-autoscaler-leader");
        assertThat(settings.namespace()).isEqualTo("kube-system");
        assertThat(settings.releaseOnShutdown()).isTrue();
        assertThat(settings.debug()).isFalse();
        assertThat(settings.timing())
                .isEqualTo(new ElectionTiming(
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(2),
                        3));
    }

    @Test
    void whatIsSetIsTaken() {
        ElectionSettings settings = valid(Map.of(
                "enabled", "FALSE",
                "id", " other.name ",
                "namespace", "shop",
                "release-on-shutdown", "false",
                "debug", "True",
                "rivals", "other.name, , vpsie-autoscaler,third",
                "expected-replicas", "7",
                "retry-period", "1s"));
        assertThat(settings.enabled()).isFalse();
        assertThat(settings.id()).isEqualTo("other.name");
        assertThat(settings.namespace()).isEqualTo("shop");
        assertThat(settings.releaseOnShutdown()).isFalse();
        assertThat(settings.debug()).isTrue();
        assertThat(settings.rivals()).as("without oneself").containsExactly("vpsie-autoscaler", "third");
        assertThat(settings.timing().expectedReplicas()).isEqualTo(7);
        assertThat(settings.timing().retryPeriod()).isEqualTo(Duration.ofSeconds(1));
        assertThat(valid(Map.of("id", " ")).id()).as("blank is not set").isEqualTo("vpsie-autoscaler-leader");
        assertThat(valid(Map.of()).rivals()).isEmpty();
    }

    @Test
    void theBoundsThemselvesAreValid() {
        valid(Map.of("renew-deadline", "13.5s", "request-timeout", "2s"));
        valid(Map.of("retry-period", "3.333333333s"));
        valid(Map.of("renew-interval", "7.5s", "request-timeout", "1.2s"));
        valid(Map.of("lease-duration", "1s"));
        valid(Map.of("lease-duration", "2147483647s"));
        assertThat(messages(Map.of("lease-duration", "2147483648s"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        // L alone is always valid; the rest follows
        "30s, ,      20s,    4s,      10s,     2s",
        "1s,  ,      666.666666ms, 133.333333ms, 333.333333ms, 133.333333ms",
        "15s, 13.5s, 13.5s,  2s,      5s,      2s",
        "15s, 3s,    3s,     1s,      1500ms,  600ms",
        "PT15S, PT10S, 10s,  2s,      5s,      2s",
        "1m,  ,      40s,    8s,      20s,     2s",
    })
    void whatIsNotSetIsDerivedFromLAndD(String l, String d, String deadline, String r, String i, String t) {
        Map<String, String> given = new HashMap<>(Map.of("lease-duration", l));
        if (d != null) {
            given.put("renew-deadline", d);
        }
        ElectionTiming timing = valid(given).timing();
        assertThat(micros(timing.renewDeadline())).isEqualTo(micros(time(deadline)));
        assertThat(micros(timing.retryPeriod())).isEqualTo(micros(time(r)));
        assertThat(micros(timing.renewInterval())).isEqualTo(micros(time(i)));
        assertThat(micros(timing.requestTimeout())).isEqualTo(micros(time(t)));
    }

    @Test
    void everyPairWithDAtMostNineTenthsOfLIsValid() {
        for (int l = 1; l <= 120; l++) {
            for (int tenths = 1; tenths <= 9; tenths++) {
                Duration lease = Duration.ofSeconds(l);
                Checked<ElectionTiming> timing = TimingRules.derive(
                        TimingRules.Given.of(lease, lease.multipliedBy(tenths).dividedBy(10)));
                assertThat(timing).isInstanceOf(Checked.Valid.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lease-duration=1.5s | --leader-election-lease-duration=1.5s: must be a whole number of seconds, at least 1s",
                "lease-duration=0 | --leader-election-lease-duration=0s: must be a whole number of seconds, at least 1s",
                "lease-duration=soon | --leader-election-lease-duration=soon: must be a duration such as 15s, 1m30s or PT15S",
                "renew-deadline=14s | --leader-election-renew-deadline=14s: must be at most 0.9 × lease duration (0.9 × 15s = 13.5s, and 14s is more)",
                "renew-deadline=0s | --leader-election-renew-deadline=0s: must be above zero",
                "retry-period=4s | --leader-election-retry-period=4s: must be at most renew deadline / 3 (10s / 3 = 3.333333333s, and 4s is more)",
                "renew-interval=8s | --leader-election-renew-interval=8s: must be at most lease duration / 2 (15s / 2 = 7.5s, and 8s is more)",
                "renew-interval=6s | --leader-election-renew-interval=6s: renew interval + 2 × request timeout must be below the renew deadline (6s + 2 × 2s = 10s, and the deadline is 10s)",
                "request-timeout=2.5s | --leader-election-request-timeout=2.5s: renew interval + 2 × request timeout must be below the renew deadline (5s + 2 × 2.5s = 10s, and the deadline is 10s)",
                "request-timeout=0s | --leader-election-request-timeout=0s: must be above zero",
                "retry-period=0s | --leader-election-retry-period=0s: must be above zero",
                "renew-interval=0s | --leader-election-renew-interval=0s: must be above zero",
                "retry-period=-1s | --leader-election-retry-period=-1s: must be a duration such as 15s, 1m30s or PT15S",
                "expected-replicas=0 | --leader-election-expected-replicas=0: must be at least 1",
                "expected-replicas=many | --leader-election-expected-replicas=many: must be a whole number",
                "id=Not_A_Name | --leader-election-id=Not_A_Name: must be a DNS-1123 subdomain",
                "namespace=a.b | --leader-election-namespace=a.b: must be a DNS-1123 label",
                "enabled=yes | --leader-election=yes: must be true or false",
                "release-on-shutdown=1 | --leader-election-release-on-shutdown=1: must be true or false",
                "debug=on | --leader-election-debug=on: must be true or false",
            })
    void everyBrokenRuleIsOneMessageWithItsArithmetic(String given, String message) {
        String[] pair = given.split("=", 2);
        assertThat(messages(Map.of(pair[0], pair[1]))).contains(message);
    }

    @Test
    void whatCannotBeReadBreaksNoOtherRule() {
        assertThat(messages(Map.of("expected-replicas", "many"))).hasSize(1);
        assertThat(messages(Map.of("renew-deadline", "soon"))).hasSize(1);
    }

    @Test
    void everyBrokenRuleIsToldAtOnce() {
        assertThat(messages(Map.of("retry-period", "9s", "renew-interval", "9s", "id", "-")))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("--leader-election-id=-"))
                .anyMatch(line -> line.startsWith("--leader-election-retry-period=9s"))
                .anyMatch(line -> line.startsWith("--leader-election-renew-interval=9s: must be at most"))
                .anyMatch(line -> line.startsWith("--leader-election-renew-interval=9s: renew interval + 2"));
    }

    @Test
    void quantitiesThatFollow() {
        ElectionTiming timing = valid(Map.of()).timing();
        assertThat(timing.startBudget()).isEqualTo(Duration.ofSeconds(2));
        assertThat(timing.jeopardyAfter()).isEqualTo(Duration.ofSeconds(9));
        assertThat(timing.silence()).isEqualTo(Duration.ofMillis(7500));
        assertThat(timing.stagger()).isEqualTo(Duration.ofMillis(40));
        assertThat(timing.rateWindow()).isEqualTo(Duration.ofSeconds(10));
        ElectionTiming many =
                valid(Map.of("expected-replicas", "50", "lease-duration", "6s")).timing();
        assertThat(many.stagger()).isEqualTo(Duration.ofMillis(500));
        assertThat(many.startBudget()).isEqualTo(Duration.ofSeconds(1));
        assertThat(many.rateWindow()).isEqualTo(Duration.ofSeconds(4));
        assertThat(valid(Map.of("expected-replicas", "1")).timing().stagger()).isZero();
    }

    private static Checked<ElectionSettings> read(Map<String, String> given) {
        return ElectionSettings.read(
                name -> Optional.ofNullable(given.get(name.substring(ElectionSettings.PREFIX.length()))));
    }

    private static ElectionSettings valid(Map<String, String> given) {
        return ((Checked.Valid<ElectionSettings>) read(given)).value();
    }

    private static List<String> messages(Map<String, String> given) {
        return ((Checked.Invalid<ElectionSettings>) read(given))
                .violations().stream().map(Violation::message).toList();
    }

    private static Duration time(String text) {
        return Durations.parse(text).orElseThrow();
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
