package com.vpsie.autoscaler.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.replica.ReplicaStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableRendererTest {
    private static final ReplicaStatus LEADER =
            new ReplicaStatus("replica-0", "ready", true, "LEADING", "replica-0", true, 118, 17);
    private static final ReplicaStatus FOLLOWER =
            new ReplicaStatus("replica-1", "ready", true, "FOLLOWER", "replica-0", false, 0, 0);
    private static final ReplicaStatus STARTING =
            new ReplicaStatus("replica-2", "starting", false, "", "", false, 0, 0);

    @Test
    void theTableShowsWhoLeadsInWhichTermAndWhatIsPaidFor() {
        assertThat(TableRenderer.render(view(17, Map.of("Ready", 2, "Joining", 1))))
                .containsExactly(
                        "  REPLICA    STATE       ELECTION  LEADER            TERM  RECONCILES",
                        "  replica-0  ready       leading   * itself           118          17",
                        "  replica-1  ready       follower  replica-0                        0",
                        "  replica-2  starting",
                        "  group   sample min 2 max 5",
                        "  nodes   Joining 1, Ready 2",
                        "  VPSie   3 machines");
    }

    @Test
    void withoutReplicasThereIsNoEmptyTable() {
        SandboxView environment = new SandboxView(List.of(), List.of(), Map.of(), "0 machines");

        assertThat(TableRenderer.render(environment)).containsExactly("  nodes   none", "  VPSie   0 machines");
    }

    @Test
    void onlyChangesAreTold() {
        SandboxView before = view(17, Map.of("Ready", 2));

        assertThat(TableRenderer.changes(Optional.of(before), view(99, Map.of("Ready", 2))))
                .as("a counter is no news")
                .isEmpty();
        assertThat(TableRenderer.changes(Optional.of(before), view(17, Map.of("Ready", 3))))
                .containsExactly("nodes Ready 3");
        assertThat(TableRenderer.changes(Optional.empty(), before))
                .containsExactly(
                        "replica-0 ready, leads in term 118",
                        "replica-1 ready, follows replica-0",
                        "replica-2 starting",
                        "group sample min 2 max 5",
                        "nodes Ready 2",
                        "VPSie 3 machines");
    }

    @Test
    void aTerminalIsRepaintedAndAFileGetsPlainLines() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        Screen painting = new Screen(new PrintStream(terminal, true, StandardCharsets.UTF_8), true);
        painting.show(view(1, Map.of()));
        painting.show(view(2, Map.of()));
        assertThat(terminal.toString(StandardCharsets.UTF_8)).contains("\u001b[7A\r\u001b[J");

        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Screen plain = new Screen(new PrintStream(file, true, StandardCharsets.UTF_8), false);
        plain.show(view(1, Map.of()));
        plain.show(view(2, Map.of()));
        assertThat(file.toString(StandardCharsets.UTF_8))
                .doesNotContain("\u001b")
                .hasLineCount(6);
    }

    private static SandboxView view(long reconciles, Map<String, Integer> nodes) {
        ReplicaStatus leader = new ReplicaStatus(
                LEADER.name(), LEADER.state(), true, LEADER.election(), LEADER.leader(), true, 118, reconciles);
        return new SandboxView(List.of(leader, FOLLOWER, STARTING), List.of("sample min 2 max 5"), nodes, "3 machines");
    }
}
