package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** What of a pod can be changed once it is made. */
final class PodChangeCases extends Cases {
    PodChangeCases() {
        super("changes of pods");
        add("a pod does not move to another node", api -> {
            Reply refused =
                    patch(api, make(api), "{'spec': {'nodeName': 'other'}}").expect(422, "Invalid");
            assertThat(refused.at("/message").asText()).contains("pod updates may not change fields other than");
            assertThat(refused.at("/details/causes/0/reason").asText()).isEqualTo("FieldValueForbidden");
            assertThat(refused.at("/details/causes/0/field").asText()).isEqualTo("spec");
        });
        add(
                "a pod keeps the command it was made with",
                api -> patch(
                                api,
                                make(api),
                                "{'spec': {'containers': [{'name': 'web', 'image': 'nginx', 'command': ['x']}]}}")
                        .expect(422, "Invalid"));
        add("a pod takes another image", api -> {
            Reply changed = patch(api, make(api), "{'spec': {'containers': [{'name': 'web', 'image': 'nginx:2'}]}}")
                    .expect(200);
            assertThat(changed.at("/spec/containers/0/image").asText()).isEqualTo("nginx:2");
        });
        add("a pod takes one more toleration", api -> {
            Reply changed = api.patch(
                            path(api, make(api)),
                            Contract.JSON_PATCH,
                            "[{'op': 'add', 'path': '/spec/tolerations/-', 'value': {'key': 'b', 'operator': 'Exists'}}]")
                    .expect(200);
            assertThat(changed.at("/spec/tolerations").toString()).contains("\"a\"", "\"b\"");
        });
        add("a pod keeps the tolerations it was made with", api -> {
            Reply made = make(api);
            api.patch(path(api, made), Contract.MERGE, "{'spec': {'tolerations': []}}")
                    .expect(422, "Invalid");
        });
        add("labels of a pod change", api -> {
            Reply changed = patch(api, make(api), "{'metadata': {'labels': {'a': '1'}}}")
                    .expect(200);
            assertThat(changed.at("/metadata/labels/a").asText()).isEqualTo("1");
        });
    }

    private static Reply make(Contract api) {
        return api.post(
                        "/api/v1/namespaces/" + api.namespace() + "/pods",
                        "{'metadata': {'name': '" + api.unique("fixed") + "'}, 'spec': {'nodeName': 'nowhere',"
                                + " 'tolerations': [{'key': 'a', 'operator': 'Exists'}],"
                                + " 'containers': [{'name': 'web', 'image': 'nginx'}]}}")
                .expect(201);
    }

    private static String path(Contract api, Reply pod) {
        return "/api/v1/namespaces/" + api.namespace() + "/pods/" + pod.name();
    }

    private static Reply patch(Contract api, Reply pod, String patch) {
        return api.patch(path(api, pod), Contract.STRATEGIC, patch);
    }
}
