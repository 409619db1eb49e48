package com.vpsie.autoscaler.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.config.Settings.Address;
import com.vpsie.autoscaler.config.Validation.Result;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValidationTest {
    /** A wrong value for every flag that has one, and the words its one message must have. */
    static Stream<List<String>> wrongValues() {
        return Stream.of(
                List.of("kubeconfig", "a\nb", "control character"),
                List.of("metrics-addr", "8080", "is not an address"),
                List.of("health-addr", ":99999", "no port from 1 to 65535"),
                List.of("management-addr", "::1:8082", "is not an address"),
                List.of("admin-addr", "localhost", "is not an address"),
                List.of("leader-election", "yes", "neither true nor false"),
                List.of("leader-election-id", "Upper_Case", "not a Kubernetes name"),
                List.of("leader-election-namespace", "a.b", "not a Kubernetes name"),
                List.of("leader-election-lease-duration", "1500ms", "whole number of seconds"),
                List.of("leader-election-renew-deadline", "14s", "0.9 × 15s = 13.5s, and 14s is more"),
                List.of("leader-election-retry-period", "4s", "10s / 3"),
                List.of("leader-election-renew-interval", "7s", "7s + 2 × 2s = 11s, and the deadline is 10s"),
                List.of("leader-election-request-timeout", "3s", "5s + 2 × 3s = 11s, and the deadline is 10s"),
                List.of("leader-election-expected-replicas", "0", "at least 1"),
                List.of("leader-election-release-on-shutdown", "maybe", "neither true nor false"),
                List.of("leader-election-debug", "2", "neither true nor false"),
                List.of("readiness", "both", "not one of participating, leader"),
                List.of("sync-period", "0", "more than 0"),
                List.of("vpsie-secret-name", "-x", "not a Kubernetes name"),
                List.of("vpsie-secret-namespace", "x".repeat(64), "at most 63"),
                List.of("vpsie-url", "http://api.example", "is not https"),
                List.of("vpsie-dialect", "v3", "not one of v2, apps-v2"),
                List.of("vpsie-allow-http", "on", "neither true nor false"),
                List.of("default-datacenter-id", "a\tb", "control character"),
                List.of("default-offering-ids", "a,,b", "empty entry"),
                List.of("resource-identifier", "a\u0000b", "control character"),
                List.of("kubernetes-version", "a\rb", "control character"),
                List.of("kube-size-id", "-1", "below 0"),
                List.of("log-level", "loud", "not one of debug, info, warn, error"),
                List.of("log-format", "xml", "not one of json, console"),
                List.of("development", "ja", "neither true nor false"),
                List.of("failed-vpsienode-ttl", "-1s", "duration of 0 or more"),
                List.of("settle-window", "2 minutes", "write it as 15s"),
                List.of("orphan-policy", "ignore", "not one of report, adopt, delete"),
                List.of("max-creations-per-group-hour", "many", "not a whole number"),
                List.of("max-creations-per-term", "1.5", "not a whole number"),
                List.of("node-provision-timeout", "0s", "more than 0"),
                List.of("node-ready-timeout", "PT", "write it as 15s"),
                List.of("dry-run", "2", "neither true nor false"),
                List.of("enable-webhook", "true", "the validation rules in the CRDs replace it"),
                List.of("webhook-addr", "a\nb", "control character"),
                List.of("webhook-cert-dir", "a\nb", "control character"),
                List.of("webhook-cert-file", "a\nb", "control character"),
                List.of("webhook-key-file", "a\nb", "control character"),
                List.of("sentry-dsn", "a\nb", "control character"),
                List.of("sentry-environment", "a\nb", "control character"),
                List.of("sentry-traces-sample-rate", "2", "from 0 to 1"),
                List.of("sentry-error-sample-rate", "NaN", "from 0 to 1"));
    }

    private static Result check(String... namesAndValues) {
        Map<Flag, Given> given = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Flag flag = Flags.named(namesAndValues[i]).orElseThrow();
            given.put(flag, Given.onCommandLine(flag, namesAndValues[i + 1]));
        }
        return Validation.check(flag -> Optional.ofNullable(given.get(flag)));
    }

    private static List<String> problems(String... namesAndValues) {
        return check(namesAndValues) instanceof Result.Invalid invalid ? invalid.problems() : List.of();
    }

    private static Settings settings(String... namesAndValues) {
        return ((Result.Valid) check(namesAndValues)).settings();
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void wrongValueIsOneMessageWithFlagAndValue(List<String> row) {
        assertThat(problems(row.get(0), row.get(1)))
                .singleElement()
                .asString()
                .startsWith("--" + row.get(0) + "=" + row.get(1) + ": ")
                .contains(row.get(2));
    }

    @Test
    void everyFlagHasAWrongValueAbove() {
        Set<String> tried = wrongValues().map(row -> row.get(0)).collect(Collectors.toSet());

        assertThat(Flags.ALL).allSatisfy(flag -> assertThat(tried).contains(flag.name()));
    }

    @Test
    void defaultsAreValidAndWithoutWarning() {
        Result.Valid valid = (Result.Valid) check();

        assertThat(valid.warnings()).isEmpty();
        assertThat(valid.settings().metrics()).isEqualTo(new Address("", 8080));
        assertThat(valid.settings().management()).isEqualTo(new Address("127.0.0.1", 8082));
        assertThat(valid.settings().kubeconfig()).isEmpty();
        assertThat(valid.settings().vpsieUrl()).isEmpty();
        assertThat(valid.settings().settleWindow()).isEqualTo(Duration.ofMinutes(2));
        assertThat(valid.settings().unsupported()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({":8090,'',8090", "127.0.0.1:1,127.0.0.1,1", "[::1]:65535,::1,65535", "*:80,'',80", "host.x:80,host.x,80"
    })
    void addressesInGosSpelling(String text, String host, int port) {
        assertThat(settings("metrics-addr", text).metrics()).isEqualTo(new Address(host, port));
    }

    @Test
    void allProblemsComeAtOnce() {
        assertThat(problems("metrics-addr", "x", "sync-period", "y", "log-level", "z"))
                .hasSize(3);
    }

    @Test
    void portsMustDifferEvenOnDifferentHosts() {
        assertThat(problems("health-addr", "127.0.0.1:8080"))
                .containsExactly("--health-addr=127.0.0.1:8080: has the port of --metrics-addr=:8080 (default); "
                        + "every address needs its own");
    }

    @Test
    void emptyMeansDefaultAsInGo() {
        assertThat(settings("vpsie-secret-name", "").vpsieSecret().name()).isEqualTo("vpsie-secret");
    }

    @Test
    void leaseDurationAloneIsValid() {
        assertThat(problems("leader-election-lease-duration", "30s")).isEmpty();
        assertThat(problems("leader-election-lease-duration", "PT3S")).isEmpty();
    }

    @Test
    void malformedTimeLeavesTheRulesAboutItOut() {
        assertThat(problems("leader-election-lease-duration", "soon", "leader-election-renew-deadline", "1h"))
                .singleElement()
                .asString()
                .startsWith("--leader-election-lease-duration=soon: ");
    }

    @Test
    void withoutEffectIsOneWarningWithTheFlag() {
        Result.Valid valid =
                (Result.Valid) check("kube-size-id", "7", "sentry-dsn", "https://x", "enable-webhook", "false");

        assertThat(valid.warnings()).hasSize(2);
        assertThat(valid.warnings().get(0)).startsWith("--kube-size-id has no effect here; ");
        assertThat(valid.settings().unsupported()).containsExactly("--kube-size-id", "--sentry-dsn");
    }

    @Test
    void managementOnTheNetworkIsWarnedAbout() {
        assertThat(((Result.Valid) check("management-addr", ":8082")).warnings())
                .singleElement()
                .asString()
                .contains("--management-addr=:8082", "loopback");
        assertThat(((Result.Valid) check("management-addr", "[::1]:8082")).warnings())
                .isEmpty();
    }

    @Test
    void httpIsAllowedForTestsOnly() {
        assertThat(settings("vpsie-url", "http://127.0.0.1:1", "vpsie-allow-http", "true")
                        .vpsieUrl())
                .hasValueSatisfying(url -> assertThat(url).hasPort(1));
    }

    @Test
    void urlWithUserIsRefused() {
        assertThat(problems("vpsie-url", "https://me:secret@api"))
                .singleElement()
                .asString()
                .contains("no user");
        assertThat(problems("vpsie-url", "ftp://api"))
                .singleElement()
                .asString()
                .contains("not an https URL");
    }
}
