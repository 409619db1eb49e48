package com.vpsie.autoscaler.vpsie;

import static com.vpsie.autoscaler.vpsie.Fixture.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockserver.model.HttpRequest.request;
import static org.mockserver.model.HttpResponse.response;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigProviderResolver;
import io.smallrye.faulttolerance.FaultToleranceExtension;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mockserver.matchers.Times;

/** The reader as it runs: MicroProfile Rest Client and Fault Tolerance in a CDI container, against a scripted VPSie. */
@Tag("timed")
class RestReaderTest {
    private static final String GROUPS = "/v2/k8s/node/groups/byClusterId/" + CLUSTER;
    private static final String MACHINES = "/v2/k8s/cluster/byId/" + CLUSTER;
    private static final String NO_GROUPS = "{\"error\":false,\"data\":[]}";

    private final MockVpsie vpsie = MockVpsie.fresh();
    private Fixture fixture = new Fixture(vpsie.url(), ApiDialect.V2, Fixture.TOKEN);
    private @Nullable WeldContainer container;

    private VpsieReader reader = new RestVpsieReader(request -> {
        throw new IllegalStateException("not started");
    });

    private void start(Fixture parts) {
        fixture = parts;
        Config config = new SmallRyeConfigBuilder()
                .withDefaultValue(
                        RestExchange.class.getName() + "/send/Timeout/value",
                        Long.toString(parts.limits.deadline().toMillis()))
                .withDefaultValue(RestExchange.class.getName() + "/send/Timeout/unit", "MILLIS")
                .build();
        ConfigProviderResolver.setInstance(new SmallRyeConfigProviderResolver());
        ConfigProviderResolver.instance()
                .registerConfig(config, Thread.currentThread().getContextClassLoader());
        WeldContainer weld = new Weld()
                .disableDiscovery()
                .addExtensions(new FaultToleranceExtension(), new io.smallrye.config.inject.ConfigExtension())
                .addBeanClasses(ReadCalls.class, RestExchange.class, GivenParts.class)
                .initialize();
        container = weld;
        weld.select(GivenParts.class).get().use(parts);
        ReadCalls calls = weld.select(ReadCalls.class).get();
        reader = new RestVpsieReader(calls::read);
    }

    private void start() {
        start(fixture);
    }

    @AfterEach
    void stop() {
        if (container != null) {
            container.close();
        }
        ConfigProviderResolver.instance()
                .releaseConfig(ConfigProviderResolver.instance().getConfig());
    }

    @Test
    void listsMachinesWithTokenAndAgent() throws VpsieException {
        vpsie.answers(
                "GET",
                MACHINES,
                200,
                "{\"error\":false,\"data\":{\"identifier\":\"" + CLUSTER
                        + "\",\"masters\":[{\"identifier\":\"m\",\"hostname\":\"cp\"}],"
                        + "\"slaves\":[{\"identifier\":\"u-1\",\"hostname\":\"w1\",\"status\":\"Running\",\"cpu\":\"2\"}]}}");
        start();

        List<VpsieMachine> machines = reader.machines(CLUSTER);

        assertThat(machines).extracting(VpsieMachine::identifier).containsExactly("m", "u-1");
        assertThat(machines).extracting(VpsieMachine::controlPlane).containsExactly(true, false);
        assertThat(vpsie.received(MACHINES)).hasSize(1);
        assertThat(vpsie.received(MACHINES)[0].getFirstHeader("Authorization")).isEqualTo("Bearer secret-token");
        assertThat(vpsie.received(MACHINES)[0].getFirstHeader("User-Agent"))
                .isEqualTo("vpsie-k8s-autoscaler/1.0 (replica-0)");
        assertThat(vpsie.received(MACHINES)[0].getQueryStringParameterList()).isNullOrEmpty();
        assertThat(fixture.metrics.lines).containsExactly("request GET 200");
    }

    @Test
    void appsV2UsesItsPathAndHeader() throws VpsieException {
        vpsie.answers("GET", "/apps" + GROUPS, 200, NO_GROUPS);
        start(new Fixture(URI.create(vpsie.url() + "/apps/v2/"), ApiDialect.APPS_V2, Fixture.TOKEN));

        assertThat(reader.groups(CLUSTER)).isEmpty();
        assertThat(vpsie.received("/apps" + GROUPS)[0].getFirstHeader("Vpsie-Auth"))
                .isEqualTo("secret-token");
        assertThat(vpsie.received("/apps" + GROUPS)[0].containsHeader("Authorization"))
                .isFalse();
    }

