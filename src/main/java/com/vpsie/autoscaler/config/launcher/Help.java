package com.vpsie.autoscaler.config.launcher;

import com.vpsie.autoscaler.config.Flag;
import com.vpsie.autoscaler.config.Flags;
import java.util.Locale;

/** The text of {@code --help}, made from the one list of flags. */
final class Help {
    private static final int COLUMN = 34;

    private Help() {}

    static String text() {
        StringBuilder text = new StringBuilder("""
                VPSie node autoscaler: buys and returns Kubernetes worker nodes at VPSie.

                Usage: vpsie-autoscaler [run] [flags]   start a replica in the foreground
                       vpsie-autoscaler check [flags]   validate flags, cluster, Secret and VPSie access
                       vpsie-autoscaler step-down       for a preStop hook: the replica on this machine gives up
                                                        leadership and does not race for it again
                       vpsie-autoscaler help | version

                Every flag may also be set in the environment: --metrics-addr is METRICS_ADDR,
                --leader-election-id is LEADER_ELECTION_ID. The command line wins. Durations are
                Go's (1m30s) or ISO-8601 (PT1M30S).

                Exit codes: 0 stopped cleanly, 1 refused value or failed check, 2 unknown flag or command.

                Flags:
                """);
        for (Flag flag : Flags.ALL) {
            String left = ("  --" + flag.name() + " " + placeholder(flag)).stripTrailing();
            text.append(
                    left.length() > COLUMN
                            ? left + "\n" + " ".repeat(COLUMN + 1)
                            : String.format(Locale.ROOT, "%-" + COLUMN + "s ", left));
            text.append(flag.meaning());
            if (!flag.choices().isEmpty()) {
                text.append(": ").append(String.join(", ", flag.choices()));
            }
            if (!flag.defaultValue().isEmpty()) {
                text.append(" (default ").append(flag.defaultValue()).append(')');
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String placeholder(Flag flag) {
        return switch (flag.kind()) {
            case BOOL -> "";
            case COUNT, RATE -> "number";
            case DURATION, POSITIVE_DURATION -> "duration";
            case ADDRESS -> "host:port";
            case NAME, NAMESPACE -> "name";
            case FILE -> "file";
            case URL -> "url";
            case LIST -> "a,b";
            case TEXT, CHOICE -> "text";
        };
    }
}
