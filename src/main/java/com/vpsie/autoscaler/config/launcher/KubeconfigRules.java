package com.vpsie.autoscaler.config.launcher;

import com.vpsie.autoscaler.config.Flags;
import com.vpsie.autoscaler.config.Settings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which kubeconfig will be used, and whether it can be: the one of the flag, else none in a cluster, else those of
 * {@code KUBECONFIG}, else {@code ~/.kube/config}.
 */
final class KubeconfigRules {
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

    private KubeconfigRules() {}

    /** One message per file that cannot be used, or one when there is nothing to use. */
    static List<String> problems(Settings settings, Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        if (settings.kubeconfig().isPresent()) {
            String name = settings.kubeconfig().get();
            Kubeconfig.problem(Path.of(name))
                    .ifPresent(problem ->
                            problems.add("--" + Flags.KUBECONFIG.name() + "=" + name + ": the file " + problem));
        } else if (!isInCluster(environment)) {
            problems.addAll(outsideOfCluster(environment));
        }
        return problems;
    }

    private static boolean isInCluster(Map<String, String> environment) {
        return !environment.getOrDefault("KUBERNETES_SERVICE_HOST", "").isEmpty() && Files.isReadable(SERVICE_ACCOUNT);
    }

    private static List<String> outsideOfCluster(Map<String, String> environment) {
        String listed = environment.getOrDefault("KUBECONFIG", "");
        Path home = Path.of(System.getProperty("user.home", "/"), ".kube", "config");
        List<String> problems = new ArrayList<>();
        if (!listed.isEmpty()) {
            for (String name : listed.split(File.pathSeparator, -1)) {
                if (!name.isBlank()) {
                    Kubeconfig.problem(Path.of(name))
                            .ifPresent(problem -> problems.add("KUBECONFIG=" + name + ": the file " + problem));
                }
            }
        } else if (Files.exists(home)) {
            Optional<String> problem = Kubeconfig.problem(home);
            problem.ifPresent(p -> problems.add(home + " (no --kubeconfig given): the file " + p));
        } else {
            problems.add("no cluster to work in: not in a pod, --kubeconfig and KUBECONFIG are not set, and " + home
                    + " does not exist");
        }
        return problems;
    }
}
