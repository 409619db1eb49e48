package com.vpsie.autoscaler.leader.core.simulation;

import java.util.function.Supplier;

/** What happened, for people. Most histories are played without one. */
final class Story {
    private static final int LONGEST = 400;

    private final StringBuilder lines = new StringBuilder();
    private final boolean told;
    private int count;

    private Story(boolean told) {
        this.told = told;
    }

    static Story told() {
        return new Story(true);
    }

    static Story untold() {
        return new Story(false);
    }

    void tell(long at, Supplier<String> what) {
        if (told && count++ < LONGEST) {
            lines.append("%10.3f  %s%n".formatted(at / (double) VirtualTime.SECOND, what.get()));
        }
    }

    @Override
    public String toString() {
        return lines + (count > LONGEST ? "… and " + (count - LONGEST) + " lines more" : "");
    }
}
