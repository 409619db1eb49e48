package com.vpsie.autoscaler.it.deployment;

import com.vpsie.autoscaler.it.stage.TestImage;
import com.vpsie.autoscaler.sandbox.kube.real.ChosenKubernetes;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Says once, before the integration tests, in which ways servers run and on which API, and what is not run and why.
 * Found by the service loader; of the JVMs that the build starts, number 1 by {@code -Dit.announcer} says it.
 */
public class Announcement implements LauncherSessionListener {
    private static final String FIRST_JVM = "1";
    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (FIRST_JVM.equals(System.getProperty("it.announcer")) && SAID.compareAndSet(false, true)) {
            lines().forEach(System.out::println);
        }
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("servers as processes: yes");
        lines.add("servers as containers: " + orNot(whyNoContainers(), "yes, of the image " + TestImage.NAME));
        lines.add("servers of an existing deployment: "
                + (Deployment.KUBECONFIG.isBlank()
                        ? "NOT RUN, because -Dit.kubeconfig=FILE names none"
                        : Deployment.describe() + disturbance()));
        lines.add("Kubernetes API: " + (ChosenKubernetes.isReal() ? "a real one, -Dsandbox.kube=real" : "embedded"));
        lines.add("Kubernetes API of tests that compare: "
                + orNot(RealKubernetes.whyNot(), "embedded, and " + RealKubernetes.whichOne()));
        return lines;
    }

    private static String disturbance() {
        return (Boolean.getBoolean("it.disturb") ? "" : "; hand-over NOT RUN without -Dit.disturb=true")
                + (Boolean.getBoolean("it.buy") ? "" : "; buying NOT RUN without -Dit.buy=true")
                + "; split brain NOT RUN, it needs proxies";
    }

    private static String whyNoContainers() {
        try {
            Optional<String> whyNot = TestImage.whyNot();
            return whyNot.orElse("");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static String orNot(String whyNot, String found) {
        return whyNot.isEmpty() ? found : "NOT RUN, because " + whyNot;
    }
}
