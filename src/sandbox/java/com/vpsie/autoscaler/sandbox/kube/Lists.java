package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.print.Representation.Form;
import com.vpsie.autoscaler.sandbox.kube.store.ListOptions;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.Page;
import com.vpsie.autoscaler.sandbox.kube.store.Selector;

/** Answers lists: which version, which part, and how the next part is asked for. Safe for any thread. */
final class Lists {
    private final ObjectStore store;

    Lists(ObjectStore store) {
        this.store = store;
    }

    /**
     * The page that is asked for.
     *
     * @throws ApiException 400 and 422 for parameters; 410 when the version is no longer known; 504 when it is not yet
     */
    Page read(Call call, Address at) {
        Reading.checkList(call);
        Selector selector = Selector.parse(at.kind(), call.parameter("labelSelector"), call.parameter("fieldSelector"));
        long version = Reading.listVersion(call);
        String limitText = call.parameter("limit");
        int limit = limitText.isEmpty() ? 0 : (int) Math.max(0, Math.min(Integer.MAX_VALUE, call.number("limit")));
        if (call.parameter("resourceVersion").equals("0") && isCached(at)) {
            limit = 0; // a real API server answers this from its cache, in one piece
        }
        if (!call.parameter("continue").isEmpty()) {
            return next(call, at, selector, limit, version);
        }
        String match = call.parameter("resourceVersionMatch");
        boolean exact = match.equals(Reading.EXACT) || match.isEmpty() && limit > 0;
        if (exact && version > 0) {
            return at(at, selector, new ListOptions(limit, "", version));
        }
        requireWritten(version);
        return store.list(at.kind(), at.namespace(), selector, new ListOptions(limit, "", 0));
    }

    /** Events are so many that a real API server does not keep them in its cache. */
    private static boolean isCached(Address at) {
        return !at.kind().plural().equals("events");
    }

    /** @throws ApiException 504 when the store has not come to {@code version} yet */
    void requireWritten(long version) {
        long current = store.version();
        if (version > current) {
            throw ApiException.tooLarge(version, current);
        }
    }

    private Page at(Address at, Selector selector, ListOptions options) {
        try {
            return store.list(at.kind(), at.namespace(), selector, options);
        } catch (ApiException e) {
            throw e.code() == 410 ? ApiException.expired("The resourceVersion for the provided list is too old.") : e;
        }
    }

    private Page next(Call call, Address at, Selector selector, int limit, long version) {
        ContinueToken token = ContinueToken.parse(call.parameter("continue"));
        if (version > 0) {
            throw ApiException.badRequest("specifying resource version is not allowed when using continue");
        }
        ListOptions options = new ListOptions(limit, row(at, token.after()), Math.max(0, token.version()));
        try {
            return store.list(at.kind(), at.namespace(), selector, options);
        } catch (ApiException e) {
            throw e.code() == 410 ? token.expired() : e;
        }
    }

    /** The store's name of a row, from what a token says within the list. */
    private static String row(Address at, String after) {
        return at.namespace().isEmpty() && at.kind().namespaced() ? after.substring(1) : at.namespace() + after;
    }

    private static String within(Address at, String row) {
        return at.namespace().isEmpty() && at.kind().namespaced()
                ? "/" + row
                : row.substring(at.namespace().length());
    }

    /** The list's object, still without items. */
    static ObjectNode head(Page page, Address at) {
        ObjectNode list = Json.object();
        list.put("kind", at.kind().kind() + "List").put("apiVersion", at.kind().apiVersion());
        ObjectNode metadata = list.putObject("metadata").put("resourceVersion", Long.toString(page.version()));
        if (!page.next().isEmpty()) {
            metadata.put("continue", new ContinueToken(page.version(), within(at, page.next())).encode());
        }
        page.remaining().ifPresent(count -> metadata.put("remainingItemCount", count));
        return list;
    }

    /** The whole list. As on a real API server only objects of custom kinds say their kind in it. */
    static ObjectNode body(Page page, Call call, Address at) {
        ObjectNode list = head(page, at);
        ArrayNode items = list.putArray("items");
        if (call.representation().form() == Form.PLAIN && BuiltinKinds.isBuiltin(at.kind())) {
            page.rows().forEach(row -> items.add(row.content(page.kind())));
        } else {
            page.items().forEach(items::add);
        }
        return list;
    }
}
