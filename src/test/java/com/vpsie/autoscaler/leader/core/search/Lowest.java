package com.vpsie.autoscaler.leader.core.search;

import java.util.random.RandomGenerator;

/** No chance: always the lower end. When things happen is the search's to choose. */
final class Lowest implements RandomGenerator {
    @Override
    public long nextLong() {
        return 0;
    }

    @Override
    public long nextLong(long origin, long bound) {
        return origin;
    }
}
