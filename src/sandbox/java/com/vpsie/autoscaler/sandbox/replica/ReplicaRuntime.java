package com.vpsie.autoscaler.sandbox.replica;

import java.io.IOException;

/** How replicas run: as processes of this machine or as containers. Thread-safe, without state. */
public interface ReplicaRuntime {
    /** A command that runs the replica in the foreground: it ends with the replica and with its exit code. */
    ProcessBuilder command(ReplicaSpec spec);

    /** Asks the replica to stop, as the kubelet does; does not wait for its end. */
    void stop(ReplicaSpec spec, Process process) throws IOException;

    /** Ends the replica at once and without a warning, everything that belongs to it included. */
    void kill(ReplicaSpec spec, Process process) throws IOException;
}
