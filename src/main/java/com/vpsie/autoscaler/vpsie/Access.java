package com.vpsie.autoscaler.vpsie;

import java.net.URI;

/** Where one request goes and who it speaks for; never shown whole. */
record Access(URI base, ApiDialect dialect, String token) {
    String authValue() {
        return dialect.authValue(token);
    }

    /** The text without the token, should VPSie echo it. */
    String redact(String text) {
        return text.replace(token, "***");
    }

    @Override
    public String toString() {
        return "Access[" + base + ", " + dialect + ", ***]";
    }
}
