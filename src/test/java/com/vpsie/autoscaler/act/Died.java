package com.vpsie.autoscaler.act;

/** The process ended here: nothing of it runs any more, no catch clause either. */
final class Died extends Error {
    private static final long serialVersionUID = 1L;

    Died(String where) {
        super(where);
    }
}
