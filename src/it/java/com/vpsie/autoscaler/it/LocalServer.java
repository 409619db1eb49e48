package com.vpsie.autoscaler.it;

import com.vpsie.autoscaler.it.stage.Primed;
import com.vpsie.autoscaler.sandbox.replica.ReplicaPorts;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One replica as a local process: the launcher of the checkout, the deployed WAR, free ports and directories of its own
 * below {@code target/it}. Used by one thread. {@link #close} leaves no process.
 */
public final class LocalServer implements AutoCloseable {
    /** A cold start on a busy machine with two cores. */
    static final Duration START = Duration.ofSeconds(120);

    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Path LAUNCHER =
            Path.of("liberty", "bin", "vpsie-autoscaler").toAbsolutePath();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Path directory;
    private final List<String> flags;
    private final int metrics;
    private final int health;
    private final int management;
    private final int admin;
    private final Map<String, String> more = new TreeMap<>();
    private Optional<Process> process = Optional.empty();

    /** Status and body of an answer. */
    record Answer(int status, String body) {}

    private LocalServer(Path directory, List<String> flags, ReplicaPorts ports) {
        this.directory = directory;
        this.flags = flags;
        this.metrics = ports.metrics();
        this.health = ports.health();
        this.management = ports.management();
        this.admin = ports.admin();
    }

    /** Not started yet; the flags come on top of the addresses. */
    static LocalServer named(String name, String... flags) {
        Path directory = Path.of("target", "it", name).toAbsolutePath();
        return new LocalServer(directory, List.of(flags), ReplicaPorts.free());
    }

    /** With one variable more in its environment. */
    LocalServer with(String variable, String value) {
        more.put(variable, value);
        return this;
    }

    /** A file in this server's directory, for what its flags point to. */
    static Path write(String name, String file, String content) {
        try {
            Path directory =
                    Files.createDirectories(Path.of("target", "it", name).toAbsolutePath());
            return Files.writeString(directory.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() throws IOException {
        Files.createDirectories(directory.resolve("logs"));
        Files.deleteIfExists(console());
        List<String> command = new ArrayList<>(List.of(
                LAUNCHER.toString(),
                "--metrics-addr=127.0.0.1:" + metrics,
                "--health-addr=127.0.0.1:" + health,
                "--management-addr=127.0.0.1:" + management,
                "--admin-addr=127.0.0.1:" + admin,
                "--log-format=console"));
        command.addAll(flags);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(console().toFile());
        environment(builder.environment());
        process = Optional.of(builder.start());
    }

    private void environment(Map<String, String> environment) {
        // what Maven was started with is not for the server
        environment.keySet().removeIf(name -> name.startsWith("MAVEN_") || name.equals("JVM_ARGS"));
        environment.remove("KUBECONFIG");
        environment.put("WLP_INSTALL_DIR", System.getProperty("wlp.directory", ""));
        environment.put("WLP_USER_DIR", System.getProperty("wlp.user.directory", ""));
        environment.put("WLP_OUTPUT_DIR", directory.resolve("output").toString());
        environment.put("LOG_DIR", directory.resolve("logs").toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.putAll(Primed.environment());
        environment.putAll(more);
    }

    URI healthUrl(String path) {
        return URI.create("http://127.0.0.1:" + health + path);
    }

    URI metricsUrl(String path) {
        return URI.create("http://127.0.0.1:" + metrics + path);
    }

    URI managementUrl(String path) {
        return URI.create("http://127.0.0.1:" + management + path);
    }

    static Answer get(URI url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    static Answer post(URI url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    /** Waits until {@code /readyz} answers with this status and has these words; returns the body. */
    String awaitReadyz(int status, String... words) throws Exception {
        String[] last = {"no answer"};
        return Await.answer(
                START,
                "status " + status + " and " + List.of(words) + " from " + healthUrl("/readyz"),
                () -> last[0] + "; console " + console(),
                () -> {
                    if (!isAlive()) {
                        throw new AssertionError("the server has ended:\n" + consoleText());
                    }
                    Answer answer = tryGet(healthUrl("/readyz"));
                    last[0] = answer.toString();
                    boolean all = List.of(words).stream().allMatch(answer.body()::contains);
                    return answer.status() == status && all ? Optional.of(answer.body()) : Optional.empty();
                });
    }

    private static Answer tryGet(URI url) throws InterruptedException {
        try {
            return get(url);
        } catch (IOException notThereYet) {
            return new Answer(0, String.valueOf(notThereYet));
        }
    }

    boolean isAlive() {
        return process.map(Process::isAlive).orElse(false);
    }

    /** The launcher, which is what a kubelet or a shell sends its signals to. */
    ProcessHandle launcher() {
        return process.orElseThrow().toHandle();
    }

    /** The JVM, as the launcher wrote it down. */
    Optional<ProcessHandle> jvm() throws IOException {
        Path file = directory.resolve("output/defaultServer/vpsie-autoscaler.pid");
        return Files.exists(file)
                ? ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                : Optional.empty();
    }

    /** Waits for the launcher's end. */
    int awaitExit() throws InterruptedException, IOException {
        Process running = process.orElseThrow();
        if (!running.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + STOP + ":\n" + consoleText());
        }
        return running.exitValue();
    }

    Path console() {
        return directory.resolve("console.log");
    }

    String consoleText() throws IOException {
        return Files.exists(console()) ? Files.readString(console()) : "";
    }

    @Override
    public void close() {
        process.ifPresent(running -> {
            List<ProcessHandle> all = running.descendants().toList();
            running.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            running.onExit().join();
        });
    }
}
