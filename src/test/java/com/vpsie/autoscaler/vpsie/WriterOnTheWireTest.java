package com.vpsie.autoscaler.vpsie;

import static com.vpsie.autoscaler.vpsie.Fixture.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.vpsie.autoscaler.leader.core.NotLeaderException;
import com.vpsie.autoscaler.leader.core.Term;
import io.github.bucket4j.Bucket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no mock can show: what leaves and comes in on the socket when things break. */
@Tag("timed")
class WriterOnTheWireTest {
    private static final String OK = "{\"error\":false,\"data\":true}";

    interface Call {
        Outcome<?> on(VpsieWriter writer, Term term);
    }

    static Stream<Named<Call>> everyMutation() {
        return Stream.of(
                Named.of("addNode", (writer, term) -> writer.addNode(term, CLUSTER, 42)),
                Named.of("createGroup", (writer, term) -> writer.createGroup(term, CLUSTER, "workers", 3)),
                Named.of("deleteNode", (writer, term) -> writer.deleteNode(term, CLUSTER, "u-1")),
                Named.of("deleteGroup", (writer, term) -> writer.deleteGroup(term, CLUSTER, 9)));
    }

    @ParameterizedTest
    @MethodSource("everyMutation")
    void aResetAfterTheServerHasReadTheRequestOnAReusedConnectionIsOneRequestAndUnknown(Call call) throws IOException {
        oneRequestAndUnknown(call, RawServer.reset());
    }

    @ParameterizedTest
    @MethodSource("everyMutation")
    void aHangUpAfterTheServerHasReadTheRequestOnAReusedConnectionIsOneRequestAndUnknown(Call call) throws IOException {
        oneRequestAndUnknown(call, RawServer.hangUp());
    }

    private static void oneRequestAndUnknown(Call call, RawServer.Act ending) throws IOException {
        try (RawServer server = new RawServer(RawServer.answer(OK), ending, RawServer.answer(OK))) {
            Fixture fixture = new Fixture(server.url("http"), ApiDialect.V2, Fixture.TOKEN);
            assertThat(call.on(fixture.writer, fixture.term)).isInstanceOf(Outcome.Done.class);

            Outcome<?> outcome = call.on(fixture.writer, fixture.term);

            assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
            assertThat(((Outcome.Unknown<?>) outcome).code()).isEqualTo(VpsieErrorCode.CONNECTION);
            assertThat(server.connections).hasValue(1);
            assertThat(server.log)
                    .as("the first request and the one that was cut")
                    .hasSize(2);
        }
    }

