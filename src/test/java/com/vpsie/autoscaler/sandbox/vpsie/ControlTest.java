package com.vpsie.autoscaler.sandbox.vpsie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The levers over HTTP. */
class ControlTest {
    private final VpsieSimulator simulator = VpsieSimulator.start(0, Optional.empty());
    private final Client client = Client.of(simulator);
    private final Client control = client.with(simulator.root().resolve("/_sim"), "X-None", "none");

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void faultsAreAddedForACallerAndForgotten() throws IOException {
        long group = client.createGroup("workers", 1);
        command("/faults", "{\"operation\":\"ADD_NODE\",\"fault\":\"LOSE_ANSWER\",\"caller\":\"replica-0\"}");
        assertThat(Client.of(simulator, "replica-1").addNode(group).status()).isEqualTo(200);
        assertThatThrownBy(() -> client.addNode(group)).isInstanceOf(IOException.class);
        assertThat(simulator.log().unanswered()).hasSize(1);

        command(
                "/faults",
                "{\"operation\":\"ADD_NODE\",\"fault\":\"STATUS\",\"status\":429,\"retryAfter\":2,\"times\":0}");
        assertThat(client.addNode(group).response().headers().firstValue("Retry-After"))
                .contains("2");
        assertThat(client.addNode(group).status()).isEqualTo(429);
        assertThat(control.delete("/faults", "").status()).isEqualTo(200);
        assertThat(client.addNode(group).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "LOSE_ANSWER, true, 0",
        "CLOSE_INSTEAD_OF_ANSWER, true, 0",
        "EXECUTE_LATE, true, 0",
        "RESET_BEFORE, false, 0",
        "DELAY, true, 200",
        "SLOW_ANSWER, true, 200",
        "HANG, true, 0",
        "STATUS, false, 500",
        "EXECUTED_BUT_STATUS, true, 500",
        "OK_WITH_ERROR, false, 200",
        "UNREADABLE, true, 200"
    })
    void everyKindOfFaultCanBeCommanded(String kind, boolean executes, int status) throws IOException {
        long group = client.createGroup("workers", 1);
        command("/faults", "{\"operation\":\"ADD_NODE\",\"seconds\":0.05,\"fault\":\"" + kind + "\"}");

        if (status == 0) {
            assertThatThrownBy(() -> client.addNode(group)).isInstanceOf(IOException.class);
        } else {
            assertThat(client.addNode(group).status()).isEqualTo(status);
        }

        Eventually.holds(
                "logged", () -> simulator.log().requests(Operation.ADD_NODE).size() == 1);
        assertThat(simulator.log().bought("workers")).hasSize(executes ? 1 : 0);
    }

    @Test
    void timesQuotaFatesAndDialectAreSet() throws IOException {
        command("/timings", "{\"boot\":20,\"deletion\":0.5}");
        assertThat(simulator.world().timings())
                .isEqualTo(Timings.SANDBOX.withBoot(Duration.ofSeconds(20)).withDeletion(Duration.ofMillis(500)));
        command("/boot-time", "{\"seconds\":1}");
        assertThat(simulator.world().timings().boot()).isEqualTo(Duration.ofSeconds(1));

        long group = client.createGroup("workers", 1);
        command("/fates", "{\"fates\":[\"NEVER_JOINS\"]}");
        command("/quota", "{\"machines\":1,\"status\":409,\"message\":\"Quota exceeded\"}");
        command("/dialect", "{\"quirks\":[\"NAMES_BOUGHT_NODE\"],\"perPage\":5}");
        assertThat(client.addNode(group).data().path("identifier").asText()).isNotEmpty();
        assertThat(client.addNode(group).status()).isEqualTo(409);
        assertThat(control.delete("/quota", "").status()).isEqualTo(200);
        assertThat(client.addNode(group).status()).isEqualTo(200);
        assertThat(client.groups().json().path("pagination").path("per_page").asInt())
                .isEqualTo(5);
        assertThat(simulator.world().everyMachine().get(1).fate()).isEqualTo(Fate.NEVER_JOINS);
    }

    @Test
    void tokensAreRevokedAllowedAndShortened() throws IOException {
        command("/token-lifetime", "{\"seconds\":0}");
        String token = client.form("/auth/from/api", "clientId=sandbox-client&clientSecret=sandbox-secret")
                .json()
                .path("accessToken")
                .path("token")
                .asText();
        assertThat(client.with(simulator.url(), "Vpsie-Auth", token).cluster().status())
                .isEqualTo(401);

        command("/revoke", "{\"token\":\"sandbox-token\"}");
        assertThat(client.cluster().status()).isEqualTo(401);
        command("/allow", "{\"token\":\"sandbox-token\"}");
        assertThat(client.cluster().status()).isEqualTo(200);
    }

    @Test
    void latencyIsSetForAllOrOne() throws IOException {
        command("/latency", "{\"seconds\":0.1}");
        command("/latency", "{\"operation\":\"ADD_NODE\",\"seconds\":0}");

        assertThat(simulator.faults().latency(Operation.GET_CLUSTER)).isEqualTo(Duration.ofMillis(100));
        assertThat(simulator.faults().latency(Operation.ADD_NODE)).isZero();
    }

    @Test
    void logStateAndInvoiceAreShown() throws IOException {
        long group = client.createGroup("workers", 1);
        client.addNode(group);

        String[] lines = control.get("/log").text().split("\n");
        assertThat(lines).hasSize(2);
        JsonNode entry = new Client.Answer(200, lines[1], control.get("/log").response()).json();
        assertThat(entry.path("operation").asText()).isEqualTo("ADD_NODE");
        assertThat(entry.path("caller").asText()).isEqualTo("replica-0");
        assertThat(entry.path("group").asText()).isEqualTo("workers");
        assertThat(entry.path("effect").asText()).isEqualTo("EXECUTED");
        assertThat(entry.path("answer").asText()).isEqualTo("SENT");

        JsonNode state = control.get("/state").json();
        assertThat(state.path("machines")).hasSize(2);
        assertThat(state.path("machines").get(1).path("group").asText()).isEqualTo("workers");
        assertThat(state.path("clusters")
                        .get(0)
                        .path("groups")
                        .get(0)
                        .path("machines")
                        .asInt())
                .isEqualTo(1);
        assertThat(state.path("requests").path("ADD_NODE").asInt()).isEqualTo(1);
        assertThat(control.get("/invoice").json().path("lines")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/faults|{}|operation",
                "/faults|{\"operation\":\"ADD_NODE\"}|fault",
                "/faults|{\"operation\":\"NONSENSE\",\"fault\":\"HANG\"}|NONSENSE",
                "/faults|{\"operation\":\"ADD_NODE\",\"fault\":\"NONSENSE\"}|NONSENSE",
                "/boot-time|{}|seconds",
                "/boot-time|{\"seconds\":-1}|negative",
                "/nonsense|{}|unknown command",
                "/faults|not json|Unrecognized"
            })
    void aWrongCommandIsRefusedWithItsReason(String path, String body, String reason) throws IOException {
        Client.Answer answer = control.post(path, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(reason);
    }

    private void command(String path, String json) throws IOException {
        Client.Answer answer = control.post(path, json);
        assertThat(answer.text()).isEqualTo("ok\n");
    }
}
