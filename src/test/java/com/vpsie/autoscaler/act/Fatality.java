package com.vpsie.autoscaler.act;

import java.util.function.Supplier;

/** Counts the effects of one process and ends it before or after a chosen one. */
final class Fatality {
    private final int fatal;
    private final boolean before;
    private int effects;
    private boolean dead;

    Fatality(int fatal, boolean before) {
        this.fatal = fatal;
        this.before = before;
    }

    static Fatality none() {
        return new Fatality(0, false);
    }

    <T> T effect(String what, Supplier<T> effect) {
        if (dead) {
            throw new Died("dead before " + what);
        }
        effects++;
        if (effects == fatal && before) {
            die(what);
        }
        T result = effect.get();
        if (effects == fatal) {
            die(what);
        }
        return result;
    }

    private void die(String what) {
        dead = true;
        throw new Died((before ? "before " : "after ") + what);
    }

    boolean dead() {
        return dead;
    }

    int effects() {
        return effects;
    }
}
