package com.vpsie.autoscaler.config;

/**
 * A value somebody set.
 *
 * @param value as written
 * @param origin what it was written to: {@code --metrics-addr} or {@code METRICS_ADDR}
 */
public record Given(Flag flag, String value, String origin) {
    public static Given onCommandLine(Flag flag, String value) {
        return new Given(flag, value, "--" + flag.name());
    }

    /** {@code --metrics-addr=8080}, {@code METRICS_ADDR=8080 (environment, for --metrics-addr)}. */
    @Override
    public String toString() {
        boolean isFlag = origin.startsWith("--");
        return origin + "=" + value + (isFlag ? "" : " (environment, for --" + flag.name() + ")");
    }
}
