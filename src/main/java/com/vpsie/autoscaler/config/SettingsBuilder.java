package com.vpsie.autoscaler.config;

import com.vpsie.autoscaler.config.Settings.Address;
import com.vpsie.autoscaler.config.Settings.Dialect;
import com.vpsie.autoscaler.config.Settings.OrphanPolicy;
import com.vpsie.autoscaler.config.Settings.Readiness;
import com.vpsie.autoscaler.config.Settings.SecretName;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns well-formed texts into the settings. */
final class SettingsBuilder {
    private final Map<Flag, String> values;

    private SettingsBuilder(Map<Flag, String> values) {
        this.values = values;
    }

    static Settings build(Map<Flag, String> values, List<String> unsupported) {
        return new SettingsBuilder(values).settings(unsupported);
    }

    private Settings settings(List<String> unsupported) {
        return new Settings(
                Values.optional(text(Flags.KUBECONFIG)),
                address(Flags.METRICS_ADDR),
                address(Flags.HEALTH_ADDR),
                address(Flags.MANAGEMENT_ADDR),
                address(Flags.ADMIN_ADDR),
                Readiness.valueOf(constant(Flags.READINESS)),
                duration(Flags.SYNC_PERIOD),
                new SecretName(text(Flags.VPSIE_SECRET_NAMESPACE), text(Flags.VPSIE_SECRET_NAME)),
                Values.optional(text(Flags.VPSIE_URL)).map(Values::url),
                Dialect.valueOf(constant(Flags.VPSIE_DIALECT)),
                bool(Flags.VPSIE_ALLOW_HTTP),
                duration(Flags.FAILED_VPSIENODE_TTL),
                duration(Flags.SETTLE_WINDOW),
                OrphanPolicy.valueOf(constant(Flags.ORPHAN_POLICY)),
                count(Flags.MAX_CREATIONS_PER_GROUP_HOUR),
                count(Flags.MAX_CREATIONS_PER_TERM),
                duration(Flags.NODE_PROVISION_TIMEOUT),
                duration(Flags.NODE_READY_TIMEOUT),
                bool(Flags.DRY_RUN),
                unsupported);
    }

    private String text(Flag flag) {
        return values.getOrDefault(flag, flag.defaultValue());
    }

    private String constant(Flag flag) {
        return text(flag).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private Address address(Flag flag) {
        return Values.address(text(flag));
    }

    private Duration duration(Flag flag) {
        return Values.duration(flag, text(flag));
    }

    private boolean bool(Flag flag) {
        return Values.bool(text(flag));
    }

    private int count(Flag flag) {
        return Values.count(text(flag));
    }
}
