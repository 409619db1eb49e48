package com.vpsie.autoscaler.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes whole answers; the container's own error pages would be HTML for clients that are programs. */
final class Answers {
    private Answers() {}

    static void text(HttpServletResponse response, int status, String body) throws IOException {
        write(response, status, "text/plain", body);
    }

    static void json(HttpServletResponse response, int status, String body) throws IOException {
        write(response, status, "application/json", body);
    }

    static void notFound(HttpServletResponse response) throws IOException {
        text(response, HttpServletResponse.SC_NOT_FOUND, "404 page not found\n");
    }

    private static void write(HttpServletResponse response, int status, String type, String body) throws IOException {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(body);
    }
}
