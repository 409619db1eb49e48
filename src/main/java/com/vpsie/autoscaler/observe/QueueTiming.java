package com.vpsie.autoscaler.observe;

import java.time.Duration;

/**
 * When a key that was asked for becomes due.
 *
 * @param quiet a key becomes due when nothing asked for it for so long
 * @param longest but at the latest so long after it was first asked for
 * @param firstRetry wait after the first failure of a key; doubles with each further one
 * @param longestRetry upper bound of that wait
 */
public record QueueTiming(Duration quiet, Duration longest, Duration firstRetry, Duration longestRetry) {
    /** 50 ms quiet, 250 ms at the latest; retries from 1 s to 2 min. */
    public static final QueueTiming DEFAULT = new QueueTiming(
            Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofMinutes(2));

    public QueueTiming {
        if (quiet.isNegative() || longest.compareTo(quiet) < 0) {
            throw new IllegalArgumentException("quiet " + quiet + " must be within 0 and longest " + longest);
        }
        if (firstRetry.isNegative() || firstRetry.isZero() || longestRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException(
                    "firstRetry " + firstRetry + " must be above 0 and not above longestRetry " + longestRetry);
        }
    }

    /** Wait after {@code failures} failures in a row, at least 1. */
    Duration retryAfter(int failures) {
        Duration wait = firstRetry;
        for (int i = 1; i < failures && wait.compareTo(longestRetry) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longestRetry) < 0 ? wait : longestRetry;
    }
}
