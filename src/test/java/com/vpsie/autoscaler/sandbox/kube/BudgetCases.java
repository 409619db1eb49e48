package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** The status of a PodDisruptionBudget. */
final class BudgetCases extends Cases {
    BudgetCases() {
        super("disruption budgets");
        add("a new budget allows nothing yet", api -> {
            String name = api.unique("budget");
            Reply made =
                    api.post(path(api), body(name, "'minAvailable': 1", "none")).expect(201);
            assertThat(made.at("/status/disruptionsAllowed").asInt(-1)).isZero();
            assertThat(made.at("/status/expectedPods").asInt(-1)).isZero();
        });
        add("a budget over no pods has been observed", api -> {
            String name = make(api, "'minAvailable': 2", "none");
            settled(api, name, 0, 0, 2, 0);
            Reply read = get(api, name);
            assertThat(read.at("/status/observedGeneration").asInt()).isEqualTo(1);
            JsonNode condition = read.at("/status/conditions/0");
            assertThat(condition.path("type").asText()).isEqualTo("DisruptionAllowed");
            assertThat(condition.path("status").asText()).isEqualTo("False");
            assertThat(condition.path("reason").asText()).isEqualTo("InsufficientPods");
        });
        add("a budget counts the healthy pods of its selector", api -> {
            String label = api.unique("app");
            String name = make(api, "'minAvailable': 1", label);
            Pods.healthy(api, label);
            Pods.healthy(api, label);
            Pods.bound(api, label);
            Pods.healthy(api, "another");
            settled(api, name, 1, 2, 1, 3);
            JsonNode condition = get(api, name).at("/status/conditions/0");
            assertThat(condition.path("status").asText()).isEqualTo("True");
            assertThat(condition.path("reason").asText()).isEqualTo("SufficientPods");
        });
        add("what is allowed is never below nought", api -> {
            String label = api.unique("app");
            String name = make(api, "'minAvailable': 3", label);
            Pods.healthy(api, label);
            settled(api, name, 0, 1, 3, 1);
        });
        add("a percentage of nothing managed allows nothing", api -> {
            String label = api.unique("app");
            String name = make(api, "'maxUnavailable': '50%'", label);
            Pods.healthy(api, label);
            Pods.healthy(api, label);
            Await.until(
                    "it has seen the pods",
                    () -> allowed(api, name) == 0
                            && get(api, name).at("/status/observedGeneration").asInt() == 1);
            assertThat(get(api, name).at("/status/desiredHealthy").asInt(-1)).isZero();
        });
        changes();
        owners();
        validation();
    }

    private static String path(Contract api) {
        return "/apis/policy/v1/namespaces/" + api.namespace() + "/poddisruptionbudgets";
    }

    private static String body(String name, String rule, String label) {
        return "{'metadata': {'name': '" + name + "'}, 'spec': {" + rule + ", 'selector': {'matchLabels': {'set': '"
                + label + "'}}}}";
    }

    /** Makes a budget over the pods with this label. */
    static String make(Contract api, String rule, String label) {
        String name = api.unique("budget");
        api.post(path(api), body(name, rule, label)).expect(201);
        return name;
    }

    static Reply get(Contract api, String name) {
        return api.get(path(api) + "/" + name).expect(200);
    }

    static void delete(Contract api, String name) {
        api.delete(path(api) + "/" + name).expect(200);
    }

    private static int allowed(Contract api, String name) {
        return get(api, name).at("/status/disruptionsAllowed").asInt(-1);
    }

    static void allows(Contract api, String name, int disruptions) {
        Await.until(
                "the budget allows " + disruptions,
                () -> allowed(api, name) == disruptions
                        && get(api, name).at("/status/observedGeneration").asInt() > 0);
    }

    private static void settled(Contract api, String name, int allowed, int healthy, int desired, int expected) {
        String wanted = allowed + " " + healthy + " " + desired + " " + expected;
        Await.until("the status is " + wanted, () -> {
            JsonNode status = get(api, name).at("/status");
            String seen = status.path("disruptionsAllowed").asText() + " "
                    + status.path("currentHealthy").asText() + " "
                    + status.path("desiredHealthy").asText() + " "
                    + status.path("expectedPods").asText();
            return seen.equals(wanted) && status.path("observedGeneration").asInt() > 0;
        });
    }