    static Stream<Arguments> answersThatAskForAnotherRequest() {
        return Stream.of(
                arguments("302 Found", "Location: /elsewhere", Outcome.Unknown.class),
                arguments("307 Temporary Redirect", "Location: /elsewhere", Outcome.Unknown.class),
                arguments("308 Permanent Redirect", "Location: /elsewhere", Outcome.Unknown.class),
                arguments("401 Unauthorized", "WWW-Authenticate: Basic realm=\"vpsie\"", Outcome.Refused.class),
                arguments("407 Proxy Authentication Required", "Proxy-Authenticate: Basic", Outcome.Refused.class),
                arguments("408 Request Timeout", "Connection: close", Outcome.Unknown.class),
                arguments("425 Too Early", "Retry-After: 0", Outcome.Refused.class),
                arguments("429 Too Many Requests", "Retry-After: 0", Outcome.Refused.class),
                arguments("503 Service Unavailable", "Retry-After: 0", Outcome.Unknown.class));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("answersThatAskForAnotherRequest")
    void nothingButTheCallerRepeatsRedirectsOrAuthenticates(String status, String header, Class<?> outcome)
            throws IOException {
        try (RawServer server = new RawServer(RawServer.answer(status, header, ""), RawServer.answer(OK))) {
            Fixture fixture = new Fixture(server.url("http"), ApiDialect.V2, Fixture.TOKEN);

            assertThat(fixture.writer.addNode(fixture.term, CLUSTER, 42)).isInstanceOf(outcome);

            assertThat(server.log).as("requests").hasSize(1);
        }
    }

    @Test
    void anAnswerBeyondTheBoundIsUnknown() throws IOException {
        String tooLong = " ".repeat(VpsieAnswer.MAX_BYTES + 1);
        try (RawServer server = new RawServer(RawServer.answer(tooLong))) {
            Fixture fixture = new Fixture(server.url("http"), ApiDialect.V2, Fixture.TOKEN);

            Outcome<?> outcome = fixture.writer.addNode(fixture.term, CLUSTER, 42);

            assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
            assertThat(((Outcome.Unknown<?>) outcome).message()).contains("larger than " + VpsieAnswer.MAX_BYTES);
        }
    }

    @Test
    void aTricklingAnswerEndsAtTheDeadlineOfTheWholeExchange() throws IOException {
        RawServer[] self = new RawServer[1];
        try (RawServer server = new RawServer(socket -> self[0].trickle().on(socket))) {
            self[0] = server;
            Fixture fixture = shortDeadline(server.url("http"));
            Instant start = Instant.now();

            Outcome<?> outcome = fixture.writer.addNode(fixture.term, CLUSTER, 42);

            assertThat(Duration.between(start, Instant.now()))
                    .isBetween(Duration.ofMillis(600), Duration.ofSeconds(10));
            assertThat(((Outcome.Unknown<?>) outcome).code()).isEqualTo(VpsieErrorCode.TIMEOUT);
            assertThat(fixture.metrics.lines).containsExactly("request POST error", "error POST request_failed");
        }
    }

    @Test
    void aRefusedConnectionAndAnUnknownHostAreDefinite() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        for (String url : List.of("http://127.0.0.1:" + free, "http://no-such-host.invalid:80")) {
            Fixture fixture = new Fixture(URI.create(url), ApiDialect.V2, Fixture.TOKEN);

            Outcome<?> outcome = fixture.writer.addNode(fixture.term, CLUSTER, 42);

            assertThat(outcome).as(url).isInstanceOf(Outcome.Refused.class);
            assertThat(((Outcome.Refused<?>) outcome).code()).isEqualTo(VpsieErrorCode.CONNECTION);
        }
    }

    @Test
    void anUntrustedCertificateIsDefinite(@TempDir Path directory) throws Exception {
        try (RawServer server = new RawServer(Certificate.selfSigned(directory).serverSocket(), RawServer.answer(OK))) {
            Fixture fixture = new Fixture(server.url("https"), ApiDialect.V2, Fixture.TOKEN);

            Outcome<?> outcome = fixture.writer.addNode(fixture.term, CLUSTER, 42);

            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(((Outcome.Refused<?>) outcome).code()).isEqualTo(VpsieErrorCode.CONNECTION);
            assertThat(server.log).isEmpty();
        }
    }

    @Test
    void aStalledTlsHandshakeEndsWithinTheBudgetToStartAndIsDefinite() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Fixture fixture =
                    new Fixture(URI.create("https://127.0.0.1:" + mute.getLocalPort()), ApiDialect.V2, Fixture.TOKEN);
            Instant start = Instant.now();

