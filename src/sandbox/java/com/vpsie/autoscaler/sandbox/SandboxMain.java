package com.vpsie.autoscaler.sandbox;

import com.vpsie.autoscaler.sandbox.scenario.FailoverScenario;
import com.vpsie.autoscaler.sandbox.scenario.RunResult;
import com.vpsie.autoscaler.sandbox.scenario.ScenarioEngine;
import com.vpsie.autoscaler.sandbox.scenario.StepReport;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Runs the product on this machine: {@code ./mvnw -Psandbox} shows a live table until Ctrl-C,
 * {@code -Dsandbox.scenario=failover} plays a script to its end. Exits with 1 when a step fails or something is in the
 * way, and leaves no process behind in any case.
 */
public final class SandboxMain {
    private static final long REPAINT_MILLIS = 500;

    private final SandboxOptions options;
    private final Screen screen;
    private final CountDownLatch stop = new CountDownLatch(1);

    private SandboxMain(SandboxOptions options, Screen screen) {
        this.options = options;
        this.screen = screen;
    }

    /** No arguments; see {@link SandboxOptions} for the system properties. */
    public static void main(String[] arguments) throws InterruptedException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer of the JDK's server is 40 ms late
        Screen screen = Screen.standardOutput();
        screen.say("the sandbox starts");
        int status = 1;
        try {
            status = new SandboxMain(SandboxOptions.from(System.getProperties()), screen).run();
        } catch (SandboxException e) {
            screen.say(String.valueOf(e.getMessage()));
        }
        if (status != 0) {
            System.exit(status);
        }
    }

    private int run() throws InterruptedException {
        Sandbox.requirePorts(options);
        prepareWork();
        Sandbox sandbox = Sandbox.start(options, screen::say);
        Thread hook = new Thread(() -> stopBySignal(sandbox), "sandbox-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        boolean passed;
        try {
            passed = options.scenario().isPresent()
                    ? play(sandbox, options.scenario().get())
                    : live(sandbox);
        } catch (IOException e) {
            throw new SandboxException("cannot start a replica: " + e.getMessage(), e);
        } finally {
            sandbox.close();
        }
        tell("everything is stopped");
        return passed ? 0 : 1;
    }

    private void stopBySignal(Sandbox sandbox) {
        if (stop.getCount() > 0 && !sandbox.isClosed()) {
            screen.leave();
            screen.say("stopping");
            stop.countDown();
            sandbox.close();
            screen.say("everything is stopped");
        }
    }

    private boolean live(Sandbox sandbox) throws InterruptedException, IOException {
        sandbox.environment().sampleGroup().create();
        screen.say("NodeGroup sample created: between 2 and 5 nodes");
        sandbox.startReplicas();
        hints();
        while (!stop.await(REPAINT_MILLIS, TimeUnit.MILLISECONDS)) {
            try {
                screen.show(sandbox.look());
            } catch (KubernetesClientException e) {
                Logger.getLogger(SandboxMain.class.getName()).fine(() -> "no table this time: " + e.getMessage());
            }
        }
        return true;
    }

    private void hints() {
        if (options.replicas() == 0) {
            screen.say("no replicas; join with: ./mvnw liberty:dev");
        }
        Path work = options.project().relativize(options.work());
        screen.say("try: kubectl --kubeconfig " + work + "/kubeconfig get nodegroups,vpsienodes,nodes -A");
        screen.say("Ctrl-C stops everything");
    }

    private boolean play(Sandbox sandbox, String name) throws InterruptedException {
        if (!name.equals("failover")) {
            throw new SandboxException("-Dsandbox.scenario=" + name + ": there is only failover");
        }
        if (options.replicas() < 2) {
            throw new SandboxException("-Dsandbox.replicas=" + options.replicas() + ": failover needs two at least");
        }
        List<RunResult> runs = new ArrayList<>();
        for (int i = 1; i <= options.runs(); i++) {
            if (options.runs() > 1) {
                screen.say("run " + i + " of " + options.runs());
            }
            try (FailoverScenario scenario = new FailoverScenario(sandbox)) {
                runs.add(new ScenarioEngine(System::nanoTime, this::tell).play(scenario.steps()));
            }
            if (!runs.get(runs.size() - 1).passed()) {
                snapshot(sandbox);
                break;
            }
        }
        return judge(runs);
    }

    private void snapshot(Sandbox sandbox) {
        try {
            sandbox.environment().snapshot();
            tell("objects and the cloud's log as they were then: "
                    + options.work().resolve("snapshot"));
        } catch (IOException | KubernetesClientException e) {
            tell("cannot write what was there: " + e.getMessage());
        }
    }

    /** After a signal, what is said here is only the noise of things being stopped; the signal's thread speaks. */
    private void tell(String line) {
        if (stop.getCount() > 0) {
            screen.say(line);
        }
    }

    private boolean judge(List<RunResult> runs) {
        if (options.runs() > 1) {
            screen.print(StepReport.summary(runs));
        }
        RunResult last = runs.get(runs.size() - 1);
        last.failed()
                .ifPresentOrElse(
                        step -> tell("FAILED in step \"" + step.name() + "\": " + step.detail() + "; logs are in "
                                + options.work()),
                        () -> tell("the scenario passed"));
        return last.passed();
    }

    /** Empties the logs of an earlier run, and sends what libraries say to a file. */
    private void prepareWork() {
        try {
            Files.createDirectories(options.work());
            for (int i = 0; i < options.replicas(); i++) {
                Files.deleteIfExists(options.work().resolve("replica-" + i).resolve("console.log"));
            }
            LogManager.getLogManager().reset();
            Handler file = new FileHandler(options.work().resolve("sandbox.log").toString());
            file.setFormatter(new SimpleFormatter());
            Logger.getLogger("").addHandler(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + options.work(), e);
        }
    }
}
