package com.vpsie.autoscaler.config.launcher;

/**
 * One line of {@code check}.
 *
 * @param what was looked at
 * @param verdict how it is
 * @param detail what was seen, or what to do
 */
record Finding(String what, Verdict verdict, String detail) {
    enum Verdict {
        OK,
        WARNING,
        FAILED,
        /** Could not be looked at, since something before it failed. */
        SKIPPED
    }

    static Finding ok(String what, String detail) {
        return new Finding(what, Verdict.OK, detail);
    }

    static Finding failed(String what, String detail) {
        return new Finding(what, Verdict.FAILED, detail);
    }

    static Finding skipped(String what) {
        return new Finding(what, Verdict.SKIPPED, "not looked at");
    }
}
