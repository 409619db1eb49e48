package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** How a namespace begins and ends. */
final class NamespaceCases extends Cases {
    private static final String ALL = "/api/v1/namespaces";

    NamespaceCases() {
        super("namespaces");
        add("a new namespace has its finalizer and its label", api -> {
            Reply made = make(api);
            assertThat(made.at("/status/phase").asText()).isEqualTo("Active");
            assertThat(made.at("/spec/finalizers/0").asText()).isEqualTo("kubernetes");
            assertThat(made.at("/metadata/labels/kubernetes.io~1metadata.name").asText())
                    .isEqualTo(made.name());
        });
        add("a new namespace gets a default ServiceAccount", api -> {
            String path = ALL + "/" + make(api).name() + "/serviceaccounts/default";
            Await.until("it is there", () -> api.get(path).code() == 200);
        });
        add("a deleted default ServiceAccount comes back", api -> {
            String path = ALL + "/" + make(api).name() + "/serviceaccounts/default";
            Await.until("it is there", () -> api.get(path).code() == 200);
            String uid = api.get(path).uid();
            api.delete(path).expect(200);
            Await.until(
                    "it is made anew",
                    () -> api.get(path).code() == 200 && !api.get(path).uid().equals(uid));
        });
        add("a new namespace gets the certificate of the API", api -> {
            String path = ALL + "/" + make(api).name() + "/configmaps/kube-root-ca.crt";
            Await.until("it is there", () -> api.get(path).code() == 200);
            assertThat(api.get(path).at("/data/ca.crt").asText()).startsWith("-----BEGIN CERTIFICATE-----");
        });
        add("a certificate that somebody changed is put right", api -> {
            String path = ALL + "/" + make(api).name() + "/configmaps/kube-root-ca.crt";
            Await.until("it is there", () -> api.get(path).code() == 200);
            api.patch(path, Contract.MERGE, "{'data': {'ca.crt': 'nonsense'}}").expect(200);
            Await.until(
                    "it is right again",
                    () -> api.get(path).at("/data/ca.crt").asText().startsWith("-----BEGIN CERTIFICATE-----"));
        });
        deletion();
        refusals();
    }

    private static Reply make(Contract api) {
        String name = api.unique("doomed-" + Long.toString(System.nanoTime(), 36));
        return api.post(ALL, "{'metadata': {'name': '" + name + "'}}").expect(201);
    }

    private static String maps(Reply namespace) {
        return ALL + "/" + namespace.name() + "/configmaps";
    }

    private static void gone(Contract api, Reply namespace) {
        Await.until("it is gone", () -> api.get(ALL + "/" + namespace.name()).code() == 404);
    }

    private static void hold(Contract api, Reply namespace) {
        api.post(maps(namespace), "{'metadata': {'name': 'a', 'finalizers': ['contract.example.com/held']}}")
                .expect(201);
    }

    private static void release(Contract api, Reply namespace) {
        api.patch(maps(namespace) + "/a", Contract.MERGE, "{'metadata': {'finalizers': null}}")
                .expect(200);
    }

    private void deletion() {
        add("a deleted namespace takes its content along", api -> {
            Reply namespace = make(api);
            hold(api, namespace);
            api.delete(ALL + "/" + namespace.name()).expect(200);
            Await.until(
                    "its content is being deleted",
                    () -> !api.get(maps(namespace) + "/a")
                            .meta("deletionTimestamp")
                            .isEmpty());
            release(api, namespace);
            gone(api, namespace);
        });
        add("the answer to a deletion is the namespace, Terminating", api -> {
            Reply namespace = make(api);
            Reply answer = api.delete(ALL + "/" + namespace.name()).expect(200);
            assertThat(answer.at("/kind").asText()).isEqualTo("Namespace");
            assertThat(answer.at("/status/phase").asText()).isEqualTo("Terminating");
            assertThat(answer.meta("deletionTimestamp")).isNotEmpty();
            assertThat(answer.at("/metadata/deletionGracePeriodSeconds").isMissingNode())
                    .isTrue();
            gone(api, namespace);
        });
        add("nothing new gets into a namespace that ends", api -> {
            Reply namespace = make(api);
            hold(api, namespace);
            api.delete(ALL + "/" + namespace.name()).expect(200);
            Reply refused =
                    api.post(maps(namespace), "{'metadata': {'name': 'b'}}").expect(403, "Forbidden");
            assertThat(refused.at("/message").asText()).contains("because it is being terminated");
            assertThat(refused.at("/details/causes/0/reason").asText()).isEqualTo("NamespaceTerminating");
            release(api, namespace);
            gone(api, namespace);
        });
        add("a namespace that ends tells what holds it", api -> {
            Reply namespace = make(api);
            hold(api, namespace);
            api.delete(ALL + "/" + namespace.name()).expect(200);
            Await.until(
                    "the conditions name content and finalizers",
                    () -> condition(api, namespace, "NamespaceContentRemaining").equals("True")
                            && condition(api, namespace, "NamespaceFinalizersRemaining")
                                    .equals("True"));
            assertThat(condition(api, namespace, "NamespaceDeletionDiscoveryFailure"))
                    .isEqualTo("False");
            release(api, namespace);
            gone(api, namespace);
        });
        add("a second deletion of a namespace changes nothing", api -> {
            Reply namespace = make(api);
            hold(api, namespace);
            Reply first = api.delete(ALL + "/" + namespace.name()).expect(200);
            Reply second = api.delete(ALL + "/" + namespace.name()).expect(200);
            assertThat(second.meta("deletionTimestamp")).isEqualTo(first.meta("deletionTimestamp"));
            release(api, namespace);
            gone(api, namespace);
        });
        add("a namespace's own finalizer holds it when it is empty", api -> {
            Reply namespace = make(api);
            String path = ALL + "/" + namespace.name();
            api.patch(path, Contract.MERGE, "{'metadata': {'finalizers': ['contract.example.com/held']}}")
                    .expect(200);
            api.delete(path).expect(200);
            Await.until(
                    "its content is gone",
                    () -> api.get(maps(namespace)).itemNames().isEmpty()
                            && api.get(path).at("/spec/finalizers").isMissingNode());
            api.patch(path, Contract.MERGE, "{'metadata': {'finalizers': null}}")
                    .expect(200);
            api.get(path).expect(404);
        });
    }

    private static String condition(Contract api, Reply namespace, String type) {
        for (var condition : api.get(ALL + "/" + namespace.name()).at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText();
            }
        }
        return "";
    }

    private void refusals() {
        for (String name : new String[] {"default", "kube-system", "kube-public"}) {
            add(
                    "the namespace " + name + " may not be deleted",
                    api -> api.delete(ALL + "/" + name).expect(403, "Forbidden"));
        }
        add(
                "a namespace's name has no dots",
                api -> api.post(ALL, "{'metadata': {'name': 'a.b'}}").expect(422, "Invalid"));
        add(
                "namespaces are not deleted as a collection",
                api -> api.delete(ALL + "?labelSelector=nobody%3Dhas").expect(405, "MethodNotAllowed"));
    }
}
