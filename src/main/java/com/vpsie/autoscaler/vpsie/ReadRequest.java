package com.vpsie.autoscaler.vpsie;

import java.util.Locale;

/**
 * One reading request.
 *
 * @param id the cluster's or datacenter's identifier
 * @param page from 1; the first page is asked for without a number, as every known client does
 */
record ReadRequest(Kind kind, String id, int page) {
    enum Kind {
        CLUSTER("GET"),
        GROUPS("GET"),
        OFFERS("POST");

        private final String method;

        Kind(String method) {
            this.method = method;
        }

        String method() {
            return method;
        }
    }

    ReadRequest next() {
        return new ReadRequest(kind, id, page + 1);
    }

    /** For messages. */
    String name() {
        return "list " + kind.name().toLowerCase(Locale.ROOT) + " of " + id + (page > 1 ? ", page " + page : "");
    }
}
