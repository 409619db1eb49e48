package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.Input;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One streaming watch on one Lease, on a connection of its own. Tells of each event and once of its end; opening the
 * next is the elector's decision. Events come on the client's threads, one at a time.
 */
final class LeaseWatch {
    private static final int GONE = 410;

    private final long id;
    private final LeaseCodec codec;
    private final Consumer<Input> inbox;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable AsyncBody body;
    private volatile @Nullable CompletableFuture<?> exchange;

    LeaseWatch(long id, LeaseCodec codec, Consumer<Input> inbox) {
        this.id = id;
        this.codec = codec;
        this.inbox = inbox;
    }

    void open(HttpClient http, HttpRequest request) {
        CompletableFuture<HttpResponse<AsyncBody>> opening = http.consumeBytes(request, this::received);
        exchange = opening;
        CompletableFuture<Void> unused = opening.handle((response, failure) -> {
            answered(response, failure);
            return null;
        });
    }

    private void answered(@Nullable HttpResponse<AsyncBody> response, @Nullable Throwable failure) {
        if (response == null) {
            end(false, String.valueOf(failure));
            return;
        }
        AsyncBody stream = response.body();
        body = stream;
        if (!response.isSuccessful()) {
            end(response.code() == GONE, "HTTP " + response.code());
            return;
        }
        CompletableFuture<Void> unused = stream.done().handle((nothing, broken) -> {
            end(false, broken == null ? "ended by the server" : broken.toString());
            return null;
        });
        if (ended.get()) {
            stream.cancel();
        } else {
            stream.consume();
        }
    }

    private void received(List<ByteBuffer> buffers, AsyncBody stream) {
        for (ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n') {
                    String text = line.toString(StandardCharsets.UTF_8);
                    line.reset();
                    event(text);
                } else {
                    line.write(next);
                }
            }
        }
        if (ended.get()) {
            stream.cancel();
        } else {
            stream.consume();
        }
    }

    private void event(String text) {
        if (text.isBlank()) {
            return;
        }
        Map<String, Object> event = codec.tree(text).orElseGet(Map::of);
        Map<String, Object> object = LeaseCodec.map(event.get("object"));
        switch (String.valueOf(event.get("type"))) {
            case "ADDED" -> tell(Input.Change.ADDED, object);
            case "MODIFIED" -> tell(Input.Change.MODIFIED, object);
            case "DELETED" -> tell(Input.Change.DELETED, object);
            case "BOOKMARK" ->
                inbox.accept(new Input.Bookmark(
                        id,
                        LeaseCodec.version(
                                LeaseCodec.map(object.get("metadata")).get("resourceVersion"))));
            case "ERROR" ->
                end(Integer.valueOf(GONE).equals(object.get("code")), String.valueOf(object.get("message")));
            default -> end(false, "not a watch event: " + text.substring(0, Math.min(80, text.length())));
        }
    }

    /** An object that is no readable Lease of ours ends the watch: a read will say what is there. */
    private void tell(Input.Change change, Map<String, Object> object) {
        codec.record(object)
                .ifPresentOrElse(
                        record -> inbox.accept(new Input.Watched(id, change, record)),
                        () -> end(true, "an unreadable Lease"));
    }

    private void end(boolean gone, String why) {
        if (ended.compareAndSet(false, true)) {
            cut();
            inbox.accept(new Input.WatchClosed(id, gone, why));
        }
    }

    void close() {
        if (ended.compareAndSet(false, true)) {
            cut();
        }
    }

    private void cut() {
        AsyncBody stream = body;
        if (stream != null) {
            stream.cancel();
        }
        CompletableFuture<?> opening = exchange;
        if (opening != null) {
            opening.cancel(true);
        }
    }
}
