package com.vpsie.autoscaler.sandbox.kube.controllers;

import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import java.time.Instant;

/** One of the controllers: notes what changed, then acts on what it noted. Of one thread at a time. */
interface Controller {
    /** An object was written or removed; whether it is still there is to be looked up. Only takes note. */
    void changed(Stored row);

    /** Does what is to be done now; what follows from it is reported as changes again. */
    void act();

    /** Called from time to time, for what comes due without a change. */
    default void passed(Instant now) {}
}
