package com.vpsie.autoscaler.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.config.FlagParser.CommandLine;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlagParserTest {
    private static CommandLine parse(String... arguments) {
        return FlagParser.parse(List.of(arguments));
    }

    @Test
    void everySpellingOfGoIsTaken() {
        CommandLine line = parse("--sync-period=1m", "--log-level", "debug", "-metrics-addr=:1", "--dry-run");

        assertThat(line.problems()).isEmpty();
        assertThat(line.command()).isEqualTo("run");
        assertThat(line.values())
                .containsEntry(Flags.SYNC_PERIOD, "1m")
                .containsEntry(Flags.LOG_LEVEL, "debug")
                .containsEntry(Flags.METRICS_ADDR, ":1")
                .containsEntry(Flags.DRY_RUN, "true");
    }

    @Test
    void booleanTakesItsValueOnlyWithEquals() {
        assertThat(parse("--leader-election=false").values()).containsEntry(Flags.LEADER_ELECTION, "false");
        assertThat(parse("--leader-election", "false").problems())
                .singleElement()
                .asString()
                .contains("unknown command \"false\"", "--flag=false");
    }

    @Test
    void lastOfARepeatedFlagCounts() {
        assertThat(parse("--log-level=info", "--log-level=warn").values()).containsEntry(Flags.LOG_LEVEL, "warn");
    }

    @Test
    void valueMayBeEmptyOrHaveEqualsInIt() {
        assertThat(parse("--kubeconfig=", "--sentry-dsn=a=b").values())
                .containsEntry(Flags.KUBECONFIG, "")
                .containsValue("a=b");
    }

    @Test
    void commandStandsAnywhere() {
        assertThat(parse("check", "--dry-run").command()).isEqualTo("check");
        assertThat(parse("--dry-run", "step-down").command()).isEqualTo("step-down");
        assertThat(parse("run", "--help").command()).isEqualTo("help");
        assertThat(parse("-h").command()).isEqualTo("help");
        assertThat(parse("--version").command()).isEqualTo("version");
        assertThat(parse("--dry-run", "--", "check").command()).isEqualTo("check");
    }

    @Test
    void unknownFlagIsOneMessageWithTheNearestName() {
        assertThat(parse("--metrics-adr=:1").problems())
                .containsExactly("unknown flag --metrics-adr; did you mean --metrics-addr?");
        assertThat(parse("--metrics-adr", ":1").problems())
                .containsExactly("unknown flag --metrics-adr; did you mean --metrics-addr?");
    }

    @Test
    void flagWithoutValueIsRefused() {
        assertThat(parse("--log-level").problems()).containsExactly("flag --log-level needs a value: --log-level=…");
    }

    @Test
    void wordsTooManyAreRefused() {
        assertThat(parse("check", "twice").problems()).containsExactly("unexpected argument \"twice\" after check");
    }
}
