package com.vpsie.autoscaler.leader.core.simulation;

/** An elector of another product on the same Lease. */
interface Foreigner {
    void join();

    /** Nothing happens when it has left already. */
    void leave(boolean releases);
}
