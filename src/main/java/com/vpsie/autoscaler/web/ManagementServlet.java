package com.vpsie.autoscaler.web;

import com.vpsie.autoscaler.config.Settings;
import com.vpsie.autoscaler.explain.DecisionLog;
import com.vpsie.autoscaler.leader.Leadership;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;

/**
 * {@code GET /leadership}, {@code POST /leadership/step-down} ({@code ?for-good=true}: it never races again), {@code GET
 * /decisions} ({@code ?group=namespace/name}). The port filter keeps it on the management port. Stepping down also wants
 * a client on this machine, unless the port was opened to the network on purpose, and no browser page of another origin
 * behind it.
 */
@WebServlet({"/leadership", "/leadership/step-down", "/decisions"})
public class ManagementServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Leadership leadership;
    private final transient DecisionLog decisions;
    private final transient Settings settings;

    @Inject
    public ManagementServlet(Leadership leadership, DecisionLog decisions, Settings settings) {
        this.leadership = leadership;
        this.decisions = decisions;
        this.settings = settings;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getServletPath()) {
            case "/leadership" -> leadership(response);
            case "/decisions" -> {
                String decided = ManagementJson.decisions(decisions.latest(), request.getParameter("group"));
                Answers.json(response, HttpServletResponse.SC_OK, decided);
            }
            default -> notAllowed(response, "POST");
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getServletPath().equals("/leadership/step-down")) {
            notAllowed(response, "GET");
        } else if (!isLocal(request) || !isSameOrigin(request)) {
            Answers.text(
                    response, HttpServletResponse.SC_FORBIDDEN, "only from this machine, and from no other site\n");
        } else {
            leadership.stepDown(
                    "asked by " + request.getRemoteAddr(), Boolean.parseBoolean(request.getParameter("for-good")));
            leadership(response);
        }
    }

    private void leadership(HttpServletResponse response) throws IOException {
        Answers.json(response, HttpServletResponse.SC_OK, ManagementJson.leadership(leadership.view()));
    }

    private static void notAllowed(HttpServletResponse response, String allowed) throws IOException {
        response.setHeader("Allow", allowed);
        Answers.text(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "only " + allowed + "\n");
    }

    private boolean isLocal(HttpServletRequest request) throws IOException {
        boolean opened = !InetAddress.getByName(
                        settings.management().host().isEmpty()
                                ? "0.0.0.0"
                                : settings.management().host())
                .isLoopbackAddress();
        return opened || InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    }

    private static boolean isSameOrigin(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return true;
        }
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equals(request.getHeader("Host"));
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }
}
