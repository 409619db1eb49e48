package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.Outcome;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the product does between its core and the wire, for tests in other packages: its codec, its reading of answers,
 * the settings of its client. Each can be replaced by a broken one. Leases are trees here: what a JSON library does
 * between a tree and its text is not on trial. Of one thread.
 */
public final class LeaseWire {
    /** How often the product's client repeats a request that failed, without asking the core. */
    public static final int CLIENT_RETRIES = LeaseClient.configuration(
                    new ConfigBuilder().withAutoConfigure(false).build(), Duration.ofSeconds(2))
            .getRequestRetryBackoffLimit();

    private final LeaseCodec codec;

    private LeaseWire(LeaseCodec codec) {
        this.codec = codec;
    }

    /** As the product does it. */
    public static LeaseWire of(String namespace, String name) {
        return new LeaseWire(new LeaseCodec(namespace, name));
    }

    /** Broken: a write names the version, but not the object it is of. */
    public static LeaseWire withoutUid(String namespace, String name) {
        return new LeaseWire(new LeaseCodec(namespace, name) {
            @Override
            void putPreconditions(Map<String, Object> metadata, LeaseRecord record) {
                super.putPreconditions(metadata, record);
                metadata.remove("uid");
            }
        });
    }

    /** Broken: nobody is written as nothing, as in a merge patch that is serialised without nulls. */
    public static LeaseWire withoutEmptyHolder(String namespace, String name) {
        return new LeaseWire(new LeaseCodec(namespace, name) {
            @Override
            void putHolder(Map<String, Object> spec, String holder) {
                if (!holder.isEmpty()) {
                    super.putHolder(spec, holder);
                }
            }
        });
    }

    /** The body of a POST or a PUT, as a tree of maps. */
    public Map<String, Object> write(LeaseRecord record) {
        return codec.tree(record);
    }

    /** A Lease from a watch event or a good answer, as a tree of maps. */
    public Optional<LeaseRecord> read(Map<String, Object> lease) {
        return codec.record(lease);
    }

    /** What the core is told of an answer. */
    public Outcome answer(int status, String body, Optional<String> retryAfter) {
        return Answer.of(status, body, retryAfter, codec);
    }
}
