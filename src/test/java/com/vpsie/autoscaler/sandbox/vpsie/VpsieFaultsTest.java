package com.vpsie.autoscaler.sandbox.vpsie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry.Effect;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each fault, judged by what the client sees and by what the log says happened. */
@Tag("timed")
class VpsieFaultsTest {
    private final VpsieSimulator simulator = VpsieSimulator.start(0, Optional.empty());
    private final Client client = Client.of(simulator);
    private long group;

    @BeforeEach
    void oneGroup() throws IOException {
        group = client.createGroup("workers", 1);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aLostAnswerIsExecutedAndTheClientSeesAReset() {
        VpsieFaults.Rule rule = simulator.faults().next(Operation.ADD_NODE, Fault.loseAnswer());

        assertThatThrownBy(() -> client.addNode(group))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("reset");

        assertThat(rule.struck()).isEqualTo(1);
        CloudEntry entry = onlyPurchase();
        assertThat(entry.executed()).isTrue();
        assertThat(entry.answer()).isEqualTo(CloudEntry.Answer.LOST);
        assertThat(simulator.log().unanswered()).containsExactly(entry);
    }

    @Test
    void anAnswerMayAlsoBeLostByAConnectionClosedInGoodOrder() {
        simulator.faults().next(Operation.ADD_NODE, Fault.closeInsteadOfAnswer());

        assertThatThrownBy(() -> client.addNode(group))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("received no bytes");

        assertThat(onlyPurchase().executed()).isTrue();
        assertThat(onlyPurchase().answer()).isEqualTo(CloudEntry.Answer.LOST);
    }

    @Test
    void anAnswerAfterTheClientsPatienceIsLost() {
        simulator.faults().next(Operation.ADD_NODE, Fault.delay(Duration.ofMillis(600)));
        Client hasty = client.withPatience(Duration.ofMillis(200));

        assertThatThrownBy(() -> hasty.addNode(group)).isInstanceOf(HttpTimeoutException.class);

        Eventually.holds("executed", () -> simulator.log().bought("workers").size() == 1);
        Eventually.holds("lost", () -> onlyPurchase().answer() == CloudEntry.Answer.LOST);
    }

    @Test
    void aLateRequestIsExecutedAfterTheClientHasGone() {
        simulator.faults().next(Operation.ADD_NODE, Fault.executeLate(Duration.ofMillis(300)));

        assertThatThrownBy(() -> client.addNode(group)).isInstanceOf(IOException.class);
        assertThat(simulator.log().requests(Operation.ADD_NODE)).isEmpty();

        Eventually.holds("executed", () -> simulator.log().bought("workers").size() == 1);
        CloudEntry entry = onlyPurchase();
        assertThat(Duration.between(entry.receivedAt(), entry.at())).isGreaterThanOrEqualTo(Duration.ofMillis(290));
        Eventually.holds("lost", () -> onlyPurchase().answer() == CloudEntry.Answer.LOST);
    }

    @Test
    void aResetBeforeTheExecutionLeavesTheCloudAsItWas() {
        simulator.faults().next(Operation.ADD_NODE, Fault.resetBefore());

        assertThatThrownBy(() -> client.addNode(group)).isInstanceOf(IOException.class);

        Eventually.holds(
                "logged", () -> !simulator.log().requests(Operation.ADD_NODE).isEmpty());
        assertThat(onlyPurchase().effect()).isEqualTo(Effect.NOT_EXECUTED);
        assertThat(onlyPurchase().groupName()).isEqualTo("workers");
        assertThat(simulator.log().living("workers")).isEmpty();
    }

    @Test
    void aStatusIsAnsweredInsteadOfTheExecution() throws IOException {
        simulator.faults().next(Operation.ADD_NODE, Fault.status(429, "slow down", Duration.ofSeconds(3)));

        Client.Answer answer = client.addNode(group);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.response().headers().firstValue("Retry-After")).contains("3");
        assertThat(answer.json().path("message").asText()).isEqualTo("slow down");
        assertThat(onlyPurchase().effect()).isEqualTo(Effect.NOT_EXECUTED);
        assertThat(client.addNode(group).status()).isEqualTo(200);
    }

    @Test
    void aServerErrorMayHideAnExecution() throws IOException {
        simulator.faults().next(Operation.ADD_NODE, Fault.executedButStatus(500, "oops"));

        assertThat(client.addNode(group).status()).isEqualTo(500);

        assertThat(onlyPurchase().executed()).isTrue();
        assertThat(onlyPurchase().answer()).isEqualTo(CloudEntry.Answer.BENT);
    }

    @Test
    void anErrorMayComeInAGoodAnswer() throws IOException {
        simulator.faults().next(Operation.GET_CLUSTER, Fault.okWithError(404, "cluster not found"));

        Client.Answer answer = client.cluster();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("error").asBoolean()).isTrue();
        assertThat(answer.json().path("code").asInt()).isEqualTo(404);
    }

    @Test
    void anAnswerMayBeUnreadable() throws IOException {
        simulator.faults().next(Operation.ADD_NODE, Fault.unreadable());

        assertThat(client.addNode(group).text()).startsWith("<html>");
        assertThat(onlyPurchase().executed()).isTrue();
    }

    @Test
    void aDelayAndALatencyAddUp() throws IOException {
        simulator.faults().latency(Operation.ADD_NODE, Duration.ofMillis(100));
        simulator.faults().next(Operation.ADD_NODE, Fault.delay(Duration.ofMillis(100)));
        Instant start = Instant.now();

        assertThat(client.addNode(group).status()).isEqualTo(200);

        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(195));
        CloudEntry entry = onlyPurchase();
        assertThat(Duration.between(entry.receivedAt(), entry.at())).isGreaterThanOrEqualTo(Duration.ofMillis(195));
    }

    @Test
    void aSlowAnswerComesLongAfterTheExecution() throws IOException {
        simulator.faults().next(Operation.ADD_NODE, Fault.slowAnswer(Duration.ofMillis(200)));

        assertThat(client.addNode(group).status()).isEqualTo(200);

        CloudEntry entry = onlyPurchase();
        assertThat(Duration.between(entry.at(), Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(195));
    }

    @Test
    void aHangExecutesWhileTheClientWaitsInVain() {
        simulator.faults().next(Operation.ADD_NODE, Fault.hang(Duration.ofMillis(150)));

        assertThatThrownBy(() -> client.addNode(group)).isInstanceOf(IOException.class);

        assertThat(onlyPurchase().executed()).isTrue();
        assertThat(onlyPurchase().answer()).isEqualTo(CloudEntry.Answer.LOST);
    }

    @Test
    void aRuleStrikesItsCallerOnlyAndItsNumberOfTimes() throws IOException {
        VpsieFaults.Rule rule =
                simulator.faults().add(Operation.ADD_NODE, 2, "replica-1"::equals, Fault.status(503, "down"));
        Client other = Client.of(simulator, "replica-1");

        assertThat(client.addNode(group).status()).isEqualTo(200);
        assertThat(other.addNode(group).status()).isEqualTo(503);
        assertThat(simulator.faults().waiting()).containsExactly(Operation.ADD_NODE);
        assertThat(other.addNode(group).status()).isEqualTo(503);
        assertThat(other.addNode(group).status()).isEqualTo(200);
        assertThat(rule.struck()).isEqualTo(2);
        assertThat(simulator.faults().waiting()).isEmpty();
    }

    private CloudEntry onlyPurchase() {
        List<CloudEntry> requests = simulator.log().requests(Operation.ADD_NODE);
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }
}
