package com.vpsie.autoscaler.sandbox.vpsie;

import java.util.OptionalLong;

/**
 * A request that has been read to its end.
 *
 * @param body the text of the body
 * @param page counts from 1
 */
record Request(Route route, Call call, String body, int page) {
    Operation operation() {
        return route.operation();
    }

    /** The group of the path, if it is a number. */
    OptionalLong groupId() {
        try {
            return OptionalLong.of(Long.parseLong(route.groupId()));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