    private void changes() {
        add("a pod that becomes unready is counted no longer", api -> {
            String label = api.unique("app");
            String name = make(api, "'minAvailable': 1", label);
            String pod = Pods.healthy(api, label);
            Pods.healthy(api, label);
            settled(api, name, 1, 2, 1, 2);
            Pods.report(api, pod, "Running", false);
            settled(api, name, 0, 1, 1, 2);
        });
        add("a pod that is being deleted is counted no longer", api -> {
            String label = api.unique("app");
            String name = make(api, "'minAvailable': 1", label);
            String pod = Pods.healthy(api, label);
            Pods.healthy(api, label);
            settled(api, name, 1, 2, 1, 2);
            api.delete(Pods.path(api, pod)).expect(200);
            settled(api, name, 0, 1, 1, 2);
        });
        add("a pod that is over is expected and not healthy", api -> {
            String label = api.unique("app");
            String name = make(api, "'minAvailable': 1", label);
            String pod = Pods.healthy(api, label);
            Pods.healthy(api, label);
            settled(api, name, 1, 2, 1, 2);
            Pods.report(api, pod, "Succeeded", false);
            settled(api, name, 0, 1, 1, 2);
        });
        add("a changed budget is counted anew", api -> {
            String label = api.unique("app");
            String name = make(api, "'minAvailable': 1", label);
            Pods.healthy(api, label);
            settled(api, name, 0, 1, 1, 1);
            api.patch(path(api) + "/" + name, Contract.MERGE, "{'spec': {'minAvailable': 0}}")
                    .expect(200);
            settled(api, name, 1, 1, 0, 1);
            assertThat(get(api, name).at("/status/observedGeneration").asInt()).isEqualTo(2);
        });
    }

    private void owners() {
        add("unavailability is counted from the replicas of the owner", api -> {
            String label = api.unique("app");
            replicas(api, label, 4, 3);
            settled(api, make(api, "'maxUnavailable': 2", label), 1, 3, 2, 4);
        });
        add("a percentage of unavailability is rounded up", api -> {
            String label = api.unique("app");
            replicas(api, label, 5, 5);
            settled(api, make(api, "'maxUnavailable': '30%'", label), 2, 5, 3, 5);
        });
        add("a percentage of availability is rounded up", api -> {
            String label = api.unique("app");
            replicas(api, label, 5, 5);
            settled(api, make(api, "'minAvailable': '50%'", label), 2, 5, 3, 5);
        });
    }

    /**
     * A StatefulSet with its pods, whoever makes them first: the case or a controller, which is told not to replace those
     * that are not of its making.
     */
    private static void replicas(Contract api, String label, int wanted, int healthy) {
        String name = api.unique("set");
        Reply set = api.post(
                        "/apis/apps/v1/namespaces/" + api.namespace() + "/statefulsets",
                        "{'metadata': {'name': '" + name + "'}, 'spec': {'replicas': " + wanted
                                + ", 'serviceName': 'none', 'podManagementPolicy': 'Parallel',"
                                + " 'updateStrategy': {'type': 'OnDelete'}, 'selector': {'matchLabels': {'set': '"
                                + label + "'}},"
                                + " 'template': {'metadata': {'labels': {'set': '" + label + "'}},"
                                + " 'spec': {'containers': [{'name': 'c', 'image': 'i'}]}}}}")
                .expect(201);
        for (int i = 0; i < wanted; i++) {
            String pod = name + "-" + i;
            api.post(
                    Pods.path(api),
                    "{'metadata': {'name': '" + pod + "', 'labels': {'set': '" + label
                            + "'}, 'ownerReferences': [{'apiVersion': 'apps/v1', 'kind': 'StatefulSet', 'controller':"
                            + " true, 'name': '" + name + "', 'uid': '" + set.uid()
                            + "'}]}, 'spec': {'nodeName': 'contract-node', 'containers': [{'name': 'c', 'image': 'i'}]}}");
            Await.until("the pod is there", () -> Pods.get(api, pod).code() == 200);
            if (i < healthy) {
                Pods.report(api, pod, "Running", true);
            }
        }
    }

    private void validation() {
        refused("both rules", "'minAvailable': 1, 'maxUnavailable': 1", "spec");
        refused("a negative number", "'minAvailable': -1", "spec.minAvailable");
        refused("more than all", "'minAvailable': '120%'", "spec.minAvailable");
        refused("no number", "'maxUnavailable': 'some'", "spec.maxUnavailable");
        refused(
                "an unknown policy for unhealthy pods",
                "'minAvailable': 1, 'unhealthyPodEvictionPolicy': 'Odd'",
                "spec.unhealthyPodEvictionPolicy");
    }

    private void refused(String what, String rule, String field) {
        add("a budget with " + what + " is refused", api -> {
            Reply refused = api.post(path(api), body("never", rule, "x")).expect(422, "Invalid");
            assertThat(refused.at("/details/causes/0/field").asText()).isEqualTo(field);
        });
    }
}
