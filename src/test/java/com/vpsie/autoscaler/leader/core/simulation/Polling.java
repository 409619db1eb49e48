package com.vpsie.autoscaler.leader.core.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What electors that poll have in common. They have a line of their own and a wall clock that may
 * be off, and stall now and then.
 */
abstract class Polling implements Foreigner {
    static final int LEASE_SECONDS = 15;
    static final long RETRY = 2 * VirtualTime.SECOND;
    private static final long LONGEST_STALL = 25 * VirtualTime.SECOND;
    private static final int EPOCH = 1_700_000_000;
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    final World world;
    final String identity;
    private final SplittableRandom random;
    private final Line line;
    private final long wallOffset;
    private boolean gone;

    Polling(World world, SplittableRandom random, String identity) {
        this.world = world;
        this.random = random;
        this.line = new Line(world.time, random.split());
        this.identity = identity + random.nextInt(1_000);
        this.wallOffset = random.nextInt(3) == 0 ? random.nextLong(-20, 20) : 0;
    }

    @Override
    public void join() {
        world.tell(() -> identity + " joins");
        again(RETRY);
    }

    @Override
    public void leave(boolean releases) {
        if (!gone) {
            world.tell(() -> identity + " leaves");
            gone = true;
            if (releases) {
                release();
            }
        }
    }

    /** One round: read, then perhaps write. */
    abstract void poll(Optional<ObjectNode> lease);

    abstract void release();

    final void again(long period) {
        long jitter = (long) (period * 1.2 * random.nextDouble());
        long stall = random.nextInt(12) == 0 ? random.nextLong(LONGEST_STALL) : 0;
        world.time.after(period + jitter + stall, this::look);
    }

    private void look() {
        if (!gone) {
            line.call(world.kube::stored, answer -> poll(answer.orElseThrow()));
        }
    }

    final boolean isGone() {
        return gone;
    }

    /** Lines of others are well, so there is always an answer: whether it was done. */
    final void ask(Kubernetes.Change change, Consumer<Boolean> then) {
        line.call(() -> world.kube.otherwise(change), answer -> then.accept(answer.orElse(false)));
    }

    final Kubernetes.Change creates() {
        ObjectNode lease = Json.object();
        lease.putObject("metadata").put("name", Kubernetes.NAME);
        fill(lease.putObject("spec"), identity, LEASE_SECONDS, 0);
        return store -> store.create(BuiltinKinds.LEASE, Kubernetes.NAMESPACE, lease);
    }

    static Kubernetes.Change replaces(ObjectNode lease) {
        return store -> store.update(BuiltinKinds.LEASE, Kubernetes.NAMESPACE, Kubernetes.NAME, lease, Part.MAIN);
    }

    final void fill(ObjectNode spec, String holder, int seconds, int transitions) {
        String now = MICRO_TIME.format(wall());
        spec.put("holderIdentity", holder)
                .put("leaseDurationSeconds", seconds)
                .put("acquireTime", now)
                .put("renewTime", now)
                .put("leaseTransitions", transitions);
    }

    final Instant wall() {
        return Instant.ofEpochSecond(EPOCH + wallOffset, world.time.now());
    }

    static String holder(ObjectNode lease) {
        return lease.path("spec").path("holderIdentity").asText("");
    }
}
