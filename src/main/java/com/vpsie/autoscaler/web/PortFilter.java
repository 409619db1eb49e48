package com.vpsie.autoscaler.web;

import com.vpsie.autoscaler.config.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Lets each listener serve its own paths only. It goes by the port of the socket, never by the Host header, so mapped
 * ports and port-forwards work and a forged header opens nothing.
 */
@WebFilter("/*")
public class PortFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Set<String> METRICS = Set.of("/metrics");
    private static final Set<String> HEALTH = Set.of("/healthz", "/readyz", "/livez", "/ping", "/health");

    private final transient Settings settings;

    @Inject
    public PortFilter(Settings settings) {
        this.settings = settings;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        String first = path.indexOf('/', 1) < 0 ? path : path.substring(0, path.indexOf('/', 1));
        if (isServed(request.getLocalPort(), first)) {
            chain.doFilter(request, response);
        } else {
            Answers.notFound(response);
        }
    }

    private boolean isServed(int port, String first) {
        if (port == settings.metrics().port()) {
            return METRICS.contains(first);
        }
        if (port == settings.health().port()) {
            return HEALTH.contains(first);
        }
        return port == settings.management().port() && !METRICS.contains(first) && !HEALTH.contains(first);
    }
}
