package com.vpsie.autoscaler.sandbox.kube.api;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One served kind of one API version. Immutable; the {@code with…} methods return changed copies.
 *
 * @param group API group, empty for the core group
 * @param traits what the API server does differently from kind to kind
 * @param rules decoding, defaulting and validation of this kind
 */
public record ResourceKind(
        String group,
        String version,
        String plural,
        String singular,
        String kind,
        List<String> shortNames,
        boolean namespaced,
        Traits traits,
        KindRules rules) {

    /**
     * What differs between kinds on a real API server.
     *
     * @param status the status subresource exists, and the main resource does not change {@code status}
     * @param statusOnCreate a POST keeps the {@code status} it carries (Node)
     * @param generation {@code metadata.generation} is kept
     * @param createOnUpdate a PUT to a missing name creates it (Lease, Event)
     * @param unconditionalUpdate a PUT without resourceVersion is accepted
     * @param fields field selectors beyond {@code metadata.name} and {@code metadata.namespace}
     */
    public record Traits(
            boolean status,
            boolean statusOnCreate,
            boolean generation,
            boolean createOnUpdate,
            boolean unconditionalUpdate,
            Set<String> fields) {
        /** A built-in kind without peculiarities: unconditional updates, no status, no generation. */
        public static final Traits PLAIN = new Traits(false, false, false, false, true, Set.of());
    }

    /** A namespaced built-in kind without peculiarities. */
    public static ResourceKind builtin(String group, String version, String plural, String kind, String... shortNames) {
        String singular = kind.toLowerCase(Locale.ROOT);
        return new ResourceKind(
                group, version, plural, singular, kind, List.of(shortNames), true, Traits.PLAIN, KindRules.NONE);
    }

    /** {@code apiVersion} as objects carry it. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** The API group under which objects are kept. */
    public String storedGroup() {
        String stored = rules.storedVersion(this);
        return stored.substring(0, Math.max(0, stored.indexOf('/')));
    }

    /** The name that errors use: {@code leases.coordination.k8s.io}. */
    public String qualifiedPlural() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** The name that validation errors use: {@code Lease.coordination.k8s.io}. */
    public String qualifiedKind() {
        return group.isEmpty() ? kind : kind + "." + group;
    }

    public ResourceKind clusterScoped() {
        return new ResourceKind(group, version, plural, singular, kind, shortNames, false, traits, rules);
    }

    public ResourceKind withRules(KindRules newRules) {
        return new ResourceKind(group, version, plural, singular, kind, shortNames, namespaced, traits, newRules);
    }

    /** With a status subresource and a generation. */
    public ResourceKind withStatus() {
        Traits t = traits;
        return withTraits(
                new Traits(true, t.statusOnCreate(), true, t.createOnUpdate(), t.unconditionalUpdate(), t.fields()));
    }

    public ResourceKind withFields(String... fields) {
        Traits t = traits;
        return withTraits(new Traits(
                t.status(),
                t.statusOnCreate(),
                t.generation(),
                t.createOnUpdate(),
                t.unconditionalUpdate(),
                Set.of(fields)));
    }

    public ResourceKind withTraits(Traits newTraits) {
        return new ResourceKind(group, version, plural, singular, kind, shortNames, namespaced, newTraits, rules);
    }
}
