package com.vpsie.autoscaler.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.it.stage.Commit;
import com.vpsie.autoscaler.it.stage.Group;
import com.vpsie.autoscaler.it.stage.Scrape;
import com.vpsie.autoscaler.it.stage.Setup;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry;
import com.vpsie.autoscaler.sandbox.vpsie.Fault;
import com.vpsie.autoscaler.sandbox.vpsie.Operation;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieFaults;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One replica that leads is asked to stop, at rest and in the middle of its work. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ShutdownCases {
    /** For everything: what the Go controller documents, and a kubelet's default grace. */
    private static final Duration BOUND = Duration.ofSeconds(30);

    /** Within this a service must know that nobody is to be sent here any more. */
    private static final Duration UNREADY = Duration.ofSeconds(5);

    private static final Duration SAMPLE = Duration.ofMillis(50);
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final int KILLED = 128 + 9;
    private static final Duration LATENCY = Duration.ofSeconds(3);

    @SuppressWarnings("NullAway.Init")
    private Controller controller;

    private int console;

    /** How the server runs, and on which API. */
    abstract Setup setup(String name);

    @BeforeAll
    void set() throws Exception {
        controller = Controller.on(setup("shutdown").with("settle-window", "4s"));
    }

    @BeforeEach
    void start() throws Exception {
        controller.start();
        console = console().length();
    }

    @AfterAll
    void stop() {
        controller.close();
    }

    Controller controller() {
        return controller;
    }

    /** What the current process has printed since it leads. */
    String printed() throws Exception {
        return console().substring(console);
    }

    private String console() throws Exception {
        return Files.readString(controller.server().replica().console());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "QUIT"})
    void aSignalEndsItInOrder(String signal) throws Exception {
        Instant asked = Instant.now();
        controller.server().replica().signalStop(signal);
        isUnreadyToTheEnd(asked);

        assertThat(controller.awaitEnd()).as("exit code after SIG" + signal).isZero();
        assertThat(Duration.between(asked, Instant.now())).isLessThan(BOUND);
        theLeaseIsGivenBack(asked);
        assertThat(printed()).as("its log, to the end").contains("FOLLOWING → STOPPED", "CWWKE0036I");
        if (signal.equals("QUIT")) {
            assertThat(printed()).as("its log").contains("Full thread dump");
        } else {
            assertThat(printed()).as("its log").doesNotContain("Exception", "\tat ");
        }
    }

    /** Once it has not answered 200 it does not do so again. */
    private void isUnreadyToTheEnd(Instant asked) throws Exception {
        isUnready();
        while (controller.server().replica().isAlive()) {
            assertThat(ready().orElse(0))
                    .as("/readyz " + Duration.between(asked, Instant.now()) + " after the signal")
                    .isNotEqualTo(200);
            TimeUnit.NANOSECONDS.sleep(SAMPLE.toNanos());
        }
    }

    private void isUnready() throws Exception {
        Await.answer(
                UNREADY,
                "another answer than 200 of /readyz",
                () -> "200",
                () -> ready().orElse(0) == 200 ? Optional.empty() : Optional.of(true));
    }

    /** The status of /readyz, empty when nobody listens. */
    private OptionalInt ready() throws InterruptedException {
        return Scrape.status(controller.server(), "/readyz");
    }

    private void theLeaseIsGivenBack(Instant asked) {
        List<Commit> commits = controller.stage().history().since(asked);
        assertThat(commits).as("writes of the Lease after the signal").isNotEmpty();
        assertThat(commits.get(commits.size() - 1).holder()).as("its holder").isEmpty();
        assertThat(commits)
                .allMatch(commit -> commit.user().equals(controller.server().name()));
    }

    /** The second signal does not wait for what the first one waits for; that is not lost by it. */
    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        Group group = controller.group("second-signal");
        VpsieFaults.Rule slow = controller.faults().next(Operation.ADD_NODE, Fault.slowAnswer(BOUND));
        group.create(1, 1);
        Controller.awaitStruck(slow, group);
        controller.server().replica().signalStop("TERM");
        isUnready();
        assertThat(controller.server().replica().isAlive())
                .as("it waits for the answer")
                .isTrue();

        Instant second = Instant.now();
        controller.server().replica().signalStop("TERM");

        assertThat(controller.awaitEnd()).as("exit code").isEqualTo(KILLED);
        assertThat(Duration.between(second, Instant.now())).isLessThan(AT_ONCE);
        controller.start();
        group.awaitExactly(1);
        assertThat(controller.requests(Operation.ADD_NODE, group)).hasSize(1);
    }

    /** Those that have arrived at VPSie, carried out or not yet. */
    private long purchases() {
        return controller.stage().cloud().requests().of(Operation.ADD_NODE);
    }

    /** Every call takes 3 s, six machines are wanted: what was begun is finished or accounted, the rest is not begun. */
    @Test
    void workUnderWayIsFinishedOrAccounted() throws Exception {
        Group one = controller.group("busy-one");
        Group other = controller.group("busy-other");
        for (Group group : List.of(one, other)) {
            group.create(0, 3).awaitCondition("Ready", "ScalingComplete");
        }
        long before = purchases();
        controller.faults().latency(LATENCY);
        one.limit(3, 3);
        other.limit(3, 3);
        one.await("a purchase of each under way", () -> purchases() >= before + 2);

        Instant asked = Instant.now();
        controller.server().replica().signalStop("TERM");
        isUnreadyToTheEnd(asked);
        assertThat(controller.awaitEnd()).as("exit code").isZero();
        assertThat(Duration.between(asked, Instant.now())).isLessThan(BOUND);
        theLeaseIsGivenBack(asked);
        Commit release = controller.stage().history().commits().stream()
                .reduce((earlier, later) -> later)
                .orElseThrow();
        assertThat(controller.vpsie().entries())
                .as("requests that arrived after the Lease was given back")
                .noneMatch(call -> call.receivedAt().isAfter(release.answered()));
        for (Group group : List.of(one, other)) {
            long known = group.<List<Object>>status("members").map(List::size).orElse(0);
            assertThat(known)
                    .as("machines of " + group.name() + " that the objects know of, or ask about")
                    .isGreaterThanOrEqualTo(group.machines().size())
                    .isLessThan(3);
        }

        controller.faults().clear();
        controller.start();
        for (Group group : List.of(one, other)) {
            group.awaitExactly(3);
            assertThat(controller.requests(Operation.ADD_NODE, group))
                    .as("requests for " + group.name())
                    .hasSize(3)
                    .allMatch(CloudEntry::executed);
        }
    }
}
