package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.vpsie.autoscaler.sandbox.kube.Fault.Match;
import com.vpsie.autoscaler.sandbox.kube.WriteLog.Entry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of requests, connections and the store under each fault, as the client and the log of writes see it. */
@Tag("timed")
class FaultsTest {
    private EmbeddedKubernetes kube;
    private Contract anna;
    private Contract berta;

    @BeforeEach
    void start() {
        kube = EmbeddedKubernetes.start(0);
        anna = new Contract(kube, "anna");
        berta = new Contract(kube, "berta");
    }

    @AfterEach
    void stop() {
        kube.faults().clear();
        anna.leave();
        berta.leave();
        kube.close();
    }

    private static String map(String name) {
        return "{'metadata': {'name': '" + name + "'}}";
    }

    private void assertReset(Runnable request) {
        assertThatThrownBy(request::run)
                .isInstanceOf(AssertionError.class)
                .hasRootCauseInstanceOf(SocketException.class)
                .rootCause()
                .hasMessageContaining("Connection reset");
    }

    private static long millis(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    @Test
    void latencyIsForTheCallerItWasOrderedFor() {
        kube.faults().always(Match.user("anna").verbs("list"), new Fault.Latency(Duration.ofMillis(700)));
        assertThat(millis(() -> anna.get(anna.configMaps()).expect(200))).isGreaterThanOrEqualTo(700);
        Faults.Active active = kube.faults().list().get(0);
        berta.get(berta.configMaps()).expect(200);
        anna.get(anna.configMaps() + "/none").expect(404);
        assertThat(active.used()).as("only anna's list").isEqualTo(1);
    }

    @Test
    void delaysAddUpAndLeaveRoomForOneOtherFault() {
        kube.faults().always(Match.user("anna"), new Fault.Latency(Duration.ofMillis(200)));
        kube.faults().always(Match.user("anna"), new Fault.SlowAnswer(Duration.ofMillis(200)));
        kube.faults().always(Match.user("anna"), new Fault.Status(503, Optional.empty()));
        Faults.Active second = kube.faults().always(Match.user("anna"), new Fault.Status(500, Optional.empty()));
        assertThat(millis(() -> anna.get(anna.configMaps()).expect(503))).isGreaterThanOrEqualTo(400);
        assertThat(second.used()).isZero();
    }

    @Test
    void aHeavyTailIsMostlyNearItsLeastAndSometimesFarFromIt() {
        Fault.HeavyTail tail = new Fault.HeavyTail(Duration.ofMillis(10), 1, Duration.ofSeconds(5));
        double[] drawn = DoubleStream.generate(new Random(1)::nextDouble)
                .limit(10_000)
                .map(uniform -> tail.draw(uniform).toNanos() / 1e6)
                .sorted()
                .toArray();
        assertThat(drawn[0]).isBetween(10.0, 10.1);
        assertThat(drawn[5_000]).as("median").isBetween(19.0, 21.0);
        assertThat(drawn[9_000]).as("every tenth").isBetween(95.0, 105.0);
        assertThat(drawn[9_999]).as("cut off").isEqualTo(5_000);
    }

    @Test
    void aHeavyTailHoldsUpRequests() {
        kube.faults()
                .always(Match.user("anna"), new Fault.HeavyTail(Duration.ofMillis(300), 2, Duration.ofMillis(400)));
        assertThat(millis(() -> anna.get(anna.configMaps()).expect(200))).isGreaterThanOrEqualTo(300);
    }

    @Test
    void aHeavyTailWithoutShapeMeansNothing() {
        assertThatThrownBy(() -> new Fault.HeavyTail(Duration.ofMillis(1), 0, Duration.ofMillis(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fault.HeavyTail(Duration.ofMillis(3), 1, Duration.ofMillis(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aResetBeforeLeavesNothingBehind() {
        kube.faults().once(Match.user("anna").verbs("create"), new Fault.Reset());
        assertReset(() -> anna.post(anna.configMaps(), map("a")));
        anna.get(anna.configMaps() + "/a").expect(404);
        assertThat(annas()).isEmpty();
    }

    @Test
    void aResetAfterwardsLeavesTheWrite() {
        kube.faults().once(Match.user("anna").verbs("create"), new Fault.AnswerLost());
        assertReset(() -> anna.post(anna.configMaps(), map("a")));
        anna.get(anna.configMaps() + "/a").expect(200);
        assertThat(annas()).extracting(Entry::status, Entry::fault).containsExactly(tuple(201, "AnswerLost"));
    }

    @Test
    void anAppliedWriteMayBeAnsweredWithAnError() {
        kube.faults().once(Match.user("anna").verbs("create"), new Fault.AppliedButStatus(504));
        anna.post(anna.configMaps(), map("a")).expect(504, "Timeout");
        anna.get(anna.configMaps() + "/a").expect(200);
    }

    @Test
    void aStatusTellsWhenToComeBackInTheBodyToo() {
        kube.faults().once(Match.user("anna"), new Fault.Status(429, Optional.of(Duration.ofSeconds(7))));
        Contract.Reply refused = anna.get(anna.configMaps()).expect(429, "TooManyRequests");
        assertThat(refused.at("/details/retryAfterSeconds").asInt()).isEqualTo(7);
        anna.get(anna.configMaps()).expect(200);
    }

    @Test
    void whatHangsIsResetWhenTheFaultEnds() {
        Faults.Active hang = kube.faults().always(Match.user("anna").verbs("create"), new Fault.Hang());
        CompletableFuture<Void> hanging =
                CompletableFuture.runAsync(() -> assertReset(() -> anna.post(anna.configMaps(), map("a"))));
        Await.until("it hangs", () -> hang.used() == 1);
        berta.post(berta.configMaps(), map("b")).expect(201);
        assertThat(hanging).isNotDone();
        hang.remove();
        assertThat(hanging).succeedsWithin(Duration.ofSeconds(10));
        anna.get(anna.configMaps() + "/a").expect(404);
    }

    @Test
    void aFaultEndsByItselfAfterItsTime() {
        kube.faults().add(new Fault(Match.ANY, new Fault.Status(503, Optional.empty()), 0, Duration.ofMillis(300)));
        anna.get(anna.configMaps()).expect(503);
        Await.until("it has ended", () -> kube.faults().list().isEmpty());
        anna.get(anna.configMaps()).expect(200);
    }

    @Test
    void anApiThatIsDownRefusesConnectionsUntilItIsUpAgain() throws IOException {
        Faults.Active down = kube.faults().always(Match.ANY, new Fault.Down());
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> anna.get(anna.configMaps())).isInstanceOf(AssertionError.class);
        down.remove();
        connect();
        anna.get(anna.configMaps()).expect(200);
    }

    private void connect() throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), kube.port()).close();
    }

    @Test
    void openWatchesEndWhenTheApiGoesDown() {
        CompletableFuture<Void> watching =
                CompletableFuture.runAsync(() -> assertReset(() -> anna.watch(anna.configMaps(), 30, "")));
        Await.until("the watch is open", () -> kube.faults().openWatches().contains("anna"));
        kube.faults().always(Match.ANY, new Fault.Down());
        assertThat(watching).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void twoThatPutItDownMustBothEnd() throws IOException {
        Faults.Active first = kube.faults().always(Match.ANY, new Fault.Down());
        Faults.Active second = kube.faults().always(Match.ANY, new Fault.Down());
        first.remove();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        second.remove();
        connect();
    }

    @Test
    void anApiThatIsDownForOneCallerServesTheOthers() {
        CompletableFuture<?> watching = CompletableFuture.supplyAsync(() -> anna.watch(anna.configMaps(), 30, ""));
        Await.until("the watch is open", () -> kube.faults().openWatches().contains("anna"));
        Faults.Active down = kube.faults().always(Match.user("anna"), new Fault.Down());
        assertThat(watching).failsWithin(Duration.ofSeconds(10));
        assertReset(() -> anna.get(anna.configMaps()));
        berta.get(berta.configMaps()).expect(200);
        down.remove();
        anna.get(anna.configMaps()).expect(200);
    }

    @Test
    void historyIsForgottenOnCommand() {
        long before = kube.faults().version();
        anna.post(anna.configMaps(), map("a")).expect(201);
        assertThat(anna.watch(anna.configMaps(), "resourceVersion=" + before)).hasSize(1);
        kube.faults().compact();
        assertThat(anna.watch(anna.configMaps(), "resourceVersion=" + before))
                .singleElement()
                .satisfies(event -> assertThat(event.at("/object/code").asInt()).isEqualTo(410));
    }

    @Test
    void aRestoredBackupKnowsNothingOfLaterWrites() {
        anna.post(anna.configMaps(), map("before")).expect(201);
        long backup = kube.faults().version();
        anna.post(anna.configMaps(), map("after")).expect(201);
        anna.delete(anna.configMaps() + "/before").expect(200);
        CompletableFuture<?> watching = CompletableFuture.supplyAsync(() -> anna.watch(anna.configMaps(), 30, ""));
        Await.until("the watch is open", () -> kube.faults().openWatches().contains("anna"));
        kube.faults().rewind(backup);
        Await.until("the watch has ended", watching::isDone);
        assertThat(anna.get(anna.configMaps()).itemNames()).contains("before").doesNotContain("after");
        assertThat(kube.faults().version()).isEqualTo(backup);
    }

    private List<Entry> annas() {
        return kube.writes().entries().stream()
                .filter(entry -> entry.user().equals("anna") && entry.kind().equals("configmaps"))
                .toList();
    }
}
