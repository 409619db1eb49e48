package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.Input;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.ListOptions;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.Selector;
import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import com.vpsie.autoscaler.sandbox.kube.store.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One of several API servers: watches come from its cache, which has an age of its own. */
final class ApiServer {
    private static final int REMEMBERED = 6;

    private final Kubernetes kube;
    private final VirtualTime time;
    /** How often an idle watch is told the version, 0 for never. */
    private final long bookmarks;

    private final List<Stream> streams = new ArrayList<>();
    private long age;

    ApiServer(Kubernetes kube, VirtualTime time, long bookmarks) {
        this.kube = kube;
        this.time = time;
        this.bookmarks = bookmarks;
    }

    /** Its cache is so much behind the store from now on. */
    void age(long nanos) {
        age = nanos;
    }

    /** Ends every watch. */
    void endAll(boolean gone) {
        List.copyOf(streams).forEach(stream -> stream.end(gone));
    }

    /** @param from 0 for what is there now and whatever comes */
    Stream watch(Replica client, long id, long from) {
        Stream stream = new Stream(client, id);
        streams.add(stream);
        client.line().call(() -> stream, answer -> answer.ifPresent(opened -> opened.open(from)));
        return stream;
    }

    /** One watch on its connection: in order, and dead for good once something was lost on it. */
    final class Stream {
        private final Replica client;
        private final long id;
        private final List<WatchEvent> told = new ArrayList<>();
        private ObjectStore.@Nullable Watch source;
        private long lastAt;
        private boolean over;

        private Stream(Replica client, long id) {
            this.client = client;
            this.id = id;
        }

        private void open(long from) {
            if (over) {
                return;
            }
            long after = from;
            if (from == 0) {
                after = kube.store.version();
                for (Stored row : kube.store
                        .list(BuiltinKinds.LEASE, Kubernetes.NAMESPACE, Selector.ALL, ListOptions.ALL)
                        .rows()) {
                    event(new WatchEvent(WatchEvent.Type.ADDED, row));
                }
            }
            try {
                source = kube.store.watch(
                        BuiltinKinds.LEASE, Kubernetes.NAMESPACE, Selector.ALL, after, this::event, () -> end(false));
                bookmark();
            } catch (ApiException expired) {
                end(true);
            }
        }

        private void event(WatchEvent event) {
            if (told.size() == REMEMBERED) {
                told.remove(0);
            }
            told.add(event);
            deliver(() -> shows(event));
        }

        private Input shows(WatchEvent event) {
            Input.Change change = Input.Change.valueOf(event.type().name());
            return new Input.Watched(id, change, kube.read(event.stored()));
        }

        private void deliver(Supplier<Input> input) {
            if (client.line().isDead()) {
                die();
                return;
            }
            lastAt = Math.max(lastAt, time.now() + age + client.line().way());
            time.after(lastAt - time.now(), () -> {
                if (!over) {
                    client.give(input.get());
                }
            });
        }

        private void bookmark() {
            if (bookmarks > 0) {
                time.after(bookmarks, () -> {
                    if (!over && client.runs()) {
                        long version = kube.store.version();
                        deliver(() -> new Input.Bookmark(id, version));
                        bookmark();
                    }
                });
            }
        }

        /** Old versions come once more, late. */
        void replay(long later) {
            List.copyOf(told).forEach(event -> time.after(later, () -> client.give(shows(event))));
        }

        /** Nothing more will come, and nobody says so. */
        void die() {
            over = true;
            streams.remove(this);
            if (source != null) {
                source.close();
            }
        }

        void end(boolean gone) {
            if (!over) {
                die();
                if (!client.line().isDead()) {
                    time.after(client.line().way(), () -> client.give(new Input.WatchClosed(id, gone, "ended")));
                }
            }
        }
    }
}
