package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** Evictions, and the budgets that hold them. */
final class EvictionCases extends Cases {
    EvictionCases() {
        super("evictions");
        add("an eviction without a budget begins a deletion with the pod's grace", api -> {
            String pod = Pods.healthy(api, "");
            Reply answer = Pods.evict(api, pod, "").expect(201);
            assertThat(answer.at("/kind").asText()).isEqualTo("Status");
            assertThat(answer.at("/status").asText()).isEqualTo("Success");
            Reply stopping = Pods.get(api, pod).expect(200);
            assertThat(stopping.meta("deletionTimestamp")).isNotEmpty();
            assertThat(stopping.at("/metadata/deletionGracePeriodSeconds").asInt())
                    .isEqualTo(30);
        });
        add("an evicted pod carries the condition that says so", api -> {
            String pod = Pods.healthy(api, "");
            Pods.evict(api, pod, "").expect(201);
            for (var condition : Pods.get(api, pod).at("/status/conditions")) {
                if (condition.path("type").asText().equals("DisruptionTarget")) {
                    assertThat(condition.path("status").asText()).isEqualTo("True");
                    assertThat(condition.path("reason").asText()).isEqualTo("EvictionByEvictionAPI");
                    return;
                }
            }
            throw new AssertionError(
                    "no condition DisruptionTarget: " + Pods.get(api, pod).body());
        });
        add("an eviction takes the grace it is given", api -> {
            String pod = Pods.healthy(api, "");
            Pods.evict(api, pod, ", 'deleteOptions': {'gracePeriodSeconds': 3}").expect(201);
            assertThat(Pods.get(api, pod)
                            .at("/metadata/deletionGracePeriodSeconds")
                            .asInt())
                    .isEqualTo(3);
        });
        add("a pod on no node is gone with its eviction", api -> {
            String pod = Pods.unbound(api);
            Pods.evict(api, pod, "").expect(201);
            Pods.get(api, pod).expect(404);
        });
        add("a second eviction of a pod is accepted", api -> {
            String pod = Pods.healthy(api, "");
            Pods.evict(api, pod, "").expect(201);
            Pods.evict(api, pod, "").expect(201);
            Pods.get(api, pod).expect(200);
        });
        budgets();
        trials();
        refusals();
    }

    private void budgets() {
        add("a budget refuses with its name and what it needs", api -> {
            String label = api.unique("app");
            String pod = Pods.healthy(api, label);
            String budget = BudgetCases.make(api, "'minAvailable': 1", label);
            BudgetCases.allows(api, budget, 0);
            Reply refused = Pods.evict(api, pod, "").expect(429, "TooManyRequests");
            assertThat(refused.at("/message").asText())
                    .isEqualTo("Cannot evict pod as it would violate the pod's disruption budget.");
            assertThat(refused.at("/details/causes/0/reason").asText()).isEqualTo("DisruptionBudget");
            assertThat(refused.at("/details/causes/0/message").asText())
                    .isEqualTo("The disruption budget " + budget + " needs 1 healthy pods and has 1 currently");
            assertThat(Pods.get(api, pod).expect(200).meta("deletionTimestamp")).isEmpty();
        });
        add("a budget allows one after another", api -> {
            String label = api.unique("app");
            String first = Pods.healthy(api, label);
            String second = Pods.healthy(api, label);
            String budget = BudgetCases.make(api, "'minAvailable': 1", label);
            BudgetCases.allows(api, budget, 1);
            Pods.evict(api, first, "").expect(201);
            Pods.evict(api, second, "").expect(429, "TooManyRequests");
            Pods.end(api, first);
            Pods.healthy(api, label);
            BudgetCases.allows(api, budget, 1);
            Pods.evict(api, second, "").expect(201);
        });
        add("an eviction is booked on the budget at once", api -> {
            String label = api.unique("app");
            String pod = Pods.healthy(api, label);
            Pods.healthy(api, label);
            String budget = BudgetCases.make(api, "'minAvailable': 1", label);
            BudgetCases.allows(api, budget, 1);
            Pods.evict(api, pod, "").expect(201);
            Reply booked = BudgetCases.get(api, budget);
            assertThat(booked.at("/status/disruptionsAllowed").asInt(-1)).isZero();
        });
        add("a pod that does not run yet is evicted in spite of the budget", api -> {
            String label = api.unique("app");
            String pod = Pods.bound(api, label);
            String budget = BudgetCases.make(api, "'minAvailable': 1", label);
            BudgetCases.allows(api, budget, 0);
            Pods.evict(api, pod, "").expect(201);
        });
        add("a pod that is over is evicted in spite of the budget", api -> {
            String label = api.unique("app");
            String pod = Pods.bound(api, label);
            Pods.report(api, pod, "Succeeded", false);
            String budget = BudgetCases.make(api, "'minAvailable': 1", label);
            BudgetCases.allows(api, budget, 0);
            Pods.evict(api, pod, "").expect(201);
            Pods.get(api, pod).expect(404);
        });
        add("an unready pod is evicted when enough are healthy", api -> {
            String label = api.unique("app");
            Pods.healthy(api, label);
            String pod = Pods.bound(api, label);
            Pods.report(api, pod, "Running", false);
            String budget = BudgetCases.make(api, "'minAvailable': 1", label);
            BudgetCases.allows(api, budget, 0);
            Pods.evict(api, pod, "").expect(201);
        });
        add("an unready pod is held when too few are healthy", api -> {
            String label = api.unique("app");
            String pod = Pods.bound(api, label);
            Pods.report(api, pod, "Running", false);
            String budget = BudgetCases.make(api, "'minAvailable': 1", label);
            BudgetCases.allows(api, budget, 0);
            Pods.evict(api, pod, "").expect(429, "TooManyRequests");
        });
        add("an unready pod goes where the budget always allows it", api -> {
            String label = api.unique("app");
            String pod = Pods.bound(api, label);
            Pods.report(api, pod, "Running", false);
            String budget =
                    BudgetCases.make(api, "'minAvailable': 1, 'unhealthyPodEvictionPolicy': 'AlwaysAllow'", label);
            BudgetCases.allows(api, budget, 0);
            Pods.evict(api, pod, "").expect(201);
        });
        add("a pod under two budgets cannot be evicted", api -> {
            String label = api.unique("app");
            String pod = Pods.healthy(api, label);
            BudgetCases.allows(api, BudgetCases.make(api, "'minAvailable': 0", label), 1);
            BudgetCases.allows(api, BudgetCases.make(api, "'minAvailable': 0", label), 1);
            Reply refused = Pods.evict(api, pod, "").expect(500);
            assertThat(refused.at("/message").asText()).contains("more than one PodDisruptionBudget");
        });
        add("a deleted budget holds nothing", api -> {
            String label = api.unique("app");
            String pod = Pods.healthy(api, label);
            String budget = BudgetCases.make(api, "'minAvailable': 1", label);
            BudgetCases.allows(api, budget, 0);
            BudgetCases.delete(api, budget);
            Pods.evict(api, pod, "").expect(201);
        });
        add("a deletion does not ask a budget", api -> {
            String label = api.unique("app");
            String pod = Pods.healthy(api, label);
            BudgetCases.allows(api, BudgetCases.make(api, "'minAvailable': 1", label), 0);
            api.delete(Pods.path(api, pod)).expect(200);
        });
    }

