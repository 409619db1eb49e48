package com.vpsie.autoscaler.sandbox.replica;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        List<String> command = new ArrayList<>(List.of("run", "--rm", "--name", name(spec)));
        command.addAll(List.of("--network", "host", "--memory", MEMORY, "--memory-swap", MEMORY));
        command.addAll(List.of("--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
        // the emptyDirs of kube/base/deployment.yaml
        command.addAll(List.of("--tmpfs", "/tmp:mode=1777,size=16m"));
        command.addAll(List.of("--tmpfs", "/opt/ol/wlp/output:mode=0777,exec,size=128m"));
        command.addAll(List.of("--volume", spec.kubeconfig() + ":" + spec.kubeconfig() + ":ro"));
        spec.environment().forEach((key, value) -> command.addAll(List.of("--env", key + "=" + value)));
        command.add(image);
        command.addAll(spec.arguments());
        return Docker.command(command);
    }

    /** Of this JVM, so that two runs on one machine do not meet. */
    public static String name(ReplicaSpec spec) {
        return "vpsie-autoscaler-" + spec.name() + "-" + ProcessHandle.current().pid();
    }

    @Override
    public void signal(ReplicaSpec spec, Process process, String name) throws IOException {
        try {
            Docker.Result sent = Docker.run("kill", "--signal", name, name(spec));
            if (!sent.passed()) {
                throw new IOException(sent.output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGTERM to the container's first process, SIGKILL 30 s later. */
    @Override
    public void stop(ReplicaSpec spec, Process process) throws IOException {
        Docker.command(List.of("stop", "--time", Integer.toString(PATIENCE_SECONDS), name(spec)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Override
    public List<ProcessHandle> processes(ReplicaSpec spec, Process process) {
        return first(spec).map(ReplicaRuntime::tree).orElse(List.of());
    }

    /** The container's first process, as this machine sees it. */
    private static Optional<ProcessHandle> first(ReplicaSpec spec) {
        try {
            Docker.Result pid = Docker.run("inspect", "--format", "{{.State.Pid}}", name(spec));
            return pid.passed() ? ProcessHandle.of(Long.parseLong(pid.output())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void kill(ReplicaSpec spec, Process process) throws IOException {
        if (process.isAlive()) {
            try {
                Docker.run("kill", name(spec));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
