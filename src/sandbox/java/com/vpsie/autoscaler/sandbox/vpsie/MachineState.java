package com.vpsie.autoscaler.sandbox.vpsie;

import java.util.Locale;

/** Where a machine is in its life. */
public enum MachineState {
    PROVISIONING,
    RUNNING,
    /** Told to go, still listed and still paid for. */
    DELETING,
    /** No longer known to VPSie. */
    GONE;

    /** VPSie's word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