    private void trials() {
        add("a tried eviction changes neither pod nor budget", api -> {
            String label = api.unique("app");
            String pod = Pods.healthy(api, label);
            String budget = BudgetCases.make(api, "'minAvailable': 0", label);
            BudgetCases.allows(api, budget, 1);
            Pods.evict(api, pod, ", 'deleteOptions': {'dryRun': ['All']}").expect(201);
            assertThat(Pods.get(api, pod).meta("deletionTimestamp")).isEmpty();
            assertThat(BudgetCases.get(api, budget)
                            .at("/status/disruptionsAllowed")
                            .asInt())
                    .isEqualTo(1);
        });
        add("a tried eviction is refused by a budget too", api -> {
            String label = api.unique("app");
            String pod = Pods.healthy(api, label);
            BudgetCases.allows(api, BudgetCases.make(api, "'minAvailable': 1", label), 0);
            Pods.evict(api, pod, ", 'deleteOptions': {'dryRun': ['All']}").expect(429);
        });
    }

    private void refusals() {
        add("an eviction of another uid is Conflict", api -> {
            String pod = Pods.healthy(api, "");
            Pods.evict(api, pod, ", 'deleteOptions': {'preconditions': {'uid': 'another'}}")
                    .expect(409, "Conflict");
            assertThat(Pods.get(api, pod).meta("deletionTimestamp")).isEmpty();
        });
        add("an eviction of an old version is Conflict", api -> {
            String pod = Pods.healthy(api, "");
            Pods.evict(api, pod, ", 'deleteOptions': {'preconditions': {'resourceVersion': '1'}}")
                    .expect(409, "Conflict");
        });
        add("an eviction under another name is refused", api -> {
            String pod = Pods.healthy(api, "");
            api.post(
                            Pods.path(api, pod) + "/eviction",
                            "{'apiVersion': 'policy/v1', 'kind': 'Eviction', 'metadata': {'name': 'another'}}")
                    .expect(400, "BadRequest");
        });
        add(
                "an eviction of a missing pod is NotFound",
                api -> Pods.evict(api, "not-there", "").expect(404, "NotFound"));
        add(
                "an eviction cannot be read",
                api -> api.get(Pods.path(api, Pods.bound(api, "")) + "/eviction")
                        .expect(405, "MethodNotAllowed"));
    }
}
