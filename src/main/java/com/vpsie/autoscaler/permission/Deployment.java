package com.vpsie.autoscaler.permission;

import com.vpsie.autoscaler.permission.Permission.Name;
import com.vpsie.autoscaler.permission.Permission.Scope;
import java.util.Optional;

/**
 * Where one installation has its objects. Immutable.
 *
 * @param lease name of the Lease, in {@code electionNamespace}
 * @param secret name of the Secret, in {@code secretNamespace}
 */
public record Deployment(String electionNamespace, String lease, String secretNamespace, String secret) {
    /** The Lease names of the two products that could lead side by side. */
    private static final String SEED = "vpsie-autoscaler";

    private static final String GO = "vpsie-autoscaler-leader";
    private static final String CONFIG = "default";

    /** Empty for the whole cluster. */
    public Optional<String> namespaceOf(Scope scope) {
        return switch (scope) {
            case ELECTION_NAMESPACE -> Optional.of(electionNamespace);
            case SECRET_NAMESPACE -> Optional.of(secretNamespace);
            case CLUSTER -> Optional.empty();
        };
    }

    /** Empty for every object. */
    public Optional<String> nameOf(Name name) {
        return switch (name) {
            case ANY -> Optional.empty();
            case LEASE -> Optional.of(lease);
            case LEASE_OF_SEED -> Optional.of(SEED);
            case LEASE_OF_GO -> Optional.of(GO);
            case SECRET -> Optional.of(secret);
            case CONFIG -> Optional.of(CONFIG);
            case ELECTION_NAMESPACE -> Optional.of(electionNamespace);
        };
    }
}
