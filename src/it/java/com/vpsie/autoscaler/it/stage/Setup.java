package com.vpsie.autoscaler.it.stage;

import com.vpsie.autoscaler.sandbox.kube.real.ChosenKubernetes;
import com.vpsie.autoscaler.sandbox.replica.ReplicaPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a {@link Stage} is set with. Immutable; each method that changes something gives another one.
 *
 * @param name of the directory below {@code target} that takes all logs
 * @param servers how many
 * @param lease name of the Lease they race for
 * @param duration L; D follows from it
 * @param way how the servers run
 * @param real on a real control plane, else on the embedded API
 * @param documentedPorts whether they listen on the ports that the documents of the Go controller give its servers, 19000
 *     and 19100 on, else on free ones
 * @param flags more of them, without dashes
 */
public record Setup(
        String name,
        int servers,
        String lease,
        Duration duration,
        Way way,
        boolean real,
        boolean documentedPorts,
        Map<String, String> flags) {
    /** Short settle windows, and as many purchases as a test likes. */
    private static final Map<String, String> FOR_TESTS = Map.of(
            "leader-election-debug", "true",
            "settle-window", "3s",
            "max-creations-per-group-hour", "0",
            "max-creations-per-term", "0");

    public Setup {
        flags = Map.copyOf(flags);
    }

    /** Processes on free ports, on the API that {@code -Dsandbox.kube} names. */
    public static Setup of(String name, int servers, String lease, Duration duration) {
        return new Setup(name, servers, lease, duration, Way.PROCESSES, ChosenKubernetes.isReal(), false, FOR_TESTS);
    }

    public Setup running(Way other) {
        return new Setup(name, servers, lease, duration, other, real, documentedPorts, flags);
    }

    public Setup onReal(boolean wanted) {
        return new Setup(name, servers, lease, duration, way, wanted, documentedPorts, flags);
    }

    public Setup onDocumentedPorts() {
        return new Setup(name, servers, lease, duration, way, real, true, flags);
    }

    /** With one flag more, or another value of it. */
    public Setup with(String flag, String value) {
        Map<String, String> more = new LinkedHashMap<>(flags);
        more.put(flag, value);
        return new Setup(name, servers, lease, duration, way, real, documentedPorts, more);
    }

    /** D, as it follows from L. */
    public Duration deadline() {
        return duration.multipliedBy(2).dividedBy(3);
    }

    /** The largest random wait before a take-over. */
    public Duration stagger() {
        return Duration.ofMillis(Math.min(500, 20L * (servers - 1)));
    }

    /** Users of the replicas, each called as its pod. */
    public List<String> users() {
        return IntStream.range(0, servers).mapToObj(i -> "replica-" + i).toList();
    }

    /** Where the logs of everything are. */
    public Path work() {
        return Path.of("target", name).toAbsolutePath();
    }

    ReplicaPorts portsOf(int index) {
        return documentedPorts ? ReplicaPorts.of(index) : ReplicaPorts.free();
    }

    Map<String, String> allFlags() {
        Map<String, String> all = new LinkedHashMap<>(flags);
        all.put("leader-election-lease-duration", duration.toSeconds() + "s");
        return all;
    }
}
