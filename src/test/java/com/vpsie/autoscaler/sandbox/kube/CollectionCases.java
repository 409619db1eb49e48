package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.List;
import java.util.stream.IntStream;

/** Deletions of collections, and kinds that are served in two versions. */
final class CollectionCases extends Cases {
    private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    CollectionCases() {
        super("collections");
        add("a deleted collection is answered as it was", api -> {
            List<Reply> made = marked(api, 2);
            Reply answer = api.delete(of(api, made)).expect(200);
            assertThat(answer.itemNames())
                    .containsExactlyInAnyOrder(made.get(0).name(), made.get(1).name());
            assertThat(answer.at("/kind").asText()).isEqualTo("WidgetList");
            assertThat(api.get(of(api, made)).expect(200).itemNames()).isEmpty();
        });
        add(
                "a deletion of an empty collection is answered",
                api -> assertThat(api.delete(api.widgets() + "?labelSelector=no-such-label")
                                .expect(200)
                                .itemNames())
                        .isEmpty());
        add("a dry run deletes no collection", api -> {
            List<Reply> made = marked(api, 2);
            assertThat(api.delete(of(api, made) + "&dryRun=All").expect(200).itemNames())
                    .hasSize(2);
            assertThat(api.get(of(api, made)).expect(200).itemNames()).hasSize(2);
        });
        add("a collection is deleted by field too", api -> {
            List<Reply> made = marked(api, 2);
            String name = made.get(0).name();
            assertThat(api.delete(of(api, made) + "&fieldSelector=metadata.name%3D" + name)
                            .expect(200)
                            .itemNames())
                    .containsExactly(name);
            assertThat(api.get(of(api, made)).expect(200).itemNames())
                    .containsExactly(made.get(1).name());
        });
        add("with a limit a page of the collection is deleted", api -> {
            List<Reply> made = marked(api, 3);
            assertThat(api.delete(of(api, made) + "&limit=1").expect(200).itemNames())
                    .hasSize(1);
            assertThat(api.get(of(api, made)).expect(200).itemNames()).hasSize(2);
        });
        add("a precondition that does not hold keeps the collection", api -> {
            List<Reply> made = marked(api, 1);
            api.delete(of(api, made), "{'preconditions': {'uid': 'another'}}").expect(409, "Conflict");
            assertThat(api.get(of(api, made)).expect(200).itemNames()).hasSize(1);
        });
        add("what a finalizer holds stays of a deleted collection", api -> {
            Reply held = api.newWidget("'labels': {'held': 'yes'}, 'finalizers': ['contract.example.com/held']");
            api.delete(api.widgets() + "?labelSelector=held").expect(200);
            String path = api.widgets() + "/" + held.name();
            assertThat(api.get(path).expect(200).meta("deletionTimestamp")).isNotEmpty();
            api.patch(path, Contract.MERGE, "{'metadata': {'finalizers': null}}")
                    .expect(200);
        });
        add(
                "a collection over all namespaces is not deleted",
                api -> api.delete("/api/v1/configmaps").expect(405, "MethodNotAllowed"));
        add("nor are the namespaces", api -> api.delete("/api/v1/namespaces").expect(405, "MethodNotAllowed"));
        add("an object is read in every version that is served", CollectionCases::readInTwoVersions);
    }

    private static List<Reply> marked(Contract api, int count) {
        String mark = api.unique("collected");
        return IntStream.range(0, count)
                .mapToObj(i -> api.newWidget("'labels': {'mark': '" + mark + "'}"))
                .toList();
    }

    private static String of(Contract api, List<Reply> made) {
        return api.widgets() + "?labelSelector=mark%3D"
                + made.get(0).at("/metadata/labels/mark").asText();
    }

    private static void readInTwoVersions(Contract api) {
        api.post(CRDS, Widgets.definition("twofold", "Twofold")).expect(201);
        Reply definition = api.get(CRDS + "/twofold.contract.example.com").expect(200);
        ObjectNode changed = definition.object();
        ArrayNode versions = (ArrayNode) changed.at("/spec/versions");
        ObjectNode second = (ObjectNode) versions.get(0).deepCopy();
        versions.add(second.put("name", "v2").put("storage", false));
        String one = "/apis/contract.example.com/v1/namespaces/" + api.namespace() + "/twofold";
        String two = "/apis/contract.example.com/v2/namespaces/" + api.namespace() + "/twofold";
        Await.until(
                "the second version is accepted",
                () -> api.patch(
                                        CRDS + "/twofold.contract.example.com",
                                        Contract.MERGE,
                                        "{\"spec\": {\"versions\": " + versions + "}}")
                                .code()
                        == 200);
        Await.until(
                "both are served",
                () -> api.get(one).code() == 200 && api.get(two).code() == 200);
        try {
            Reply made = api.post(
                            one,
                            "{'apiVersion': 'contract.example.com/v1', 'kind': 'Twofold', 'metadata': {'name': 'a'},"
                                    + " 'spec': {'size': 1}}")
                    .expect(201);
            Reply read = api.get(two + "/a").expect(200);
            assertThat(read.at("/apiVersion").asText()).isEqualTo("contract.example.com/v2");
            assertThat(read.uid()).isEqualTo(made.uid());
            assertThat(api.get(two).expect(200).at("/items/0/apiVersion").asText())
                    .isEqualTo("contract.example.com/v2");
            assertThat(api.watch(two, "resourceVersion=0")
                            .get(0)
                            .at("/object/apiVersion")
                            .asText())
                    .isEqualTo("contract.example.com/v2");
        } finally {
            api.delete(CRDS + "/twofold.contract.example.com");
        }
    }
}
