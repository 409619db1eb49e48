package com.vpsie.autoscaler.leader.core;

import java.util.List;

/** A configuration that was read: the value, or every rule it breaks. */
public sealed interface Checked<T> {
    /** Every rule holds. */
    record Valid<T>(T value) implements Checked<T> {}

    /** At least one rule is broken; the list is never empty. */
    record Invalid<T>(List<Violation> violations) implements Checked<T> {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }
}
