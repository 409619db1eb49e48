package com.vpsie.autoscaler.vpsie;

import static com.vpsie.autoscaler.vpsie.Fixture.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockserver.model.HttpRequest.request;
import static org.mockserver.model.HttpResponse.response;

import com.vpsie.autoscaler.leader.core.NotLeaderException;
import com.vpsie.autoscaler.vpsie.VpsieWriter.AddedNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockserver.matchers.Times;
import org.mockserver.model.HttpRequest;

/** Scripted answers of VPSie and what the writer makes of them. */
class HttpVpsieWriterTest {
    private static final String ADD = "/v2/k8s/cluster/byId/" + CLUSTER + "/add/slave/group/42";
    private static final String DELETE = "/v2/k8s/cluster/byId/" + CLUSTER + "/delete/slave";

    private final MockVpsie vpsie = MockVpsie.fresh();
    private final Fixture fixture = new Fixture(vpsie.url(), ApiDialect.V2, Fixture.TOKEN);

    @ParameterizedTest(name = "{0} {1} -> {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            200 | {"error":false,"code":200,"message":"ok","data":true}                         | Done    | -
            200 | {"data":"true"}                                                               | Done    | -
            201 | {"error":"","data":{"id":17,"status":"provisioning"}}                         | Done    | -
            200 | {"error":false,"data":false}                                                  | Unknown | UNREADABLE
            200 | {"error":false}                                                               | Unknown | UNREADABLE
            200 | {"error":false,"data":{"id":0}}                                               | Unknown | UNREADABLE
            200 | <html>captive portal</html>                                                   | Unknown | UNREADABLE
            200 | {"error":true,"code":404,"message":"cluster"}                                 | Refused | NOT_FOUND
            200 | {"error":true,"code":500,"message":"boom"}                                    | Unknown | SERVER_ERROR
            200 | {"error":true,"message":"Plan does not allow more nodes"}                     | Refused | CAPACITY
            200 | {"error":"QuotaExceeded","message":"too many VMs","code":403}                 | Refused | CAPACITY
            200 | {"error":true,"message":"something went wrong"}                               | Unknown | SERVER_ERROR
            200 | {"error":true,"message":"Group does not exist"}                               | Refused | NOT_FOUND
            302 | moved                                                                         | Unknown | UNREADABLE
            400 | {"error":true,"code":400,"message":"bad"}                                     | Refused | INVALID
            401 | {"error":true,"message":"who are you"}                                        | Refused | UNAUTHORIZED
            402 | {"error":"payment","message":"Subscription does not allow this"}              | Refused | CAPACITY
            403 | {"error":true,"message":"no"}                                                 | Refused | FORBIDDEN
            404 | {"error":"NotFound","message":"no such group","code":404}                     | Refused | NOT_FOUND
            408 | late                                                                          | Unknown | TIMEOUT
            409 | {"error":true,"message":"busy"}                                               | Refused | CONFLICT
            422 | {"error":true,"message":"the cluster exceeds the allowed limit of workers"}   | Refused | CAPACITY
            429 | slow down                                                                     | Refused | RATE_LIMITED
            500 | {"error":true,"code":500,"message":"database"}                                | Unknown | SERVER_ERROR
            502 | <html>bad gateway</html>                                                      | Unknown | SERVER_ERROR
            503 | {"message":"quota exceeded"}                                                  | Unknown | CAPACITY
            """)
    void everyAnswerToTheCreateCallHasOneMeaning(int status, String body, String kind, String code) {
        vpsie.answers("POST", ADD, status, body);

        Outcome<AddedNode> outcome = fixture.writer.addNode(fixture.term, CLUSTER, 42);

        assertThat(outcome.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(codeOf(outcome)).isEqualTo(code);
        assertThat(vpsie.received(ADD)).hasSize(1);
    }

    @Test
    void anEmptySuccessIsUnknownForAPurchase() {
        vpsie.answers("POST", ADD, 204, "");
        assertThat(fixture.writer.addNode(fixture.term, CLUSTER, 42)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void theCreateCallCarriesTokenAndNoBodyAndReadsTheIdentity() {
        vpsie.answers(
                "POST", ADD, 200, "{\"error\":false,\"data\":{\"id\":5,\"identifier\":\"u-1\",\"hostname\":\"w1\"}}");

        Outcome<AddedNode> outcome = fixture.writer.addNode(fixture.term, CLUSTER, 42);

        assertThat(outcome).isEqualTo(new Outcome.Done<>(new AddedNode(Optional.of("u-1"), Optional.of("w1"))));
        HttpRequest sent = vpsie.received(ADD)[0];
        assertThat(sent.getFirstHeader("Authorization")).isEqualTo("Bearer secret-token");
        assertThat(sent.getFirstHeader("User-Agent")).isEqualTo("test-agent");
        assertThat(sent.getFirstHeader("Upgrade")).isEmpty();
        assertThat(sent.getBodyAsString()).isNullOrEmpty();
        assertThat(fixture.term.checks).containsExactly(fixture.limits.startBudget());
        assertThat(fixture.metrics.lines).containsExactly("request POST 200");
    }

    @Test
    void groupsAreCreatedAndDeletedByTheirOwnCalls() {
        vpsie.answers("POST", "/v2/k8s/cluster/add/group", 200, "{\"error\":false,\"data\":{\"groupId\":\"9\"}}");
        vpsie.answers("DELETE", "/v2/k8s/cluster/delete/group/9", 200, "{\"error\":false,\"code\":200}");

        assertThat(fixture.writer.createGroup(fixture.term, CLUSTER, "workers", 3))
                .isEqualTo(new Outcome.Done<>(true));
        assertThat(fixture.writer.deleteGroup(fixture.term, CLUSTER, 9)).isEqualTo(new Outcome.Done<>(true));
        assertThat(vpsie.received("/v2/k8s/cluster/add/group")[0].getBodyAsString())
                .contains("\"clusterIdentifier\"", CLUSTER, "\"groupName\"", "workers", "\"KubeSizeID\"", "3");
    }

    @ParameterizedTest(name = "{0} {1} -> {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            200 | {"error":false,"code":200,"message":"deleted"} | Done    | -
            204 | ''                                             | Done    | -
            404 | {"error":true,"code":404,"message":"gone"}     | Refused | NOT_FOUND
            200 | {"error":true,"code":404,"message":"gone"}     | Refused | NOT_FOUND
            200 | <html>maintenance</html>                       | Unknown | UNREADABLE
            500 | {"error":true}                                 | Unknown | SERVER_ERROR
            """)
    void everyAnswerToADeletionHasOneMeaning(int status, String body, String kind, String code) {
        vpsie.answers("DELETE", DELETE, status, body);

        Outcome<Boolean> outcome = fixture.writer.deleteNode(fixture.term, CLUSTER, "u-1");

        assertThat(outcome.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(codeOf(outcome)).isEqualTo(code);
        assertThat(vpsie.received(DELETE)[0].getBodyAsString()).contains("\"identifier\"", "u-1");
    }

    @Test
    void appsV2UsesItsPathAndHeaderAndKnowsSuccessWithoutData() {
        Fixture apps = new Fixture(vpsie.url(), ApiDialect.APPS_V2, Fixture.TOKEN);
        String path = "/apps" + ADD;
        vpsie.answers("POST", path, 200, "{\"error\":false,\"code\":200,\"message\":\"ok\"}");

        assertThat(apps.writer.addNode(apps.term, CLUSTER, 42)).isInstanceOf(Outcome.Done.class);
        HttpRequest sent = vpsie.received(path)[0];
        assertThat(sent.getFirstHeader("Vpsie-Auth")).isEqualTo("secret-token");
        assertThat(sent.getFirstHeader("Authorization")).isEmpty();
    }

    @Test
    void appsV2NeverLetsVpsieChooseTheVictim() {
        Fixture apps = new Fixture(vpsie.url(), ApiDialect.APPS_V2, Fixture.TOKEN);

        assertThat(codeOf(apps.writer.deleteNode(apps.term, CLUSTER, "u-1"))).isEqualTo("UNSUPPORTED");
        assertThat(vpsie.client().retrieveRecordedRequests(request())).isEmpty();
    }

    @Test
    void a401IsRepeatedOnceWithANewTokenAndTheBudgetCheckedAgain() {
        Fixture pair = new Fixture(vpsie.url(), ApiDialect.V2, Fixture.PAIR);
        vpsie.answersOnce("POST", "/v2/auth/from/api", 200, login("t-1"));
        vpsie.answersOnce("POST", "/v2/auth/from/api", 200, login("t-2"));
        vpsie.answersOnce("POST", ADD, 401, "{\"error\":true,\"message\":\"expired\"}");
        vpsie.answersOnce("POST", ADD, 200, "{\"error\":false,\"data\":true}");

        assertThat(pair.writer.addNode(pair.term, CLUSTER, 42)).isInstanceOf(Outcome.Done.class);
        assertThat(vpsie.received(ADD))
                .extracting(sent -> sent.getFirstHeader("Authorization"))
                .containsExactly("Bearer t-1", "Bearer t-2");
        assertThat(pair.term.checks).hasSize(2);
    }

    @Test
    void a401OfAFixedTokenIsNotRepeated() {
        vpsie.answers("POST", ADD, 401, "{\"error\":true,\"message\":\"secret-token is not good\"}");

        Outcome<AddedNode> outcome = fixture.writer.addNode(fixture.term, CLUSTER, 42);

        assertThat(codeOf(outcome)).isEqualTo("UNAUTHORIZED");
        assertThat(outcome.toString()).doesNotContain("secret-token");
        assertThat(vpsie.received(ADD)).hasSize(1);
    }

    @Test
    void aClosedGateSendsNothing() {
        fixture.term.close();

        assertThatThrownBy(() -> fixture.writer.addNode(fixture.term, CLUSTER, 42))
                .isInstanceOf(NotLeaderException.class);
        assertThat(vpsie.client().retrieveRecordedRequests(request())).isEmpty();
        assertThat(fixture.metrics.lines).isEmpty();
    }

    @Test
    void withoutCredentialsNothingIsSentAndTheSecretIsNamed() {
        fixture.holder.accept(Map.of("apiKey", "hidden"));

        Outcome<AddedNode> outcome = fixture.writer.addNode(fixture.term, CLUSTER, 42);

        assertThat(codeOf(outcome)).isEqualTo("NO_CREDENTIALS");
        assertThat(outcome.toString())
                .contains("kube-system/vpsie-secret", "apiKey")
                .doesNotContain("hidden");
        assertThat(fixture.term.checks).isEmpty();
    }

    @Test
    void retryAfterIsToldAndHeldByWhoeverCallsNext() {
        ManualTime time = new ManualTime();
        Fixture patient = new Fixture(
                vpsie.url(),
                ApiDialect.V2,
                Fixture.TOKEN,
                new VpsieLimits(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(15),
                        100,
                        5,
                        Duration.ofSeconds(1)),
                time);
        vpsie.client()
                .when(request().withPath(ADD), Times.once())
                .respond(response().withStatusCode(429).withHeader("Retry-After", "120"));

        Outcome<AddedNode> first = patient.writer.addNode(patient.term, CLUSTER, 42);
        Outcome<AddedNode> second = patient.writer.addNode(patient.term, CLUSTER, 42);

        assertThat(((Outcome.Refused<AddedNode>) first).retryAfter()).contains(Duration.ofSeconds(120));
        assertThat(codeOf(second)).isEqualTo("RATE_LIMITED");
        assertThat(((Outcome.Refused<AddedNode>) second).retryAfter().orElseThrow())
                .isGreaterThan(Duration.ofSeconds(100));
        assertThat(vpsie.received(ADD)).hasSize(1);
    }

    @Test
    void fiveServerErrorsOpenTheCircuitAndTheSixthIsRefusedUnsent() {
        vpsie.answers("POST", ADD, 503, "{\"error\":true,\"message\":\"down\"}");

        for (int i = 0; i < 5; i++) {
            assertThat(fixture.writer.addNode(fixture.term, CLUSTER, 42)).isInstanceOf(Outcome.Unknown.class);
        }
        assertThat(codeOf(fixture.writer.addNode(fixture.term, CLUSTER, 42))).isEqualTo("CIRCUIT_OPEN");
        assertThat(vpsie.received(ADD)).hasSize(5);
        assertThat(fixture.metrics.lines).contains("circuit closed open", "rejected", "error POST circuit_open");
    }

    private static String login(String token) {
        return "{\"accessToken\":{\"token\":\"" + token + "\",\"expires\":\"2099-01-01T00:00:00Z\"},\"error\":false}";
    }

    private static String codeOf(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?> refused) {
            return refused.code().name();
        }
        return outcome instanceof Outcome.Unknown<?> unknown ? unknown.code().name() : "-";
    }
}
