package com.vpsie.autoscaler.config;

/**
 * A value somebody set.
 *
 * @param value as written
 * @param origin where it was written, in the words of the person who did: {@code --metrics-addr},
 *     {@code METRICS_ADDR (environment)}
 */
public record Given(String value, String origin) {
    /** {@code --metrics-addr=8080}. */
    @Override
    public String toString() {
        return origin + "=" + value;
    }
}
