package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The election of this product, with everything real but the container. */
final class OurContestant implements Contestant {
    private final String user;
    private final TestReplica replica;
    private volatile @Nullable Instant began;
    private volatile @Nullable Instant seenOpen;
    private volatile @Nullable Instant seenClosed;

    OurContestant(Entry entry) {
        this.user = entry.user();
        Identity identity = Identity.of(user, "", "", UUID.randomUUID().toString());
        Map<String, String> properties = Map.of(
                "id", entry.lease(),
                "lease-duration", entry.leaseDuration().toString(),
                "expected-replicas", Integer.toString(entry.electors()));
        this.replica = new TestReplica(entry.api(), user, identity, properties, 0);
        replica.observer = this::told;
    }

    private void told(Object event) {
        if (event instanceof LeadershipAcquired) {
            began = Instant.now();
        }
    }

    @Override
    public String user() {
        return user;
    }

    /** Asks the gate itself: it closes by the clocks, without any event. */
    @Override
    public boolean leads() {
        Instant asked = Instant.now();
        boolean open = replica.leads();
        if (open) {
            seenOpen = asked;
            seenClosed = null;
        } else if (seenClosed == null) {
            seenClosed = asked;
        }
        return open;
    }

    @Override
    public Optional<Instant> began() {
        return Optional.ofNullable(began);
    }

    /** When the gate was seen open last: what it let pass, it let pass before. */
    @Override
    public Optional<Instant> ended() {
        return leads() ? Optional.empty() : Optional.ofNullable(seenOpen);
    }

    @Override
    public Duration unsure() {
        Instant open = seenOpen;
        Instant closed = seenClosed;
        return open == null || closed == null ? Duration.ZERO : Duration.between(open, closed);
    }

    @Override
    public boolean follows() {
        return !replica.status().leader().isEmpty() && replica.status().participating();
    }

    @Override
    public void leave() {
        replica.election.stop();
    }

    @Override
    public void close() {
        replica.kill();
    }
}
