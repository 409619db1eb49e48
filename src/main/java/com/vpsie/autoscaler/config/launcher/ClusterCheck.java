package com.vpsie.autoscaler.config.launcher;

import com.vpsie.autoscaler.config.Settings;
import com.vpsie.autoscaler.permission.Deployment;
import com.vpsie.autoscaler.permission.PermissionCheck;
import com.vpsie.autoscaler.vpsie.VpsieProbe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Looks at the cluster, the Secret and VPSie as the autoscaler will meet them; changes nothing. */
final class ClusterCheck {
    private static final String GROUP_VERSION = "autoscaler.vpsie.com/v1alpha1";
    private static final List<String> KINDS = List.of("autoscalerconfigs", "nodegroups", "vpsienodes");

    private final KubernetesClient client;
    private final Settings settings;
    private final String electionNamespace;
    private final String lease;
    private final List<Finding> findings = new ArrayList<>();

    ClusterCheck(KubernetesClient client, Settings settings, String electionNamespace, String lease) {
        this.client = client;
        this.settings = settings;
        this.electionNamespace = electionNamespace;
        this.lease = lease;
    }

    List<Finding> run() {
        try {
            String version = client.getKubernetesVersion().getGitVersion();
            findings.add(Finding.ok("Kubernetes API", client.getMasterUrl() + " " + version));
        } catch (KubernetesClientException e) {
            findings.add(Finding.failed("Kubernetes API", client.getMasterUrl() + ": " + reason(e)));
            List.of("custom resources", "namespace", "permissions", "Secret", "VPSie API")
                    .forEach(what -> findings.add(Finding.skipped(what)));
            return findings;
        }
        look("custom resources", this::customResources);
        look("namespace " + electionNamespace, this::namespace);
        look("permissions", this::permissions);
        look("Secret", this::secretAndVpsie);
        return findings;
    }

    private void look(String what, Runnable check) {
        try {
            check.run();
        } catch (KubernetesClientException e) {
            findings.add(Finding.failed(what, reason(e)));
        }
    }

    private void customResources() {
        var served = client.getApiResources(GROUP_VERSION);
        TreeSet<String> missing = new TreeSet<>(KINDS);
        if (served != null) {
            served.getResources().forEach(resource -> missing.remove(resource.getName()));
        }
        findings.add(
                missing.isEmpty()
                        ? Finding.ok("custom resources", GROUP_VERSION)
                        : Finding.failed(
                                "custom resources",
                                missing + " not installed: kubectl apply -f kube/crds installs them"));
    }

    private void namespace() {
        String what = "namespace " + electionNamespace;
        boolean exists = client.namespaces().withName(electionNamespace).get() != null;
        findings.add(
                exists ? Finding.ok(what, "exists") : Finding.failed(what, "does not exist: the Lease lives there"));
    }

    private void permissions() {
        Deployment here = new Deployment(
                electionNamespace,
                lease,
                settings.vpsieSecret().namespace(),
                settings.vpsieSecret().name());
        List<String> denied = new PermissionCheck(client, here).missing(permission -> true);
        findings.add(
                denied.isEmpty()
                        ? Finding.ok("permissions", "all granted")
                        : Finding.failed("permissions", "not granted: " + String.join(", ", denied)));
    }

    private void secretAndVpsie() {
        String what = "Secret " + settings.vpsieSecret().namespace() + "/"
                + settings.vpsieSecret().name();
        Secret secret = client.secrets()
                .inNamespace(settings.vpsieSecret().namespace())
                .withName(settings.vpsieSecret().name())
                .get();
        if (secret == null) {
            findings.add(Finding.failed(what, "does not exist"));
            findings.add(Finding.skipped("VPSie API"));
            return;
        }
        Map<String, String> data = decoded(secret);
        VpsieProbe probe = new VpsieProbe(settings);
        VpsieProbe.Seen keys = probe.secret(data);
        findings.add(keys.ok() ? Finding.ok(what, keys.text()) : Finding.failed(what, keys.text()));
        if (!keys.ok()) {
            findings.add(Finding.skipped("VPSie API"));
            return;
        }
        VpsieProbe.Seen access = probe.access(data);
        findings.add(access.ok() ? Finding.ok("VPSie API", access.text()) : Finding.failed("VPSie API", access.text()));
    }

    private static Map<String, String> decoded(Secret secret) {
        Map<String, String> data = new LinkedHashMap<>();
        if (secret.getData() != null) {
            secret.getData()
                    .forEach((key, value) ->
                            data.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        }
        return data;
    }

    private static String reason(KubernetesClientException e) {
        if (e.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
            return "does not know this user (401)";
        }
        if (e.getStatus() != null && e.getStatus().getMessage() != null) {
            return e.getStatus().getMessage();
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        // the JDK's client says no more than this when nobody listens
        boolean silent = root instanceof ClosedChannelException || root.getMessage() == null;
        return silent ? "no connection" : root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
