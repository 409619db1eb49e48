package com.vpsie.autoscaler.sandbox;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What was there when something went wrong, as files that a person can read afterwards. */
final class Snapshot {
    private Snapshot() {}

    /** Writes custom resources, Nodes, Leases, Events and the cloud's log. */
    static void write(Path directory, KubernetesClient client, Environment environment) throws IOException {
        Files.createDirectories(directory);
        write(directory, "nodegroups", environment.sampleGroup().groups());
        write(directory, "vpsienodes", environment.sampleGroup().nodes());
        write(directory, "nodes", client.nodes().list().getItems());
        write(
                directory,
                "leases",
                client.leases().inNamespace(Environment.NAMESPACE).list().getItems());
        write(
                directory,
                "events",
                client.v1().events().inNamespace(Environment.NAMESPACE).list().getItems());
        Files.write(
                directory.resolve("cloud.log"),
                environment.cloud().log().entries().stream()
                        .map(Object::toString)
                        .toList());
    }

    private static void write(Path directory, String name, List<? extends HasMetadata> objects) throws IOException {
        String yaml = objects.stream().map(Serialization::asYaml).collect(Collectors.joining());
        Files.writeString(directory.resolve(name + ".yaml"), yaml);
    }
}
