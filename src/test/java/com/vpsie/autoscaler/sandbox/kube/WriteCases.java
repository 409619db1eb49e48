package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Creating and replacing: identity, compare-and-set, no-op writes. */
final class WriteCases extends Cases {
    WriteCases() {
        super("writes");
        add("a created object has uid, version and creation time", api -> {
            Reply made = api.newConfigMap("1");
            assertThat(made.uid()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
            assertThat(Long.parseLong(made.version())).isPositive();
            assertThat(made.meta("creationTimestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        });
        add("a second create is AlreadyExists", api -> {
            Reply made = api.newConfigMap("1");
            api.post(api.configMaps(), "{'metadata': {'name': '" + made.name() + "'}}")
                    .expect(409, "AlreadyExists");
        });
        add("a create into a missing namespace is 404 of the namespace", api -> {
            Reply refused = api.post("/api/v1/namespaces/not-there/configmaps", "{'metadata': {'name': 'a'}}")
                    .expect(404, "NotFound");
            assertThat(refused.at("/message").asText()).isEqualTo("namespaces \"not-there\" not found");
        });
        add("generateName makes distinct names", api -> {
            String body = "{'metadata': {'generateName': 'gen-'}}";
            Reply one = api.post(api.configMaps(), body).expect(201);
            Reply two = api.post(api.configMaps(), body).expect(201);
            assertThat(one.name()).matches("gen-[a-z0-9]{5}").isNotEqualTo(two.name());
        });
        add(
                "a create without a name is 422",
                api -> api.post(api.configMaps(), "{'metadata': {}}").expect(422, "Invalid"));
        add(
                "a create with a bad name is 422",
                api -> api.post(api.configMaps(), "{'metadata': {'name': 'Not_OK'}}")
                        .expect(422, "Invalid"));
        add(
                "a create of the wrong kind is 400",
                api -> api.post(api.configMaps(), "{'apiVersion': 'v1', 'kind': 'Secret', 'metadata': {'name': 'a'}}")
                        .expect(400, "BadRequest"));
        add(
                "a body that is no JSON is 400",
                api -> api.post(api.configMaps(), "{'metadata': ").expect(400, "BadRequest"));
        add(
                "an unknown resource is 404",
                api -> api.get("/apis/contract.example.com/v1/nothings").expect(404));
        add("a get of a missing name is NotFound", api -> {
            Reply refused = api.get(api.leases() + "/not-there").expect(404, "NotFound");
            assertThat(refused.at("/message").asText()).isEqualTo("leases.coordination.k8s.io \"not-there\" not found");
            assertThat(refused.at("/details/name").asText()).isEqualTo("not-there");
        });
        update();
        generation();
    }

    private static Reply put(Contract api, ObjectNode object) {
        return api.put(api.configMaps() + "/" + object.at("/metadata/name").asText(), object);
    }

    private static ObjectNode value(Reply from, String value) {
        ObjectNode object = from.object();
        object.putObject("data").put("key", value);
        return object;
    }

    private static ObjectNode meta(ObjectNode object) {
        return (ObjectNode) object.get("metadata");
    }

    private void update() {
        add("an update raises the version and keeps the identity", api -> {
            Reply made = api.newConfigMap("1");
            Reply changed = put(api, value(made, "2")).expect(200);
            assertThat(Long.parseLong(changed.version())).isGreaterThan(Long.parseLong(made.version()));
            assertThat(changed.uid()).isEqualTo(made.uid());
            assertThat(changed.at("/data/key").asText()).isEqualTo("2");
        });
        add("an update with an old version is Conflict", api -> {
            Reply made = api.newConfigMap("1");
            put(api, value(made, "2")).expect(200);
            put(api, value(made, "3")).expect(409, "Conflict");
        });
        add("an update with an old version and the stored content is Conflict", api -> {
            Reply made = api.newConfigMap("1");
            put(api, value(made, "2")).expect(200);
            put(api, value(made, "2")).expect(409, "Conflict");
        });
        add("an identical update answers 200 and keeps the version", api -> {
            Reply made = api.newConfigMap("1");
            assertThat(put(api, made.object()).expect(200).version()).isEqualTo(made.version());
        });
        add("an identical update without a version keeps the version", api -> {
            Reply made = api.newConfigMap("1");
            ObjectNode bare = made.object();
            meta(bare).remove(List.of("resourceVersion", "uid", "creationTimestamp"));
            assertThat(put(api, bare).expect(200).version()).isEqualTo(made.version());
        });
        add("an update with another uid is Conflict", api -> {
            ObjectNode object = value(api.newConfigMap("1"), "2");
            meta(object).put("uid", "11111111-2222-4333-8444-555555555555");
            put(api, object).expect(409, "Conflict");
        });
        add("an update of a missing ConfigMap is NotFound", api -> {
            ObjectNode object = api.newConfigMap("1").object();
            api.delete(api.configMaps() + "/" + object.at("/metadata/name").asText())
                    .expect(200);
            put(api, object).expect(404, "NotFound");
        });
        add("an update whose name differs from the path is 400", api -> {
            Reply made = api.newConfigMap("1");
            api.put(api.configMaps() + "/another", made.object()).expect(400, "BadRequest");
        });
        add("an update whose namespace differs from the path is 400", api -> {
            ObjectNode object = api.newConfigMap("1").object();
            meta(object).put("namespace", "default");
            put(api, object).expect(400, "BadRequest");
        });
        add("an update that leaves a field out removes it", api -> {
            ObjectNode object = api.newConfigMap("1").object();
            object.remove("data");
            assertThat(put(api, object).expect(200).body().has("data")).isFalse();
        });
        add("another creation time is ignored", api -> {
            ObjectNode object = api.newConfigMap("1").object();
            meta(object).put("creationTimestamp", "2001-01-01T00:00:00Z");
            assertThat(put(api, object).expect(200).meta("creationTimestamp")).doesNotStartWith("2001");
        });
        add("of eight updates of one version one wins", WriteCases::oneOfEight);
    }

    private static void oneOfEight(Contract api) throws Exception {
        Reply made = api.newConfigMap("0");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> tasks = IntStream.rangeClosed(1, 8)
                    .<Callable<Integer>>mapToObj(i ->
                            () -> put(api, value(made, Integer.toString(i))).code())
                    .toList();
            int won = 0;
            for (Future<Integer> result : threads.invokeAll(tasks)) {
                won += result.get() == 200 ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private void generation() {
        add("a change of the spec raises the generation, one of labels does not", api -> {
            Reply made = api.newWidget("");
            assertThat(made.at("/metadata/generation").asInt()).isEqualTo(1);
            Reply labelled = api.patch(
                            api.widgets() + "/" + made.name(), Contract.MERGE, "{'metadata': {'labels': {'a': 'b'}}}")
                    .expect(200);
            assertThat(labelled.at("/metadata/generation").asInt()).isEqualTo(1);
            Reply grown = api.patch(api.widgets() + "/" + made.name(), Contract.MERGE, "{'spec': {'size': 2}}")
                    .expect(200);
            assertThat(grown.at("/metadata/generation").asInt()).isEqualTo(2);
        });
        add(
                "a ConfigMap has no generation",
                api -> assertThat(api.newConfigMap("1").at("/metadata").has("generation"))
                        .isFalse());
        add("a custom object without a version is not updated", api -> {
            ObjectNode object = api.newWidget("").object();
            meta(object).remove("resourceVersion");
            api.put(api.widgets() + "/" + object.at("/metadata/name").asText(), object)
                    .expect(422, "Invalid");
        });
    }
}
