package com.vpsie.autoscaler.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Names, properties and defaults are what people have in their manifests: a change must be meant. */
class FlagsTest {
    @Test
    void namesPropertiesAndDefaultsArePinned() {
        String table = Flags.ALL.stream()
                .map(f -> f.name() + " " + f.property() + " " + f.defaultValue())
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));

        assertThat(table).isEqualTo("""
                        kubeconfig kubeconfig
                        metrics-addr metrics-addr :8080
                        health-addr health-addr :8081
                        management-addr management-addr 127.0.0.1:8082
                        admin-addr admin-addr 127.0.0.1:9080
                        leader-election leader-election.enabled true
                        leader-election-id leader-election.id vpsie-autoscaler-leader
                        leader-election-namespace leader-election.namespace kube-system
                        leader-election-lease-duration leader-election.lease-duration 15s
                        leader-election-renew-deadline leader-election.renew-deadline
                        leader-election-retry-period leader-election.retry-period
                        leader-election-renew-interval leader-election.renew-interval
                        leader-election-request-timeout leader-election.request-timeout
                        leader-election-expected-replicas leader-election.expected-replicas 3
                        leader-election-release-on-shutdown leader-election.release-on-shutdown true
                        leader-election-debug leader-election.debug false
                        readiness readiness participating
                        sync-period sync-period 10m
                        vpsie-secret-name vpsie-secret-name vpsie-secret
                        vpsie-secret-namespace vpsie-secret-namespace kube-system
                        vpsie-url vpsie-url
                        vpsie-dialect vpsie-dialect v2
                        vpsie-allow-http vpsie-allow-http false
                        default-datacenter-id default-datacenter-id
                        default-offering-ids default-offering-ids
                        resource-identifier resource-identifier
                        kubernetes-version kubernetes-version
                        kube-size-id kube-size-id 0
                        log-level log-level info
                        log-format log-format json
                        development development false
                        failed-vpsienode-ttl failed-vpsienode-ttl 30m
                        settle-window settle-window 120s
                        orphan-policy orphan-policy report
                        max-creations-per-group-hour max-creations-per-group-hour 20
                        max-creations-per-term max-creations-per-term 100
                        node-provision-timeout node-provision-timeout 10m
                        node-ready-timeout node-ready-timeout 15m
                        dry-run dry-run false
                        enable-webhook enable-webhook false
                        webhook-addr webhook-addr
                        webhook-cert-dir webhook-cert-dir
                        webhook-cert-file webhook-cert-file
                        webhook-key-file webhook-key-file
                        sentry-dsn sentry-dsn
                        sentry-environment sentry-environment
                        sentry-traces-sample-rate sentry-traces-sample-rate
                        sentry-error-sample-rate sentry-error-sample-rate""");
    }

    @Test
    void environmentFollowsMicroProfilesRule() {
        assertThat(Flags.METRICS_ADDR.environmentVariable()).isEqualTo("METRICS_ADDR");
        assertThat(Flags.LEADER_ELECTION.environmentVariable()).isEqualTo("LEADER_ELECTION_ENABLED");
        assertThat(Flags.LEASE_DURATION.environmentVariable()).isEqualTo("LEADER_ELECTION_LEASE_DURATION");
    }

    @Test
    void nearestNameIsTheOneWithFewestEdits() {
        assertThat(Flags.nearest("metrics-adr")).isEqualTo(Flags.METRICS_ADDR);
        assertThat(Flags.nearest("leader-elect")).isEqualTo(Flags.LEADER_ELECTION);
        assertThat(Flags.nearest("leaderelection-id")).isEqualTo(Flags.LEADER_ELECTION_ID);
    }

    @Test
    void editDistanceIsLevenshteins() {
        assertThat(EditDistance.between("kitten", "sitting")).isEqualTo(3);
        assertThat(EditDistance.between("", "abc")).isEqualTo(3);
        assertThat(EditDistance.between("same", "same")).isZero();
    }
}
