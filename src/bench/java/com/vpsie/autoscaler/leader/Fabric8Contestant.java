package com.vpsie.autoscaler.leader;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** fabric8's elector as its documentation has it, which releases on cancel. */
final class Fabric8Contestant implements Contestant {
    private final String user;
    private final KubernetesClient client;
    private final CompletableFuture<?> running;
    private volatile boolean leads;
    private volatile boolean follows;
    private volatile @Nullable Instant began;
    private volatile @Nullable Instant ended;

    Fabric8Contestant(Entry entry) {
        this.user = entry.user();
        this.client = new KubernetesClientBuilder()
                .withConfig(entry.api().clientConfig(user))
                .build();
        this.running = client.leaderElector().withConfig(config(entry)).build().start();
    }

    private LeaderElectionConfig config(Entry entry) {
        Duration duration = entry.leaseDuration();
        return new LeaderElectionConfigBuilder()
                .withName(entry.lease())
                .withLock(new LeaseLock("default", entry.lease(), user + "_" + UUID.randomUUID()))
                .withLeaseDuration(duration)
                .withRenewDeadline(duration.multipliedBy(2).dividedBy(3))
                .withRetryPeriod(duration.multipliedBy(2).dividedBy(15))
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(new LeaderCallbacks(this::started, this::stopped, leader -> follows = true))
                .build();
    }

    private void started() {
        began = Instant.now();
        leads = true;
    }

    private void stopped() {
        if (leads) { // it may be told twice
            leads = false;
            ended = Instant.now();
        }
    }

    @Override
    public String user() {
        return user;
    }

    @Override
    public boolean leads() {
        return leads;
    }

    @Override
    public Optional<Instant> began() {
        return Optional.ofNullable(began);
    }

    @Override
    public Optional<Instant> ended() {
        return leads ? Optional.empty() : Optional.ofNullable(ended);
    }

    @Override
    public Duration unsure() {
        return Duration.ZERO;
    }

    @Override
    public boolean follows() {
        return follows;
    }

    @Override
    public void leave() {
        running.cancel(true);
    }

    /** The client goes first, so that the release on cancel does not get out; that may wait for a request that hangs. */
    @Override
    public void close() {
        Thread thread = new Thread(
                () -> {
                    client.close();
                    running.cancel(true);
                },
                "fabric8-elector-end");
        thread.setDaemon(true);
        thread.start();
    }
}
