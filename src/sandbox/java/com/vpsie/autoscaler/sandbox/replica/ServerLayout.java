package com.vpsie.autoscaler.sandbox.replica;

import java.nio.file.Path;

/**
 * Where things are on disk.
 *
 * @param launcher the product's own start script
 * @param wlp the unpacked Liberty runtime, shared by all replicas
 * @param userDirectory holds {@code servers/defaultServer} with the deployed WAR, shared by all replicas
 * @param work one directory per replica is made below
 */
public record ServerLayout(Path launcher, Path wlp, Path userDirectory, Path work) {

    /** Work area, console log and Liberty's logs of one replica. */
    public Path directoryOf(ReplicaSpec spec) {
        return work.resolve(spec.name());
    }

    /** What the replica printed, over all its starts. */
    public Path consoleOf(ReplicaSpec spec) {
        return directoryOf(spec).resolve("console.log");
    }
}
