package com.vpsie.autoscaler.config.launcher;

import com.vpsie.autoscaler.config.Flag;
import com.vpsie.autoscaler.config.Flags;
import com.vpsie.autoscaler.config.Given;
import com.vpsie.autoscaler.config.Settings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code vpsie-autoscaler check}: everything a replica needs, looked at once, as a table; exit code 1 when one fails. */
final class CheckCommand {
    private static final int MILLIS = 5_000;
    /** Held here, or the level would be forgotten with the logger. */
    private static final Logger EVERYBODY = Logger.getLogger("");

    private CheckCommand() {}

    /** Returns the exit code. The flags are valid by now; kubeconfig problems are already known. */
    static int run(
            Settings settings,
            List<String> warnings,
            List<String> kubeconfigProblems,
            CommandLineSource source,
            PrintStream out) {
        EVERYBODY.setLevel(Level.OFF); // the table says it all
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("flags", "valid"));
        warnings.forEach(warning -> findings.add(new Finding("flags", Finding.Verdict.WARNING, warning)));
        kubeconfigProblems.forEach(problem -> findings.add(Finding.failed("kubeconfig", problem)));
        if (kubeconfigProblems.isEmpty()) {
            findings.add(Finding.ok("kubeconfig", settings.kubeconfig().orElse("found by itself")));
            String namespace = text(source, Flags.LEADER_ELECTION_NAMESPACE);
            String lease = text(source, Flags.LEADER_ELECTION_ID);
            try (KubernetesClient client =
                    new KubernetesClientBuilder().withConfig(config(settings)).build()) {
                findings.addAll(new ClusterCheck(client, settings, namespace, lease).run());
            }
        }
        print(findings, out);
        return findings.stream().anyMatch(f -> f.verdict() == Finding.Verdict.FAILED) ? 1 : 0;
    }

    private static String text(CommandLineSource source, Flag flag) {
        return source.find(flag)
                .map(Given::value)
                .filter(value -> !value.isBlank())
                .orElse(flag.defaultValue());
    }

    private static Config config(Settings settings) {
        Config found = settings.kubeconfig()
                .map(path -> Config.fromKubeconfig(new File(path)))
                .orElseGet(() -> Config.autoConfigure(null));
        return new ConfigBuilder(found)
                .withConnectionTimeout(MILLIS)
                .withRequestTimeout(MILLIS)
                .withRequestRetryBackoffLimit(0)
                .build();
    }

    private static void print(List<Finding> findings, PrintStream out) {
        int width = findings.stream().mapToInt(f -> f.what().length()).max().orElse(1);
        for (Finding finding : findings) {
            String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
            out.println(String.format(
                    Locale.ROOT, "%-7s  %-" + width + "s  %s", verdict, finding.what(), finding.detail()));
        }
    }
}
