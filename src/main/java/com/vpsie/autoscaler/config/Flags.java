package com.vpsie.autoscaler.config;

import static com.vpsie.autoscaler.config.Flag.Effect.ACTS;
import static com.vpsie.autoscaler.config.Flag.Effect.LATER;
import static com.vpsie.autoscaler.config.Flag.Effect.REPLACED;
import static com.vpsie.autoscaler.config.Flag.Kind.ADDRESS;
import static com.vpsie.autoscaler.config.Flag.Kind.BOOL;
import static com.vpsie.autoscaler.config.Flag.Kind.CHOICE;
import static com.vpsie.autoscaler.config.Flag.Kind.COUNT;
import static com.vpsie.autoscaler.config.Flag.Kind.DURATION;
import static com.vpsie.autoscaler.config.Flag.Kind.FILE;
import static com.vpsie.autoscaler.config.Flag.Kind.LIST;
import static com.vpsie.autoscaler.config.Flag.Kind.NAME;
import static com.vpsie.autoscaler.config.Flag.Kind.NAMESPACE;
import static com.vpsie.autoscaler.config.Flag.Kind.POSITIVE_DURATION;
import static com.vpsie.autoscaler.config.Flag.Kind.RATE;
import static com.vpsie.autoscaler.config.Flag.Kind.TEXT;
import static com.vpsie.autoscaler.config.Flag.Kind.URL;

import com.vpsie.autoscaler.config.Flag.Effect;
import com.vpsie.autoscaler.config.Flag.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The one list of flags: name, property, default, kind and meaning. Help, parser, validation and tests read it. */
public final class Flags {
    public static final Flag KUBECONFIG =
            acts("kubeconfig", "", FILE, "kubeconfig file; empty: in-cluster, else KUBECONFIG, else ~/.kube/config");
    public static final Flag METRICS_ADDR = acts("metrics-addr", ":8080", ADDRESS, "where /metrics listens");
    public static final Flag HEALTH_ADDR =
            acts("health-addr", ":8081", ADDRESS, "where /healthz, /readyz, /livez, /ping and /health* listen");
    public static final Flag MANAGEMENT_ADDR = acts(
            "management-addr",
            "127.0.0.1:8082",
            ADDRESS,
            "where /leadership, /decisions and the status page listen; anything but loopback is warned about");
    public static final Flag ADMIN_ADDR =
            acts("admin-addr", "127.0.0.1:9080", ADDRESS, "where Liberty's built-in endpoints listen");

    public static final Flag LEADER_ELECTION =
            election("", "enabled", "true", BOOL, "elect one leader; false: this replica always leads");
    public static final Flag LEADER_ELECTION_ID =
            election("-id", "id", "vpsie-autoscaler-leader", NAME, "name of the Lease");
    public static final Flag LEADER_ELECTION_NAMESPACE =
            election("-namespace", "namespace", "kube-system", NAMESPACE, "namespace of the Lease");
    public static final Flag LEASE_DURATION = election(
            "-lease-duration",
            "lease-duration",
            "15s",
            POSITIVE_DURATION,
            "how long a silent leader is waited for (L)");
    public static final Flag RENEW_DEADLINE = election(
            "-renew-deadline",
            "renew-deadline",
            "",
            POSITIVE_DURATION,
            "a leader without a renewal stops after this (D); default 2/3 of L, at most 0.9 of L");
    public static final Flag RETRY_PERIOD = election(
            "-retry-period",
            "retry-period",
            "",
            POSITIVE_DURATION,
            "pause between failed attempts (R); default min(2/15 of L, D/3), at most D/3");
    public static final Flag RENEW_INTERVAL = election(
            "-renew-interval",
            "renew-interval",
            "",
            POSITIVE_DURATION,
            "pause between renewals (I); default min(L/3, D/2), at most L/2");
    public static final Flag REQUEST_TIMEOUT = election(
            "-request-timeout",
            "request-timeout",
            "",
            POSITIVE_DURATION,
            "one Lease request (T); default min(2s, 2/15 of L, D/5), with D > I + 2 T");
    public static final Flag EXPECTED_REPLICAS =
            election("-expected-replicas", "expected-replicas", "3", COUNT, "sizes the stagger of candidates (N)");
    public static final Flag RELEASE_ON_SHUTDOWN =
            election("-release-on-shutdown", "release-on-shutdown", "true", BOOL, "hand the Lease over when stopped");
    public static final Flag LEADER_ELECTION_DEBUG =
            election("-debug", "debug", "false", BOOL, "log every transition, attempt and verdict of the election");