    @Test
    void followsEveryPage() throws VpsieException {
        // the first match answers, so the one that asks for no page comes last; a slow answer may be asked for again
        for (int page = 3; page >= 1; page--) {
            vpsie.answers(
                    page == 1
                            ? request().withPath(GROUPS)
                            : request().withPath(GROUPS).withQueryStringParameter("page", "" + page),
                    Times.unlimited(),
                    200,
                    "{\"data\":[{\"id\":" + page
                            + ",\"group_name\":\"g\"}],\"pagination\":{\"total\":3,\"current_page\":" + page
                            + ",\"total_pages\":3}}");
        }
        start();

        assertThat(reader.groups(CLUSTER)).extracting(VpsieGroup::id).containsExactly(1L, 2L, 3L);
    }

    @Test
    void asksForOffersByPost() throws VpsieException {
        vpsie.answers(
                "POST",
                "/v2/k8s/offers",
                200,
                "{\"data\":[{\"id\":\"3\",\"name\":\"S\",\"price\":\"10.5\",\"hourly_price\":0.015}]}");
        start();

        VpsieOffer offer = reader.offers("dc-1").get(0);

        assertThat(offer.id()).isEqualTo(3);
        assertThat(offer.monthlyPrice()).isEqualByComparingTo("10.5");
        assertThat(vpsie.received("/v2/k8s/offers")[0].getBodyAsString()).contains("\"dcIdentifier\"", "dc-1");
    }

    @Test
    void repeatsWhatMayPassTwiceAndNoMore() {
        vpsie.answers("GET", GROUPS, 503, "down");
        start();

        assertThat(failure().code()).isEqualTo(VpsieErrorCode.SERVER_ERROR);
        assertThat(vpsie.received(GROUPS)).hasSize(3);
    }

    @Test
    void aPassingFailureIsNotSeenByTheCaller() throws VpsieException {
        vpsie.answersOnce("GET", GROUPS, 502, "<html>").answersOnce("GET", GROUPS, 200, NO_GROUPS);
        start();

        assertThat(reader.groups(CLUSTER)).isEmpty();
        assertThat(fixture.metrics.lines)
                .containsExactly("request GET 502", "error GET server_error", "request GET 200");
    }

    @Test
    void refusalsAreNotRepeated() {
        vpsie.answers("GET", GROUPS, 200, "{\"error\":true,\"code\":404,\"message\":\"no such cluster\"}");
        start();

        VpsieException failure = failure();

        assertThat(failure.code()).isEqualTo(VpsieErrorCode.NOT_FOUND);
        assertThat(failure).hasMessageContaining("no such cluster");
        assertThat(vpsie.received(GROUPS)).hasSize(1);
    }

