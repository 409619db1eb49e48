package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.time.Duration;
import java.time.Instant;

/** A pod's time to stop. */
final class GraceCases extends Cases {
    private static final int DEFAULT = 30;

    GraceCases() {
        super("grace");
        add("a pod on a node stays, being deleted, until its kubelet ends it", api -> {
            String pod = Pods.bound(api, "");
            Reply marked = api.delete(Pods.path(api, pod)).expect(200);
            assertThat(marked.at("/kind").asText()).isEqualTo("Pod");
            assertGrace(marked, DEFAULT);
            assertGrace(Pods.get(api, pod).expect(200), DEFAULT);
            Pods.end(api, pod);
            Pods.get(api, pod).expect(404);
        });
        add("the end of the grace lies in the future", api -> {
            String pod = Pods.bound(api, "");
            Instant before = Instant.now();
            Reply marked = api.delete(Pods.path(api, pod)).expect(200);
            Instant end = Instant.parse(marked.meta("deletionTimestamp"));
            assertThat(Duration.between(before, end).toSeconds()).isBetween(DEFAULT - 5L, DEFAULT + 5L);
        });
        add("a deletion raises the generation of a pod once", api -> {
            String pod = Pods.bound(api, "");
            api.delete(Pods.path(api, pod)).expect(200);
            api.delete(Pods.path(api, pod), "{'gracePeriodSeconds': 5}").expect(200);
            assertThat(Pods.get(api, pod).at("/metadata/generation").asInt()).isEqualTo(2);
        });
        add("the pod's own grace is the default", api -> {
            String name = api.unique("pod");
            api.post(
                            Pods.path(api),
                            "{'metadata': {'name': '" + name + "'}, 'spec': {'nodeName': 'contract-node',"
                                    + " 'terminationGracePeriodSeconds': 77,"
                                    + " 'containers': [{'name': 'c', 'image': 'i'}]}}")
                    .expect(201);
            assertGrace(api.delete(Pods.path(api, name)).expect(200), 77);
        });
        add("a pod on no node goes at once", api -> {
            String pod = Pods.unbound(api);
            Reply gone = api.delete(Pods.path(api, pod)).expect(200);
            assertGrace(gone, 0);
            Pods.get(api, pod).expect(404);
        });
        for (String phase : new String[] {"Succeeded", "Failed"}) {
            add("a pod that is " + phase + " goes at once", api -> {
                String pod = Pods.bound(api, "");
                Pods.report(api, pod, phase, false);
                api.delete(Pods.path(api, pod)).expect(200);
                Pods.get(api, pod).expect(404);
            });
        }
        options();
        others();
    }

    private static void assertGrace(Reply pod, int seconds) {
        assertThat(pod.meta("deletionTimestamp")).isNotEmpty();
        assertThat(pod.at("/metadata/deletionGracePeriodSeconds").asInt(-1)).isEqualTo(seconds);
    }

