package com.vpsie.autoscaler.leader;

import java.time.Duration;
import java.util.List;

/** Some measured times, kept in ascending order. */
record Figures(List<Duration> times) {
    Figures {
        times = times.stream().sorted().toList();
    }

    int count() {
        return times.size();
    }

    /** The smallest time that so many percent do not exceed, in milliseconds; NaN when there is none. */
    double percentile(int percent) {
        return percentile(percent, 0);
    }

    /** The same with so many more that were never over: infinite where those come in. */
    double percentile(int percent, int endless) {
        int rank = (int) Math.ceil((times.size() + endless) * percent / 100.0);
        if (rank == 0) {
            return Double.NaN;
        }
        return rank > times.size()
                ? Double.POSITIVE_INFINITY
                : times.get(rank - 1).toNanos() / 1e6;
    }
}
