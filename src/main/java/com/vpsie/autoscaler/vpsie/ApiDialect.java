package com.vpsie.autoscaler.vpsie;

import com.vpsie.autoscaler.config.Settings.Dialect;

/** What differs between VPSie's two flavours of one API. */
enum ApiDialect {
    /** As the Go controller speaks. */
    V2("/v2", "Authorization", "Bearer ", true, false),
    /** As VPSie's own Go SDK speaks: it knows no delete by identifier, and its answers carry no data. */
    APPS_V2("/apps/v2", "Vpsie-Auth", "", false, true);

    private final String basePath;
    private final String authHeader;
    private final String authPrefix;
    private final boolean deletesByIdentifier;
    private final boolean answersWithoutData;

    ApiDialect(
            String basePath,
            String authHeader,
            String authPrefix,
            boolean deletesByIdentifier,
            boolean answersWithoutData) {
        this.basePath = basePath;
        this.authHeader = authHeader;
        this.authPrefix = authPrefix;
        this.deletesByIdentifier = deletesByIdentifier;
        this.answersWithoutData = answersWithoutData;
    }

    static ApiDialect of(Dialect setting) {
        return switch (setting) {
            case V2 -> V2;
            case APPS_V2 -> APPS_V2;
        };
    }

    String basePath() {
        return basePath;
    }

    String authHeader() {
        return authHeader;
    }

    String authValue(String token) {
        return authPrefix + token;
    }

    boolean deletesByIdentifier() {
        return deletesByIdentifier;
    }

    /** True when {@code {"error":false}} alone is the whole success answer of the create call. */
    boolean answersWithoutData() {
        return answersWithoutData;
    }
}