    private void options() {
        add("the grace can be given in the body", api -> {
            String pod = Pods.bound(api, "");
            assertGrace(
                    api.delete(Pods.path(api, pod), "{'gracePeriodSeconds': 7}").expect(200), 7);
        });
        add("the grace can be given as a parameter", api -> {
            String pod = Pods.bound(api, "");
            assertGrace(
                    api.delete(Pods.path(api, pod) + "?gracePeriodSeconds=7").expect(200), 7);
        });
        add("a negative grace is one second", api -> {
            String pod = Pods.bound(api, "");
            assertGrace(
                    api.delete(Pods.path(api, pod), "{'gracePeriodSeconds': -1}")
                            .expect(200),
                    1);
        });
        add("a second deletion shortens the grace", api -> {
            String pod = Pods.bound(api, "");
            api.delete(Pods.path(api, pod)).expect(200);
            assertGrace(
                    api.delete(Pods.path(api, pod), "{'gracePeriodSeconds': 5}").expect(200), 5);
            assertGrace(Pods.get(api, pod), 5);
        });
        add("a second deletion does not lengthen the grace", api -> {
            String pod = Pods.bound(api, "");
            Reply first =
                    api.delete(Pods.path(api, pod), "{'gracePeriodSeconds': 5}").expect(200);
            assertGrace(
                    api.delete(Pods.path(api, pod), "{'gracePeriodSeconds': 50}")
                            .expect(200),
                    5);
            assertThat(Pods.get(api, pod).version()).isEqualTo(first.version());
        });
        add("a second deletion without a grace changes nothing", api -> {
            String pod = Pods.bound(api, "");
            Reply first =
                    api.delete(Pods.path(api, pod), "{'gracePeriodSeconds': 5}").expect(200);
            assertGrace(api.delete(Pods.path(api, pod)).expect(200), 5);
            assertThat(Pods.get(api, pod).version()).isEqualTo(first.version());
        });
        add("a tried deletion changes nothing", api -> {
            String pod = Pods.bound(api, "");
            Reply before = Pods.get(api, pod);
            assertGrace(api.delete(Pods.path(api, pod) + "?dryRun=All").expect(200), DEFAULT);
            assertGrace(api.delete(Pods.path(api, pod), "{'dryRun': ['All']}").expect(200), DEFAULT);
            assertThat(Pods.get(api, pod).body()).isEqualTo(before.body());
        });
        add("a collection of pods keeps the grace of each", api -> {
            String label = api.unique("gang");
            String pod = Pods.bound(api, label);
            api.delete(Pods.path(api) + "?labelSelector=set%3D" + label).expect(200);
            assertGrace(Pods.get(api, pod).expect(200), DEFAULT);
        });
    }

    private void others() {
        add("the status can be reported while the pod stops", api -> {
            String pod = Pods.healthy(api, "");
            api.delete(Pods.path(api, pod)).expect(200);
            Pods.report(api, pod, "Running", false);
            assertThat(Pods.get(api, pod).at("/status/conditions/0/status").asText())
                    .isEqualTo("False");
        });
        add("a finalizer holds a pod whose kubelet ended it", api -> {
            String pod = Pods.bound(api, "");
            api.patch(
                            Pods.path(api, pod),
                            Contract.MERGE,
                            "{'metadata': {'finalizers': ['contract.example.com/held']}}")
                    .expect(200);
            api.delete(Pods.path(api, pod)).expect(200);
            Pods.end(api, pod);
            assertGrace(Pods.get(api, pod).expect(200), 0);
            api.patch(Pods.path(api, pod), Contract.MERGE, "{'metadata': {'finalizers': null}}")
                    .expect(200);
            Pods.get(api, pod).expect(404);
        });
        add("a finalizer taken away does not end the grace", api -> {
            String pod = Pods.bound(api, "");
            api.patch(
                            Pods.path(api, pod),
                            Contract.MERGE,
                            "{'metadata': {'finalizers': ['contract.example.com/held']}}")
                    .expect(200);
            api.delete(Pods.path(api, pod)).expect(200);
            api.patch(Pods.path(api, pod), Contract.MERGE, "{'metadata': {'finalizers': null}}")
                    .expect(200);
            assertGrace(Pods.get(api, pod).expect(200), DEFAULT);
        });
        add("other kinds know no grace", api -> {
            Reply made = api.newConfigMap("1");
            api.delete(api.configMaps() + "/" + made.name(), "{'gracePeriodSeconds': 50}")
                    .expect(200);
            api.get(api.configMaps() + "/" + made.name()).expect(404);
        });
        add("the watch shows a pod stopping and then gone", api -> {
            String pod = Pods.bound(api, "");
            String from = Pods.get(api, pod).version();
            api.delete(Pods.path(api, pod)).expect(200);
            Pods.end(api, pod);
            assertThat(api.watch(Pods.path(api), "fieldSelector=metadata.name%3D" + pod + "&resourceVersion=" + from))
                    .extracting(event -> event.at("/type").asText())
                    .startsWith("MODIFIED")
                    .endsWith("DELETED");
        });
    }
}