    public static final Flag READINESS = choice(
            "readiness",
            "participating",
            "ready when participating, or only as leader (followers answer 503)",
            "participating",
            "leader");
    public static final Flag SYNC_PERIOD =
            acts("sync-period", "10m", POSITIVE_DURATION, "the slowest a group is looked at again without any event");
    public static final Flag VPSIE_SECRET_NAME =
            acts("vpsie-secret-name", "vpsie-secret", NAME, "Secret with the VPSie credentials");
    public static final Flag VPSIE_SECRET_NAMESPACE =
            acts("vpsie-secret-namespace", "kube-system", NAMESPACE, "namespace of that Secret");
    public static final Flag VPSIE_URL =
            acts("vpsie-url", "", URL, "VPSie API; empty: url in the Secret, else VPSie's public API");
    public static final Flag VPSIE_DIALECT =
            choice("vpsie-dialect", "v2", "base path, header and delete support", "v2", "apps-v2");
    public static final Flag VPSIE_ALLOW_HTTP =
            acts("vpsie-allow-http", "false", BOOL, "allow a VPSie API without TLS, for tests only");

    public static final Flag DEFAULT_DATACENTER_ID =
            later("default-datacenter-id", "", TEXT, "datacenter of dynamic groups");
    public static final Flag DEFAULT_OFFERING_IDS =
            later("default-offering-ids", "", LIST, "offerings of dynamic groups, comma-separated");
    public static final Flag RESOURCE_IDENTIFIER =
            later("resource-identifier", "", TEXT, "VPSie cluster of dynamic groups");
    public static final Flag KUBERNETES_VERSION =
            later("kubernetes-version", "", TEXT, "Kubernetes version of dynamic groups");
    public static final Flag KUBE_SIZE_ID =
            later("kube-size-id", "0", COUNT, "size of dynamic groups; 0: chosen by the pods");

    public static final Flag LOG_LEVEL =
            choice("log-level", "info", "least level that is logged", "debug", "info", "warn", "error");
    public static final Flag LOG_FORMAT = choice("log-format", "json", "format of the log", "json", "console");
    public static final Flag DEVELOPMENT = acts(
            "development",
            "false",
            BOOL,
            "console format and debug level, where --log-format, --log-level are not given");

    public static final Flag FAILED_VPSIENODE_TTL =
            acts("failed-vpsienode-ttl", "30m", DURATION, "a failed VPSieNode is removed after this; 0 disables");
    public static final Flag SETTLE_WINDOW = acts(
            "settle-window",
            "120s",
            POSITIVE_DURATION,
            "how long an unanswered request may still take effect at VPSie");
    public static final Flag ORPHAN_POLICY =
            choice("orphan-policy", "report", "what to do with machines nobody claims", "report", "adopt", "delete");
    public static final Flag MAX_CREATIONS_PER_GROUP_HOUR =
            acts("max-creations-per-group-hour", "20", COUNT, "spend cap per group and hour; 0: none");
    public static final Flag MAX_CREATIONS_PER_TERM =
            acts("max-creations-per-term", "100", COUNT, "spend cap per leadership; 0: none");
    public static final Flag NODE_PROVISION_TIMEOUT =
            acts("node-provision-timeout", "10m", POSITIVE_DURATION, "a machine not there after this has failed");
    public static final Flag NODE_READY_TIMEOUT =
            acts("node-ready-timeout", "15m", POSITIVE_DURATION, "a node not Ready after this has failed");
    public static final Flag DRY_RUN =
            acts("dry-run", "false", BOOL, "plan and say, write nothing but Lease and Events");

