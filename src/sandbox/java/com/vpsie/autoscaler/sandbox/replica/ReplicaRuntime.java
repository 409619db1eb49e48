package com.vpsie.autoscaler.sandbox.replica;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** How replicas run: as processes of this machine or as containers. Thread-safe, without state. */
public interface ReplicaRuntime {
    /** A command that runs the replica in the foreground: it ends with the replica and with its exit code. */
    ProcessBuilder command(ReplicaSpec spec);

    /** A process and all below it that run. */
    static List<ProcessHandle> tree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    /**
     * Sends a signal to the replica's first process, which is what a kubelet or a person at a terminal reaches.
     *
     * @param name without {@code SIG}
     * @throws IOException when it cannot be sent
     */
    default void signal(ReplicaSpec spec, Process process, String name) throws IOException {
        Replica.send(name, List.of(process.toHandle()));
    }

    /** Asks the replica to stop, as the kubelet does; does not wait for its end. */
    void stop(ReplicaSpec spec, Process process) throws IOException;

    /** The replica's processes on this machine, as far as they run: those that do its work, and no client's. */
    List<ProcessHandle> processes(ReplicaSpec spec, Process process);

    /** Ends the replica at once and without a warning, everything that belongs to it included. */
    void kill(ReplicaSpec spec, Process process) throws IOException;
}
