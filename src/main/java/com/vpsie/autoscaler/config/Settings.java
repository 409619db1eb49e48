package com.vpsie.autoscaler.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Every setting of the autoscaler but those of the election, read once at the start and validated; see {@code Flags}
 * for names, defaults and rules.
 *
 * @param kubeconfig path, empty for in-cluster
 * @param syncPeriod the slowest a group is looked at again without any event
 * @param vpsieUrl base URL that overrides the Secret's
 * @param settleWindow how long an unknown create may still show up at VPSie
 * @param failedNodeTtl zero disables
 * @param maxCreationsPerGroupHour zero means no cap
 * @param maxCreationsPerTerm zero means no cap
 * @param unsupported flags that were given and have no effect yet, each warned about once
 */
public record Settings(
        Optional<String> kubeconfig,
        Address metrics,
        Address health,
        Address management,
        Address admin,
        Readiness readiness,
        Duration syncPeriod,
        SecretName vpsieSecret,
        Optional<URI> vpsieUrl,
        Dialect vpsieDialect,
        boolean vpsieAllowHttp,
        Duration failedNodeTtl,
        Duration settleWindow,
        OrphanPolicy orphanPolicy,
        int maxCreationsPerGroupHour,
        int maxCreationsPerTerm,
        Duration nodeProvisionTimeout,
        Duration nodeReadyTimeout,
        boolean dryRun,
        List<String> unsupported) {

    /** A listen address; an empty host means every interface. */
    public record Address(String host, int port) {}

    /** Where the VPSie credentials are. */
    public record SecretName(String namespace, String name) {}

    /** Which replicas answer ready. */
    public enum Readiness {
        PARTICIPATING,
        LEADER
    }

    /** VPSie's two API flavours. */
    public enum Dialect {
        V2,
        APPS_V2
    }

    /** What to do with a machine that no VPSieNode claims. */
    public enum OrphanPolicy {
        REPORT,
        ADOPT,
        DELETE
    }
}
