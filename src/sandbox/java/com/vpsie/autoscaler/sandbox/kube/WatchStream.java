package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.print.Presenter;
import com.vpsie.autoscaler.sandbox.kube.store.ListOptions;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.Page;
import com.vpsie.autoscaler.sandbox.kube.store.Selector;
import com.vpsie.autoscaler.sandbox.kube.store.WatchEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One open watch over HTTP: JSON lines in a chunked answer. Runs on the thread of its request until the client goes, its
 * time is over, it is cut, or the server stops. A client that has gone is noticed by writing, hence the bookmarks.
 */
final class WatchStream {
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final long LOOK_MILLIS = 100;

    private final ObjectStore store;
    private final Faults faults;
    private final Call call;
    private final Address at;
    private final Presenter presenter;
    private final BlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
    private volatile boolean cut;

    /** @throws ApiException 406 or 400 for a form of objects that is not served */
    WatchStream(ObjectStore store, Faults faults, Call call, Address at) {
        this.store = store;
        this.faults = faults;
        this.call = call;
        this.at = at;
        this.presenter = new Presenter(store.kinds(), at.kind(), call.representation(), InstantSource.system());
    }

    String user() {
        return call.user();
    }

    /** As faults name it. */
    String resource() {
        return at.resource();
    }

    /** Ends the stream as a lost connection does. */
    void cut() {
        cut = true;
    }

    /** @throws ApiException 400, 422 and 500 for parameters, before anything was answered */
    void run(HttpExchange exchange) throws IOException, InterruptedException {
        Reading.checkWatch(call);
        Selector selector = Selector.parse(at.kind(), call.parameter("labelSelector"), call.parameter("fieldSelector"));
        long version = Reading.oneVersion(call);
        long seconds = call.number("timeoutSeconds");
        faults.opened(this);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        // closed only at a clean end: closing writes the terminator that a lost connection does not write
        OutputStream out = exchange.getResponseBody();
        try {
            stream(out, selector, version, seconds);
            out.close();
        } finally {
            faults.closed(this);
        }
    }

    private void stream(OutputStream out, Selector selector, long version, long seconds)
            throws IOException, InterruptedException {
        try {
            long after = start(out, selector, version);
            out.flush();
            try (ObjectStore.Watch watch =
                    store.watch(at.kind(), at.namespace(), selector, after, events::add, this::cut)) {
                follow(out, watch, seconds > 0 ? Duration.ofSeconds(seconds) : LONGEST);
            }
        } catch (ApiException e) {
            line(out, "ERROR", e.toStatus());
        }
    }

    /**
     * Sends what is there already, if that is asked for: by {@code sendInitialEvents}, or by its absence and no version.
     *
     * @return the version to go on from
     * @throws ApiException 504 when the version asked for has not been written yet
     */
    private long start(OutputStream out, Selector selector, long version) throws IOException {
        boolean initial = call.has("sendInitialEvents") ? call.flag("sendInitialEvents") : version == 0;
        if (!initial) {
            return version > 0 ? version : store.version();
        }
        Page page = store.list(at.kind(), at.namespace(), selector, ListOptions.ALL);
        if (version > page.version()) {
            throw ApiException.tooLarge(version, page.version());
        }
        for (ObjectNode item : page.items()) {
            write(out, "ADDED", item);
        }
        if (call.flag("allowWatchBookmarks")) {
            write(out, "BOOKMARK", bookmark(page.version(), true));
        }
        return page.version();
    }

    private void follow(OutputStream out, ObjectStore.Watch watch, Duration time)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        long nextHeartbeat = System.nanoTime() + HEARTBEAT.toNanos();
        while (!cut && System.nanoTime() < end) {
            long version = store.version();
            WatchEvent event = events.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            while (!cut && faults.silent(user(), at.resource())) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            if (event != null) {
                write(out, event.type().name(), event.stored().object(at.kind()));
                if (events.isEmpty()) {
                    out.flush();
                }
                nextHeartbeat = System.nanoTime() + HEARTBEAT.toNanos();
            } else if (System.nanoTime() >= nextHeartbeat) {
                if (call.flag("allowWatchBookmarks")) {
                    write(out, "BOOKMARK", bookmark(version, false));
                    out.flush();
                }
                nextHeartbeat = System.nanoTime() + HEARTBEAT.toNanos();
            }
        }
        if (cut) {
            throw new IOException("the watch was cut on command");
        }
        long version = store.version();
        watch.close();
        if (call.flag("allowWatchBookmarks") && events.isEmpty()) {
            write(out, "BOOKMARK", bookmark(version, false));
        }
    }

    private ObjectNode bookmark(long version, boolean initialEventsEnd) {
        ObjectNode object = Json.object();
        object.put("kind", at.kind().kind()).put("apiVersion", at.kind().apiVersion());
        ObjectNode metadata = object.putObject("metadata").put("resourceVersion", Long.toString(version));
        if (initialEventsEnd) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        return object;
    }

    private void write(OutputStream out, String type, ObjectNode object) throws IOException {
        line(out, type, presenter.present(object));
    }

    private static void line(OutputStream out, String type, ObjectNode object) throws IOException {
        ObjectNode line = Json.object().put("type", type);
        line.set("object", object);
        out.write(Json.bytes(line));
        out.write('\n');
    }
}
