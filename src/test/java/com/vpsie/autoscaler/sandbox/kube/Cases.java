package com.vpsie.autoscaler.sandbox.kube;

import java.util.LinkedHashMap;
import java.util.Map;

/** A group of the contract's cases. */
abstract class Cases {
    /** What a case does; it fails by throwing. */
    @FunctionalInterface
    interface Body {
        void run(Contract api) throws Exception;
    }

    private final String group;
    private final Map<String, Body> all = new LinkedHashMap<>();
    private final Map<String, String> unlike = new LinkedHashMap<>();

    Cases(String group) {
        this.group = group;
    }

    final void add(String name, Body body) {
        if (all.put(name, body) != null) {
            throw new IllegalArgumentException("two cases named " + name);
        }
    }

    /**
     * A case that passes on a real API server and not on the embedded one.
     *
     * @param reason for the table of what is alike
     */
    final void addUnlike(String name, String reason, Body body) {
        add(name, body);
        unlike.put(name, reason);
    }

    final String group() {
        return group;
    }

    final Map<String, Body> all() {
        return all;
    }

    /** Why a case does not pass on the embedded API, by its name. */
    final Map<String, String> unlike() {
        return unlike;
    }
}
