package com.vpsie.autoscaler.leader.core.simulation;

import java.util.random.RandomGenerator;

/** How likely what goes wrong is, in one seed; drawn so that some worlds are calm and some are not. */
record Weather(double lost, double answerLost, double late, double error, double watchDies, double replay) {
    static final Weather CALM = new Weather(0, 0, 0, 0, 0, 0);

    static Weather draw(RandomGenerator random) {
        if (random.nextInt(4) == 0) {
            return CALM;
        }
        return new Weather(rare(random), rare(random), rare(random), rare(random), rare(random) / 2, rare(random) / 2);
    }

    private static double rare(RandomGenerator random) {
        return random.nextBoolean() ? 0 : random.nextDouble() * 0.25;
    }
}