            Outcome<?> outcome = fixture.writer.addNode(fixture.term, CLUSTER, 42);

            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void theGateIsCheckedAfterTheLimiterHasHeldTheRequest() throws IOException {
        try (RawServer server = new RawServer(RawServer.answer(OK))) {
            ManualTime time = new ManualTime();
            Fixture plain = new Fixture(server.url("http"), ApiDialect.V2, Fixture.TOKEN);
            Bucket onePerMinute = Bucket.builder()
                    .addLimit(limit -> limit.capacity(1).refillGreedy(1, Duration.ofMinutes(1)))
                    .withCustomTimePrecision(time)
                    .build();
            Throttle throttle = new Throttle(onePerMinute, Duration.ofMinutes(2), time, wait -> {
                time.sleep(wait);
                plain.term.close();
            });
            VpsieWriter writer = new HttpVpsieWriter(
                    plain.access,
                    new CallGuard(plain.circuit, throttle, plain.metrics),
                    plain.exchange,
                    plain.limits,
                    Clock.systemUTC(),
                    "test-agent");
            assertThat(writer.addNode(plain.term, CLUSTER, 42)).isInstanceOf(Outcome.Done.class);

            assertThatThrownBy(() -> writer.addNode(plain.term, CLUSTER, 42)).isInstanceOf(NotLeaderException.class);

            assertThat(server.log).hasSize(1);
            assertThat(plain.metrics.lines).containsExactly("request POST 200", "limited POST");
        }
    }

    @ParameterizedTest
    @MethodSource("everyMutation")
    void aTermThatEndsWhileTheConnectionIsMadeSendsNothing(Call call, @TempDir Path directory) throws Exception {
        Certificate certificate = Certificate.selfSigned(directory);
        try (RawServer server = new RawServer(certificate.serverSocket(), RawServer.answer(OK))) {
            Fixture fixture = Fixture.trusting(certificate.trust(), server.url("https"));
            server.onConnection(handshakeToCome -> fixture.term.close());

            assertThatThrownBy(() -> call.on(fixture.writer, fixture.term)).isInstanceOf(NotLeaderException.class);

            assertThat(server.connections).hasValue(1);
            assertThat(server.log).as("requests").isEmpty();
            assertThat(fixture.metrics.lines).as("requests in the metrics").isEmpty();
        }
    }

    @Test
    void aTermIsAskedOnceForARequestOverTls(@TempDir Path directory) throws Exception {
        Certificate certificate = Certificate.selfSigned(directory);
        try (RawServer server = new RawServer(certificate.serverSocket(), RawServer.answer(OK))) {
            Fixture fixture = Fixture.trusting(certificate.trust(), server.url("https"));

            assertThat(fixture.writer.addNode(fixture.term, CLUSTER, 42)).isInstanceOf(Outcome.Done.class);

            assertThat(fixture.term.checks).containsExactly(fixture.limits.startBudget());
            assertThat(server.log)
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("POST /v2/k8s/cluster/byId/" + CLUSTER + "/add/slave/group/42 HTTP/1.1\r\n")
                    .contains("\r\nContent-Length: 0\r\n", "\r\nAuthorization: Bearer secret-token\r\n")
                    .doesNotContain("Upgrade", "Expect", "Cookie");
        }
    }

    @Test
    void anInterruptBeforeTheRequestIsSentIsDefinite() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Fixture fixture =
                    new Fixture(URI.create("https://127.0.0.1:" + mute.getLocalPort()), ApiDialect.V2, Fixture.TOKEN);
            Thread.currentThread().interrupt();

            Outcome<?> outcome = fixture.writer.addNode(fixture.term, CLUSTER, 42);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(fixture.term.checks).isEmpty();
        }
    }

    @Test
    void anInterruptedCallerLearnsNothingOfASentRequestAndStaysInterrupted() throws IOException {
        RawServer[] self = new RawServer[1];
        Thread caller = Thread.currentThread();
        try (RawServer server = new RawServer(socket -> {
            caller.interrupt();
            self[0].silence().on(socket);
        })) {
            self[0] = server;
            Fixture fixture = new Fixture(server.url("http"), ApiDialect.V2, Fixture.TOKEN);

            Outcome<?> outcome = fixture.writer.addNode(fixture.term, CLUSTER, 42);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        }
    }

    private static Fixture shortDeadline(URI url) {
        return new Fixture(
                url, ApiDialect.V2, Fixture.TOKEN, Fixture.limits(Duration.ofMillis(700)), Throttle.Sleeper.REAL);
    }
}
