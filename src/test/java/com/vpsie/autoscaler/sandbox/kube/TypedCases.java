package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.Map;
import java.util.TreeMap;

/** Objects of built-in kinds have the types of their fields. */
final class TypedCases extends Cases {
    private static final String CANNOT = "json: cannot unmarshal ";

    TypedCases() {
        super("types");
        add(
                "a number as a container's image is 400",
                container(
                        "'image': 5",
                        "number into Go struct field" + " Container.spec.containers.image of type string"));
        add(
                "a text as a list is 400",
                spec(
                        "'containers': 'x'",
                        "string into Go struct field PodSpec.spec.containers" + " of type []v1.Container"));
        add(
                "a text as a number is 400",
                container(
                        "'ports': [{'containerPort': '80'}]",
                        "string into Go struct field"
                                + " ContainerPort.spec.containers.ports.containerPort of type int32"));
        add(
                "a fraction as a whole number is 400",
                spec(
                        "'terminationGracePeriodSeconds': 1.5",
                        "number 1.5 into Go"
                                + " struct field PodSpec.spec.terminationGracePeriodSeconds of type int64"));
        add(
                "a number that does not fit is 400",
                spec(
                        "'priority': 3000000000",
                        "number 3000000000 into Go struct" + " field PodSpec.spec.priority of type int32"));
        add(
                "a text as a flag is 400",
                spec("'hostNetwork': 'yes'", "string into Go struct field" + " PodSpec.spec.hostNetwork of type bool"));
        add(
                "a list as an object is 400",
                api -> refused(
                        api, "pods", "'spec': []", CANNOT + "array into Go struct field Pod.spec of type v1.PodSpec"));
        add(
                "a number as a label is 400",
                api -> refused(
                        api,
                        "pods",
                        "'metadata': {'name': 'a', 'labels': {'a': 1}}",
                        CANNOT + "number into Go struct field ObjectMeta.metadata.labels of type string"));
        add(
                "a list as labels is 400",
                api -> refused(
                        api,
                        "pods",
                        "'metadata': {'name': 'a', 'labels': ['a']}",
                        CANNOT + "array into Go struct field ObjectMeta.metadata.labels of type map[string]string"));
        add(
                "a number as a value of a ConfigMap is 400",
                api -> refused(
                        api,
                        "configmaps",
                        "'data': {'a': 1}",
                        CANNOT + "number into Go struct field ConfigMap.data of type string"));
        add(
                "data of a Secret that are no base64 are 400",
                api -> refused(api, "secrets", "'data': {'a': '%%'}", "illegal base64 data"));
        add(
                "a time that is none is 400",
                api -> refused(
                        api,
                        "pods",
                        "'metadata': {'name': 'a', 'creationTimestamp': 'yesterday'}",
                        "parsing time \"yesterday\" as \"2006-01-02T15:04:05Z07:00\""));
        add(
                "a quantity that is none is 400",
                container("'resources': {'requests': {'cpu': 'abc'}}", "quantities must match the regular expression"));
        quantities();
        unknownFields();
    }

    private void quantities() {
        // in one order, which is that of the table of cases
        new TreeMap<>(Map.of(
                        "1000m", "1",
                        "0.5", "500m",
                        "1024Mi", "1Gi",
                        "1.5Gi", "1536Mi",
                        "100000k", "100M",
                        "1e3", "1e3",
                        "0.1Mi", "104857600m",
                        "512Ki", "512Ki"))
                .forEach((given, stored) -> add("the quantity " + given + " is stored as " + stored, api -> {
                    Reply made = pod(
                                    api,
                                    "",
                                    "'containers': [{'name': 'c', 'image': 'x', 'resources':"
                                            + " {'limits': {'memory': '" + given + "'}}}]")
                            .expect(201);
                    assertThat(made.at("/spec/containers/0/resources/limits/memory")
                                    .asText())
                            .isEqualTo(stored);
                }));
        add("a quantity may be a number and is stored as a text", api -> {
            Reply made = pod(
                            api,
                            "",
                            "'containers': [{'name': 'c', 'image': 'x', 'resources':" + " {'limits': {'cpu': 2}}}]")
                    .expect(201);
            assertThat(made.at("/spec/containers/0/resources/limits/cpu").isTextual())
                    .isTrue();
            assertThat(made.at("/spec/containers/0/resources/limits/cpu").asText())
                    .isEqualTo("2");
        });
    }

    private void unknownFields() {
        String wrong = "'nodename': 'x', 'containers': [{'name': 'c', 'image': 'x', 'bar': 1}]";
        add("an unknown field of a built-in kind is dropped", api -> {
            Reply made = pod(api, "", wrong).expect(201);
            assertThat(made.at("/spec").has("nodename")).isFalse();
            assertThat(made.at("/spec/containers/0").has("bar")).isFalse();
        });
        add("an unknown field is refused when validation is strict", api -> {
            Reply refused = pod(api, "?fieldValidation=Strict", wrong).expect(400, "BadRequest");
            assertThat(refused.at("/message").asText())
                    .contains("strict decoding error: unknown field \"spec.nodename\","
                            + " unknown field \"spec.containers[0].bar\"");
        });
        add("an unknown field in metadata is refused when validation is strict", api -> {
            Reply refused = api.post(
                            api.configMaps() + "?fieldValidation=Strict",
                            "{'metadata': {'name': '" + api.unique("map") + "', 'label': {}}}")
                    .expect(400, "BadRequest");
            assertThat(refused.at("/message").asText()).contains("unknown field \"metadata.label\"");
        });
        add("an unknown field in a patch is refused when validation is strict", api -> {
            Reply made = api.newConfigMap("1");
            api.patch(api.configMaps() + "/" + made.name() + "?fieldValidation=Strict", Contract.MERGE, "{'dat': {}}")
                    .expect(422, "Invalid");
        });
        add("a wrong type in a patch is refused", api -> {
            Reply made = api.newConfigMap("1");
            api.patch(api.configMaps() + "/" + made.name(), Contract.MERGE, "{'data': {'key': 5}}")
                    .expect(422, "Invalid");
        });
        add("empty labels are not stored", api -> {
            Reply made = api.post(
                            api.configMaps(),
                            "{'metadata': {'name': '" + api.unique("map") + "', 'labels': {}}, 'data': {}}")
                    .expect(201);
            assertThat(made.at("/metadata").has("labels")).isFalse();
            assertThat(made.body().has("data")).isFalse();
        });
    }

    private static Reply pod(Contract api, String query, String spec) {
        return api.post(
                "/api/v1/namespaces/" + api.namespace() + "/pods" + query,
                "{'metadata': {'name': '" + api.unique("pod") + "'}, 'spec': {" + spec + "}}");
    }

    private static Body container(String field, String why) {
        return spec("'containers': [{'name': 'c', " + field + "}]", why);
    }

    private static Body spec(String fields, String why) {
        return api -> refused(api, "pods", "'spec': {" + fields + "}", why);
    }

    private static void refused(Contract api, String plural, String fields, String why) {
        Reply answer = api.post("/api/v1/namespaces/" + api.namespace() + "/" + plural, "{" + fields + "}")
                .expect(400, "BadRequest");
        assertThat(answer.at("/message").asText()).contains(why);
    }
}
