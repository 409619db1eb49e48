package com.vpsie.autoscaler.vpsie;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an answer tells of its pages, all 0 where it tells nothing.
 *
 * @param entries entries of {@code data} on this page, deleted ones counted
 */
record Pages(long current, long last, long total, long entries) {
    static Pages of(JsonNode root) {
        JsonNode told = root.path("pagination").isObject()
                ? root.path("pagination")
                : root.path("data").path("pagination");
        JsonNode data = root.path("data");
        long total =
                told.path("total").asLong(data.isArray() ? root.path("total").asLong(0) : 0);
        return new Pages(
                told.path("current_page").asLong(0),
                told.path("total_pages").asLong(0),
                data.isArray() ? total : 0,
                data.isArray() ? data.size() : 0);
    }

    /** A server that ignores the page number would be read as a list of nothing but its first page. */
    void requireNumber(ReadRequest request) throws VpsieException {
        if (current > 0 && current != request.page()) {
            throw new VpsieException(
                    VpsieErrorCode.UNREADABLE, request.name() + ": VPSie answered with page " + current);
        }
    }

    boolean isLast(ReadRequest request, long entriesSoFar) {
        if (last > 0) {
            return request.page() >= last;
        }
        return entries == 0 || entriesSoFar >= total;
    }

    void requireComplete(ReadRequest request, long entriesSoFar) throws VpsieException {
        if (entriesSoFar < total) {
            throw new VpsieException(
                    VpsieErrorCode.UNREADABLE,
                    request.name() + ": VPSie counts " + total + " entries and lists " + entriesSoFar);
        }
    }
}
