package com.vpsie.autoscaler.sandbox;

import com.vpsie.autoscaler.sandbox.replica.ReplicaStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The live table as lines of text, and what changed between two of them. Pure. */
final class TableRenderer {
    private static final String ROW = "  %-10s %-11s %-9s %-11s %10s %11s";

    private TableRenderer() {}

    static List<String> render(SandboxView view) {
        List<String> lines = new ArrayList<>();
        if (!view.replicas().isEmpty()) {
            lines.add(row("REPLICA", "STATE", "ELECTION", "LEADER", "TERM", "RECONCILES"));
        }
        for (ReplicaStatus replica : view.replicas()) {
            lines.add(row(
                    replica.name(),
                    replica.state(),
                    replica.election().toLowerCase(Locale.ROOT),
                    replica.leads() ? "* itself" : replica.leader(),
                    replica.token() == 0 ? "" : Long.toString(replica.token()),
                    replica.election().isEmpty() ? "" : Long.toString(replica.reconciles())));
        }
        view.groups().forEach(group -> lines.add("  group   " + group));
        lines.add("  nodes   " + view.nodes());
        lines.add("  VPSie   " + view.bill());
        return lines;
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, ROW, (Object[]) cells).stripTrailing();
    }

    /** What to print where no table can be repainted; counters that only grow are no news. */
    static List<String> changes(Optional<SandboxView> before, SandboxView now) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < now.replicas().size(); i++) {
            int index = i;
            ReplicaStatus replica = now.replicas().get(i);
            String line = line(replica);
            boolean same = before.filter(view -> view.replicas().size() > index)
                    .map(view -> line(view.replicas().get(index)).equals(line))
                    .orElse(false);
            if (!same) {
                lines.add(line);
            }
        }
        if (!before.map(SandboxView::groups).equals(Optional.of(now.groups()))) {
            now.groups().forEach(group -> lines.add("group " + group));
        }
        if (!before.map(SandboxView::nodes).equals(Optional.of(now.nodes()))) {
            lines.add("nodes " + now.nodes());
        }
        if (!before.map(SandboxView::bill).equals(Optional.of(now.bill()))) {
            lines.add("VPSie " + now.bill());
        }
        return lines;
    }

    private static String line(ReplicaStatus replica) {
        String leader = replica.leads()
                ? ", leads in term " + replica.token()
                : replica.leader().isEmpty() ? "" : ", follows " + replica.leader();
        return replica.name() + " " + replica.state() + leader;
    }
}
