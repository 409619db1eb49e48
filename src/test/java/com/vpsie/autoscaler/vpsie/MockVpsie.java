package com.vpsie.autoscaler.vpsie;

import static org.mockserver.model.HttpRequest.request;
import static org.mockserver.model.HttpResponse.response;

import java.net.URI;
import org.mockserver.client.MockServerClient;
import org.mockserver.configuration.Configuration;
import org.mockserver.integration.ClientAndServer;
import org.mockserver.matchers.Times;
import org.mockserver.model.HttpRequest;
import org.mockserver.model.MediaType;
import org.slf4j.event.Level;

/** One MockServer for all tests of the package; each test starts from {@link #fresh}. */
final class MockVpsie {
    private static final ClientAndServer SERVER =
            ClientAndServer.startClientAndServer(Configuration.configuration().logLevel(Level.WARN), 0);

    private final MockServerClient client = SERVER;

    private MockVpsie() {}

    static MockVpsie fresh() {
        MockVpsie mock = new MockVpsie();
        mock.client.reset();
        return mock;
    }

    MockServerClient client() {
        return client;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + SERVER.getPort());
    }

    /** Answers every request to the path. */
    MockVpsie answers(String method, String path, int status, String json) {
        return answers(request().withMethod(method).withPath(path), Times.unlimited(), status, json);
    }

    /** Answers the next request to the path; several of these answer in order. */
    MockVpsie answersOnce(String method, String path, int status, String json) {
        return answers(request().withMethod(method).withPath(path), Times.once(), status, json);
    }

    MockVpsie answers(HttpRequest to, Times times, int status, String json) {
        client.when(to, times)
                .respond(response()
                        .withStatusCode(status)
                        .withContentType(MediaType.APPLICATION_JSON)
                        .withBody(json));
        return this;
    }

    HttpRequest[] received(String path) {
        return client.retrieveRecordedRequests(request().withPath(path));
    }
}
