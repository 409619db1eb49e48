package com.vpsie.autoscaler.sandbox.replica;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Replicas as containers of an image, as restricted as in Kubernetes: root file system read-only, no capabilities, no new
 * privileges, a limit of memory, volatile directories where the server writes. They are on the host's network, so that
 * they reach what listens on loopback, and a crash leaves no container behind ({@code --rm}).
 *
 * @param image name of the image
 */
public record Containers(String image) implements ReplicaRuntime {
    private static final String MEMORY = "512m";
    private static final int PATIENCE_SECONDS = 30;

    @Override
    public ProcessBuilder command(ReplicaSpec spec) {
        List<String> command = new ArrayList<>(List.of("docker", "run", "--rm", "--name", name(spec)));
        command.addAll(List.of("--network", "host", "--memory", MEMORY, "--memory-swap", MEMORY));
        command.addAll(List.of("--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
        command.addAll(List.of("--tmpfs", "/tmp:mode=1777", "--tmpfs", "/opt/ol/wlp/output:mode=0777,exec"));
        command.addAll(List.of("--volume", spec.kubeconfig() + ":" + spec.kubeconfig() + ":ro"));
        spec.environment().forEach((key, value) -> command.addAll(List.of("--env", key + "=" + value)));
        command.add(image);
        command.addAll(spec.arguments());
        return new ProcessBuilder(command);
    }

    /** Of this JVM, so that two runs on one machine do not meet. */
    private static String name(ReplicaSpec spec) {
        return "vpsie-autoscaler-" + spec.name() + "-" + ProcessHandle.current().pid();
    }

    /** SIGTERM to the container's first process, SIGKILL 30 s later. */
    @Override
    public void stop(ReplicaSpec spec, Process process) throws IOException {
        docker("stop", "--time", Integer.toString(PATIENCE_SECONDS), name(spec));
    }

    @Override
    public void kill(ReplicaSpec spec, Process process) throws IOException {
        if (process.isAlive()) {
            Process kill = docker("kill", name(spec));
            try {
                if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("docker kill " + name(spec) + " does not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Process docker(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
