package com.vpsie.autoscaler.it;

import com.vpsie.autoscaler.it.stage.Group;
import com.vpsie.autoscaler.it.stage.Player;
import com.vpsie.autoscaler.it.stage.Scrape;
import com.vpsie.autoscaler.it.stage.Setup;
import com.vpsie.autoscaler.it.stage.Stage;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry;
import com.vpsie.autoscaler.sandbox.vpsie.CloudLog;
import com.vpsie.autoscaler.sandbox.vpsie.Operation;
import com.vpsie.autoscaler.sandbox.vpsie.SandboxContent;
import com.vpsie.autoscaler.sandbox.vpsie.Size;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieFaults;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The only replica of a stage, in the words of the Go controller's own integration tests: start it, look at what VPSie and
 * Kubernetes have, kill it, start it again. Used by one thread; {@link #close} leaves no process.
 */
final class Controller implements AutoCloseable {
    /** As many groups as one cluster may have at once. */
    private static final int SIZES = 40;

    private static final Duration ELECTION = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(60);

    private final Stage stage;
    private int groups;

    private Controller(Stage stage) {
        this.stage = stage;
        stage.cloud()
                .world()
                .addOffers(
                        SandboxContent.DATACENTER,
                        IntStream.rangeClosed(1, SIZES)
                                .mapToObj(Controller::size)
                                .toList());
    }

    /** No two of the same shape, by which alone VPSie's list of machines tells which group one is of; nor a master's. */
    private static Size size(int id) {
        int cores = id + 2;
        return Size.of(id, "k8s-test-" + id, cores, cores * 1024, cores * 10, "20.00", "0.030");
    }

    /** With everything in place and nothing running. */
    static Controller on(Setup setup) throws IOException {
        return new Controller(Stage.set(setup));
    }

    /** Running, and the leader. */
    static Controller start(Setup setup) throws Exception {
        Controller controller = on(setup);
        try {
            controller.start();
            return controller;
        } catch (Exception e) {
            controller.close();
            throw e;
        }
    }

    /**
     * Starts it if it does not run; returns when it is ready and leads, by the Lease and by its own word: until it has
     * read the answer it does not know of the Lease in its hands, and would not give it back.
     */
    void start() throws Exception {
        stage.awaitReady(1);
        Await.answer(
                ELECTION,
                "the Lease in its hands",
                () -> String.valueOf(stage.history().holding()),
                () -> leads() ? stage.leader() : Optional.empty());
    }

    private boolean leads() throws InterruptedException {
        return metrics().value("leader_election_master_status").orElse(0) == 1;
    }

    /** SIGKILL; returns when there is nothing left of it. */
    void kill() throws InterruptedException {
        server().replica().kill();
        awaitEnd();
    }

    /** Waits for its end, which something has asked for. */
    int awaitEnd() throws InterruptedException {
        if (!server().replica().awaitEnd(END)) {
            throw new AssertionError("still running after " + END.toSeconds() + " s, see "
                    + server().replica().console());
        }
        return server().replica().exitCode().orElseThrow();
    }

    Stage stage() {
        return stage;
    }

    Player server() {
        return stage.players().get(0);
    }

    KubernetesClient kubernetes() {
        return stage.cluster().admin();
    }

    CloudLog vpsie() {
        return stage.cloud().log();
    }

    VpsieFaults faults() {
        return stage.cloud().faults();
    }

    /** What Prometheus would get. */
    Scrape metrics() throws InterruptedException {
        return Scrape.of(server());
    }

    /** A group that is not created yet, with a size of its own. */
    Group group(String name) {
        groups++;
        if (groups > SIZES) {
            throw new IllegalStateException("VPSie has only " + SIZES + " sizes");
        }
        return new Group(kubernetes(), stage.cloud().world(), name, groups);
    }

    /** Everything of a kind that VPSie was asked for one group, whatever became of it. */
    List<CloudEntry> requests(Operation operation, Group group) {
        return vpsie().where(entry ->
                entry.operation() == operation && entry.groupName().equals(group.name()));
    }

    /** Waits until a request has met this fault. */
    static void awaitStruck(VpsieFaults.Rule rule, Group group) throws Exception {
        group.await("a request of " + group.name() + " under way", () -> rule.struck() > 0);
    }

    @Override
    public void close() {
        stage.close();
    }
}
