package com.vpsie.autoscaler.sandbox;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Every version of one Lease, in order: who held it and when that was written. Fed by a watch of the sandbox's own;
 * the time of writing comes from the API server's log where it has one, else it is that of the event's arrival here.
 * Thread-safe.
 */
public final class LeaseJournal implements AutoCloseable {
    private final Function<String, Optional<Instant>> writtenAt;
    private final List<Entry> entries = new ArrayList<>();
    private final SharedIndexInformer<Lease> informer;

    /**
     * One version.
     *
     * @param at when it was written, or when it arrived here as long as the API server's log does not tell
     * @param told whether the API server's log told
     * @param holder the whole identity; empty when released, or when the Lease was deleted
     */
    public record Entry(Instant at, boolean told, String version, String holder) {
        /** The pod's name out of the identity. */
        public String pod() {
            int end = holder.indexOf('_');
            return end < 0 ? holder : holder.substring(0, end);
        }
    }

    private LeaseJournal(
            KubernetesClient client, String namespace, String name, Function<String, Optional<Instant>> writtenAt) {
        this.writtenAt = writtenAt;
        this.informer = client.leases().inNamespace(namespace).withName(name).inform(new Handler());
    }

    /**
     * Starts to follow a Lease, which need not exist yet.
     *
     * @param writtenAt resourceVersion → when the API server committed it, if it tells
     */
    static LeaseJournal follow(
            KubernetesClient client, String namespace, String name, Function<String, Optional<Instant>> writtenAt) {
        return new LeaseJournal(client, namespace, name, writtenAt);
    }

    private synchronized void add(Lease lease, boolean deleted) {
        String version = lease.getMetadata().getResourceVersion();
        String holder =
                deleted || lease.getSpec() == null ? "" : lease.getSpec().getHolderIdentity();
        entries.add(new Entry(Instant.now(), false, version, holder == null ? "" : holder));
    }

    /** All versions so far, oldest first. */
    public synchronized List<Entry> entries() {
        entries.replaceAll(this::ask); // an event may arrive before the server has logged the write
        return List.copyOf(entries);
    }

    private Entry ask(Entry entry) {
        return entry.told()
                ? entry
                : writtenAt
                        .apply(entry.version())
                        .map(at -> new Entry(at, true, entry.version(), entry.holder()))
                        .orElse(entry);
    }

    /** The oldest version that meets a condition. */
    public Optional<Entry> first(Predicate<Entry> condition) {
        return entries().stream().filter(condition).findFirst();
    }

    /** The version that stood at an instant. */
    public Optional<Entry> at(Instant instant) {
        return entries().stream().filter(entry -> !entry.at().isAfter(instant)).reduce((earlier, later) -> later);
    }

    /** The version that stands now. */
    public Optional<Entry> latest() {
        return entries().stream().reduce((earlier, later) -> later);
    }

    @Override
    public void close() {
        informer.close();
    }

    private final class Handler implements ResourceEventHandler<Lease> {
        @Override
        public void onAdd(Lease lease) {
            add(lease, false);
        }

        @Override
        public void onUpdate(Lease before, Lease now) {
            add(now, false);
        }

        @Override
        public void onDelete(Lease lease, boolean unknown) {
            add(lease, true);
        }
    }
}
