package com.vpsie.autoscaler.vpsie;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address rules. The Go controller's Secret says {@code https://api.vpsie.com/v2}, VPSie's own SDK {@code
 * …/apps/v2}, people write the bare host: all three mean the same, so a known base path at the end is taken off and the
 * dialect's put on.
 */
final class BaseUrl {
    static final URI PUBLIC_API = URI.create("https://api.vpsie.com");

    private BaseUrl() {}

    /**
     * @return the address, safe to show
     * @throws IllegalArgumentException with the broken rule; the text is shown only when it can hold no password
     */
    static URI checked(String text, boolean allowHttp) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL", e);
        }
        if (uri.getRawUserInfo() != null || text.contains("@")) {
            throw new IllegalArgumentException("must not carry a user or password");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("must be https://host[:port][/path], not '" + text + "'");
        }
        if (scheme.equals("http") && !allowHttp) {
            throw new IllegalArgumentException(
                    "must be https, not '" + text + "' (--vpsie-allow-http permits plain http for tests)");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must have no query and no fragment");
        }
        return uri;
    }

    /** The address every path of the dialect is appended to, without a slash at the end. */
    static URI of(URI given, ApiDialect dialect) {
        String text = withoutSlashes(given.toString());
        for (String known : new String[] {ApiDialect.APPS_V2.basePath(), ApiDialect.V2.basePath()}) {
            if (text.endsWith(known)) {
                text = withoutSlashes(text.substring(0, text.length() - known.length()));
                break;
            }
        }
        return URI.create(text + dialect.basePath());
    }

    private static String withoutSlashes(String text) {
        String rest = text;
        while (rest.endsWith("/")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        return rest;
    }
}