    @Test
    void waitsAsLongAsRetryAfterSaysBeforeTheRepeat() throws VpsieException {
        vpsie.client()
                .when(request().withPath(GROUPS), Times.once())
                .respond(response().withStatusCode(429).withHeader("Retry-After", "2"));
        vpsie.answers("GET", GROUPS, 200, NO_GROUPS);
        start();
        Instant begin = Instant.now();

        assertThat(reader.groups(CLUSTER)).isEmpty();
        assertThat(Duration.between(begin, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(1900));
        assertThat(fixture.metrics.lines).contains("error GET rate_limited", "limited GET");
    }

    @Test
    void aLongRetryAfterIsHandedToTheCaller() {
        vpsie.client()
                .when(request().withPath(GROUPS))
                .respond(response().withStatusCode(429).withHeader("Retry-After", "600"));
        start();

        VpsieException failure = failure();

        assertThat(failure.code()).isEqualTo(VpsieErrorCode.RATE_LIMITED);
        assertThat(failure.retryAfter().orElseThrow()).isGreaterThan(Duration.ofMinutes(9));
        assertThat(vpsie.received(GROUPS)).hasSize(1);
    }

    @Test
    void the429sAnd5xxsOpenTheCircuitAndItClosesAgain() throws Exception {
        vpsie.answersOnce("GET", GROUPS, 429, "").answersOnce("GET", GROUPS, 500, "");
        vpsie.answersOnce("GET", GROUPS, 429, "").answersOnce("GET", GROUPS, 503, "");
        vpsie.answersOnce("GET", GROUPS, 500, "").answers("GET", GROUPS, 200, NO_GROUPS);
        start(new Fixture(
                vpsie.url(),
                ApiDialect.V2,
                Fixture.TOKEN,
                new VpsieLimits(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        100,
                        5,
                        Duration.ofSeconds(2)),
                Throttle.Sleeper.REAL));

        failure();
        assertThat(failure().code()).isEqualTo(VpsieErrorCode.CIRCUIT_OPEN);
        assertThat(vpsie.received(GROUPS)).hasSize(5);
        assertThat(fixture.circuit.state()).isEqualTo("open");

        Deadline.within(Duration.ofSeconds(10)).until(() -> !fixture.circuit.isOpen());
        reader.groups(CLUSTER);
        reader.groups(CLUSTER);
        assertThat(fixture.circuit.state()).isEqualTo("closed");
        assertThat(fixture.metrics.lines)
                .contains("circuit closed open", "circuit open half-open", "circuit half-open closed");
    }

    @Test
    void oneLoginServesManyThreadsAndOneMoreAfterA401() throws Exception {
        vpsie.answersOnce("POST", "/v2/auth/from/api", 200, "{\"accessToken\":{\"token\":\"t-1\"}}");
        vpsie.answersOnce("POST", "/v2/auth/from/api", 200, "{\"accessToken\":{\"token\":\"t-2\"}}");
        vpsie.answers(
                request().withPath(GROUPS).withHeader("Authorization", "Bearer t-1"),
                Times.unlimited(),
                401,
                "{\"error\":true,\"message\":\"expired\"}");
        vpsie.answers("GET", GROUPS, 200, NO_GROUPS);
        start(new Fixture(vpsie.url(), ApiDialect.V2, Fixture.PAIR));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<VpsieGroup>>> all = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> reader.groups(CLUSTER)))
                    .toList();
            for (Future<List<VpsieGroup>> one : all) {
                assertThat(one.get()).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(vpsie.received("/v2/auth/from/api")).hasSize(2);
        assertThat(vpsie.received("/v2/auth/from/api")[0].getFirstHeader("Content-Type"))
                .startsWith("application/x-www-form-urlencoded");
        assertThat(vpsie.received("/v2/auth/from/api")[0].getBodyAsString())
                .isEqualTo("clientId=the-id&clientSecret=the%2Bsecret%26");
    }

    @Test
    void aRotatedSecretIsUsedByTheNextRequest() throws VpsieException {
        vpsie.answers("GET", GROUPS, 200, NO_GROUPS);
        start();
        reader.groups(CLUSTER);

        fixture.holder.accept(Map.of("token", "rotated"));
        reader.groups(CLUSTER);

        assertThat(vpsie.received(GROUPS))
                .extracting(sent -> sent.getFirstHeader("Authorization"))
                .containsExactly("Bearer secret-token", "Bearer rotated");
    }

    @Test
    void aTricklingAnswerEndsAtTheDeadline() throws IOException {
        RawServer[] self = new RawServer[1];
        try (RawServer server = new RawServer(socket -> self[0].trickle().on(socket))) {
            self[0] = server;
            start(new Fixture(
                    server.url("http"),
                    ApiDialect.V2,
                    Fixture.TOKEN,
                    Fixture.limits(Duration.ofMillis(700)),
                    Throttle.Sleeper.REAL));
            Instant begin = Instant.now();

            assertThat(failure().code()).isEqualTo(VpsieErrorCode.TIMEOUT);
            // three tries of 0.7 s and the pauses between them
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(12));
            assertThat(fixture.metrics.lines).contains("request GET error", "error GET request_failed");
        }
    }

    @Test
    void aMissingSecretIsSaidWithoutAskingVpsie() {
        start();
        fixture.holder.missing("not found");

        assertThat(failure()).hasMessageContaining("Secret kube-system/vpsie-secret: not found");
        assertThat(vpsie.client().retrieveRecordedRequests(request())).isEmpty();
    }

    private VpsieException failure() {
        return catchThrowableOfType(VpsieException.class, () -> reader.groups(CLUSTER));
    }
}
