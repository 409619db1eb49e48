package com.vpsie.autoscaler.act;

import java.util.List;

/**
 * A consistent list. Immutable.
 *
 * @param items all there were
 * @param version of the store when they were read: what is older and not among them is gone
 */
record Listed<T>(List<T> items, String version) {
    Listed {
        items = List.copyOf(items);
    }
}