    public static final Flag ENABLE_WEBHOOK = replaced(
            "enable-webhook", "false", BOOL, "refused when true: the CRDs' validation rules replace the webhook");

    /** Every flag, in the order of {@code --help}. */
    public static final List<Flag> ALL = List.of(
            KUBECONFIG,
            METRICS_ADDR,
            HEALTH_ADDR,
            MANAGEMENT_ADDR,
            ADMIN_ADDR,
            LEADER_ELECTION,
            LEADER_ELECTION_ID,
            LEADER_ELECTION_NAMESPACE,
            LEASE_DURATION,
            RENEW_DEADLINE,
            RETRY_PERIOD,
            RENEW_INTERVAL,
            REQUEST_TIMEOUT,
            EXPECTED_REPLICAS,
            RELEASE_ON_SHUTDOWN,
            LEADER_ELECTION_DEBUG,
            READINESS,
            SYNC_PERIOD,
            VPSIE_SECRET_NAME,
            VPSIE_SECRET_NAMESPACE,
            VPSIE_URL,
            VPSIE_DIALECT,
            VPSIE_ALLOW_HTTP,
            DEFAULT_DATACENTER_ID,
            DEFAULT_OFFERING_IDS,
            RESOURCE_IDENTIFIER,
            KUBERNETES_VERSION,
            KUBE_SIZE_ID,
            LOG_LEVEL,
            LOG_FORMAT,
            DEVELOPMENT,
            FAILED_VPSIENODE_TTL,
            SETTLE_WINDOW,
            ORPHAN_POLICY,
            MAX_CREATIONS_PER_GROUP_HOUR,
            MAX_CREATIONS_PER_TERM,
            NODE_PROVISION_TIMEOUT,
            NODE_READY_TIMEOUT,
            DRY_RUN,
            ENABLE_WEBHOOK,
            replaced("webhook-addr", "", TEXT, "no webhook, see --enable-webhook"),
            replaced("webhook-cert-dir", "", TEXT, "no webhook, see --enable-webhook"),
            replaced("webhook-cert-file", "", TEXT, "no webhook, see --enable-webhook"),
            replaced("webhook-key-file", "", TEXT, "no webhook, see --enable-webhook"),
            replaced("sentry-dsn", "", TEXT, "no Sentry: OpenTelemetry takes its place"),
            replaced("sentry-environment", "", TEXT, "no Sentry: OpenTelemetry takes its place"),
            replaced("sentry-traces-sample-rate", "", RATE, "no Sentry: OpenTelemetry takes its place"),
            replaced("sentry-error-sample-rate", "", RATE, "no Sentry: OpenTelemetry takes its place"));

    private Flags() {}

    /** The flag of this exact name, without dashes. */
    public static Optional<Flag> named(String name) {
        return ALL.stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /** The known flag whose name takes the fewest edits from {@code name}. */
    public static Flag nearest(String name) {
        return ALL.stream()
                .min(Comparator.comparingInt(f -> EditDistance.between(f.name(), name)))
                .orElseThrow();
    }

    private static Flag acts(String name, String defaultValue, Kind kind, String meaning) {
        return plain(name, defaultValue, kind, ACTS, meaning);
    }

    private static Flag later(String name, String defaultValue, Kind kind, String meaning) {
        return plain(name, defaultValue, kind, LATER, meaning + " (no effect: dynamic groups do not exist yet)");
    }

    private static Flag replaced(String name, String defaultValue, Kind kind, String meaning) {
        return plain(name, defaultValue, kind, REPLACED, meaning);
    }

    private static Flag plain(String name, String defaultValue, Kind kind, Effect effect, String meaning) {
        return new Flag(name, name, defaultValue, kind, List.of(), effect, meaning);
    }

    private static Flag election(String suffix, String key, String defaultValue, Kind kind, String meaning) {
        return new Flag(
                "leader-election" + suffix, "leader-election." + key, defaultValue, kind, List.of(), ACTS, meaning);
    }

    private static Flag choice(String name, String defaultValue, String meaning, String... choices) {
        return new Flag(name, name, defaultValue, CHOICE, List.of(choices), ACTS, meaning);
    }
}
