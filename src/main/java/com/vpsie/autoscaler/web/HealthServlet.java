package com.vpsie.autoscaler.web;

import com.vpsie.autoscaler.web.HealthChecks.Kind;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Health in two dialects over the same beans: {@code /healthz}, {@code /livez}, {@code /readyz} and {@code /ping} in the
 * plain text of Kubernetes components (with {@code ?verbose}, {@code ?exclude=name} and {@code /readyz/name}), and
 * {@code /health*} in MicroProfile's JSON. Whatever fails answers 503.
 */
@WebServlet({"/healthz/*", "/livez/*", "/readyz/*", "/ping", "/health/*"})
public class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient HealthChecks checks;

    @Inject
    public HealthServlet(HealthChecks checks) {
        this.checks = checks;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String rest = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        switch (request.getServletPath()) {
            case "/ping" -> Answers.text(response, HttpServletResponse.SC_OK, "pong");
            case "/health" -> json(response, rest);
            case "/readyz" -> text(request, response, "readyz", Kind.READINESS, rest);
            case "/livez" -> text(request, response, "livez", Kind.LIVENESS, rest);
            default -> text(request, response, "healthz", Kind.LIVENESS, rest);
        }
    }

    private void json(HttpServletResponse response, String rest) throws IOException {
        List<HealthCheckResponse> answers;
        switch (rest) {
            case "" -> answers = checks.askAll();
            case "live" -> answers = checks.ask(Kind.LIVENESS);
            case "ready" -> answers = checks.ask(Kind.READINESS);
            case "started" -> answers = checks.ask(Kind.STARTUP);
            default -> {
                Answers.notFound(response);
                return;
            }
        }
        Answers.json(response, status(answers), HealthText.json(answers));
    }

    private void text(HttpServletRequest request, HttpServletResponse response, String path, Kind kind, String only)
            throws IOException {
        List<HealthCheckResponse> answers = checks.ask(kind);
        if (only.equals("ping")) {
            Answers.text(response, HttpServletResponse.SC_OK, "ok");
        } else if (!only.isEmpty()) {
            one(
                    response,
                    path,
                    answers.stream()
                            .filter(a -> HealthText.slug(a).equals(only))
                            .toList());
        } else {
            Set<String> excluded = new TreeSet<>();
            String[] given = request.getParameterValues("exclude");
            if (given != null) {
                excluded.addAll(Arrays.asList(given));
            }
            List<HealthCheckResponse> counted = answers.stream()
                    .filter(a -> !excluded.contains(HealthText.slug(a)))
                    .toList();
            int status = status(counted);
            boolean verbose = request.getParameter("verbose") != null || status != HttpServletResponse.SC_OK;
            Answers.text(response, status, verbose ? HealthText.verbose(path, answers, excluded) : "ok");
        }
    }

    private static void one(HttpServletResponse response, String path, List<HealthCheckResponse> answers)
            throws IOException {
        if (answers.isEmpty()) {
            Answers.notFound(response);
        } else {
            int status = status(answers);
            boolean up = status == HttpServletResponse.SC_OK;
            Answers.text(response, status, up ? "ok" : HealthText.verbose(path, answers, Set.of()));
        }
    }

    private static int status(List<HealthCheckResponse> answers) {
        boolean up = answers.stream().allMatch(a -> a.getStatus() == HealthCheckResponse.Status.UP);
        return up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
}
