package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** Events: two APIs over the same objects. */
final class EventCases extends Cases {
    private static final String TIME = "2026-01-31T10:00:00.123456Z";

    EventCases() {
        super("events");
        add("an event of the core API is read through events.k8s.io", api -> {
            String name = core(
                    api,
                    "'reason': 'Because', 'message': 'm', 'type': 'Normal', 'count': 3, 'source':"
                            + " {'component': 'c', 'host': 'h'}, 'firstTimestamp': '2026-01-31T10:00:00Z',"
                            + " 'lastTimestamp': '2026-01-31T10:01:00Z'");
            Reply read = api.get(newer(api) + "/" + name).expect(200);
            assertThat(read.at("/apiVersion").asText()).isEqualTo("events.k8s.io/v1");
            assertThat(read.at("/note").asText()).isEqualTo("m");
            assertThat(read.at("/regarding/name").asText()).isEqualTo("somebody");
            assertThat(read.at("/deprecatedCount").asInt()).isEqualTo(3);
            assertThat(read.at("/deprecatedSource/component").asText()).isEqualTo("c");
            assertThat(read.at("/deprecatedFirstTimestamp").asText()).isEqualTo("2026-01-31T10:00:00Z");
            assertThat(read.at("/deprecatedLastTimestamp").asText()).isEqualTo("2026-01-31T10:01:00Z");
            assertThat(read.body().has("message")).isFalse();
            assertThat(read.body().has("involvedObject")).isFalse();
        });
        add("an event of events.k8s.io is read through the core API", api -> {
            String name = newer(
                    api,
                    "'note': 'n', 'related': {'kind': 'Node', 'name': 'x'},"
                            + " 'series': {'count': 2, 'lastObservedTime': '" + TIME + "'}");
            Reply read = api.get(core(api) + "/" + name).expect(200);
            assertThat(read.at("/apiVersion").asText()).isEqualTo("v1");
            assertThat(read.at("/message").asText()).isEqualTo("n");
            assertThat(read.at("/involvedObject/name").asText()).isEqualTo("somebody");
            assertThat(read.at("/reportingComponent").asText()).isEqualTo("example.com/tester");
            assertThat(read.at("/related/name").asText()).isEqualTo("x");
            assertThat(read.at("/series/count").asInt()).isEqualTo(2);
            assertThat(read.at("/eventTime").asText()).isEqualTo(TIME);
            assertThat(read.body().has("note")).isFalse();
        });
        add("both APIs give the same uid and version", api -> {
            String name = core(api, "'reason': 'Because'");
            Reply one = api.get(core(api) + "/" + name).expect(200);
            Reply two = api.get(newer(api) + "/" + name).expect(200);
            assertThat(two.uid()).isEqualTo(one.uid());
            assertThat(two.version()).isEqualTo(one.version());
        });
        add("an event can be deleted through the other API", api -> {
            String name = core(api, "'reason': 'Because'");
            api.delete(newer(api) + "/" + name).expect(200);
            api.get(core(api) + "/" + name).expect(404, "NotFound");
        });
        add("a second create through the other API is AlreadyExists", api -> {
            String name = core(api, "'reason': 'Because'");
            api.post(newer(api), newerBody(name, "").replace("NAMESPACE", api.namespace()))
                    .expect(409, "AlreadyExists");
        });
        add("a list through the other API has its form", api -> {
            String name = core(api, "'reason': 'Because', 'message': 'listed'");
            Reply list = api.get(newer(api) + "?fieldSelector=metadata.name%3D" + name)
                    .expect(200);
            assertThat(list.at("/apiVersion").asText()).isEqualTo("events.k8s.io/v1");
            assertThat(list.at("/items/0/note").asText()).isEqualTo("listed");
        });
        add("a watch through the other API has its form", api -> {
            String from = api.get(newer(api)).expect(200).version();
            String name = core(api, "'reason': 'Because', 'message': 'watched'");
            var events = api.watch(newer(api), "fieldSelector=metadata.name%3D" + name + "&resourceVersion=" + from);
            assertThat(events).isNotEmpty();
            assertThat(events.get(0).at("/object/note").asText()).isEqualTo("watched");
            assertThat(events.get(0).at("/object/apiVersion").asText()).isEqualTo("events.k8s.io/v1");
        });
        add("a patch through the other API is made on its form", api -> {
            String name = newer(api, "'note': 'n', 'series': {'count': 2, 'lastObservedTime': '" + TIME + "'}");
            api.patch(newer(api) + "/" + name, Contract.MERGE, "{'series': {'count': 3}}")
                    .expect(200);
            assertThat(api.get(core(api) + "/" + name).at("/series/count").asInt())
                    .isEqualTo(3);
        });
        writes();
        selectors();
    }

    private static String core(Contract api) {
        return "/api/v1/namespaces/" + api.namespace() + "/events";
    }

    private static String newer(Contract api) {
        return "/apis/events.k8s.io/v1/namespaces/" + api.namespace() + "/events";
    }

    private static String core(Contract api, String fields) {
        String name = api.unique("event");
        api.post(core(api), coreBody(api.namespace(), name, fields)).expect(201);
        return name;
    }

    private static String coreBody(String namespace, String name, String fields) {
        return "{'metadata': {'name': '" + name + "'}, 'involvedObject': {'kind': 'Pod', 'name': 'somebody',"
                + " 'namespace': '" + namespace + "'}, " + fields + "}";
    }

    private static String newer(Contract api, String fields) {
        String name = api.unique("event");
        api.post(newer(api), newerBody(name, fields).replace("NAMESPACE", api.namespace()))
                .expect(201);
        return name;
    }

    private static String newerBody(String name, String fields) {
        return "{'metadata': {'name': '" + name + "'}, 'regarding': {'kind': 'Pod', 'name': 'somebody', 'namespace':"
                + " 'NAMESPACE'}, 'reason': 'Because', 'type': 'Normal', 'eventTime': '" + TIME
                + "', 'reportingController': 'example.com/tester', 'reportingInstance': 'i', 'action': 'Do'"
                + (fields.isEmpty() ? "" : ", " + fields) + "}";
    }

    private void writes() {
        add("a PUT of a missing event creates it", api -> {
            String name = api.unique("event");
            api.put(core(api) + "/" + name, coreBody(api.namespace(), name, "'reason': 'Because'"))
                    .expect(201);
        });
        add("count and message of an event of the core API can be changed", api -> {
            String name = core(api, "'reason': 'Because', 'count': 1");
            Reply changed = api.patch(core(api) + "/" + name, Contract.STRATEGIC, "{'count': 2, 'message': 'again'}")
                    .expect(200);
            assertThat(changed.at("/count").asInt()).isEqualTo(2);
            assertThat(changed.at("/message").asText()).isEqualTo("again");
        });
        add("the note of an event of events.k8s.io cannot be changed", api -> {
            String name = newer(api, "'note': 'n'");
            Reply refused = api.patch(newer(api) + "/" + name, Contract.MERGE, "{'note': 'other'}")
                    .expect(422, "Invalid");
            assertThat(refused.at("/details/causes/0/field").asText()).isEqualTo("message");
        });
        add("an event about a thing elsewhere is refused", api -> {
            Reply refused = api.post(core(api), coreBody("elsewhere", "never", "'reason': 'Because'"))
                    .expect(422, "Invalid");
            assertThat(refused.at("/details/causes/0/field").asText()).isEqualTo("involvedObject.namespace");
        });
        add("an event about a thing of no namespace belongs into default", api -> {
            String body = "{'metadata': {'name': '" + api.unique("event-" + Long.toString(System.nanoTime(), 36))
                    + "'}, 'involvedObject': {'kind': 'Node', 'name': 'x'}, 'reason': 'Because'}";
            api.post(core(api), body).expect(422, "Invalid");
            Reply made = api.post("/api/v1/namespaces/default/events", body).expect(201);
            api.delete("/api/v1/namespaces/default/events/" + made.name()).expect(200);
        });
        add("an event of events.k8s.io without a time is refused", api -> {
            Reply refused = api.post(
                            newer(api),
                            "{'metadata': {'name': 'never'}, 'regarding': {'kind': 'Pod', 'namespace': '"
                                    + api.namespace() + "'}}")
                    .expect(422, "Invalid");
            assertThat(refused.at("/details/causes/0/field").asText()).isEqualTo("eventTime");
        });
        add(
                "an event of events.k8s.io of an odd type is refused",
                api -> api.post(
                                newer(api),
                                newerBody("never", "")
                                        .replace("NAMESPACE", api.namespace())
                                        .replace("'Normal'", "'Odd'"))
                        .expect(422, "Invalid"));
        add("an event of the core API may be of an odd type", api -> core(api, "'reason': 'Because', 'type': 'Odd'"));
    }

    private void selectors() {
        add("events of the core API are selected by what they are about", api -> {
            String reason = api.unique("Reason");
            String name = core(api, "'reason': '" + reason + "', 'type': 'Warning'");
            String query = "?fieldSelector=involvedObject.name%3Dsomebody,involvedObject.kind%3DPod,"
                    + "involvedObject.namespace%3D" + api.namespace() + ",type%3DWarning,reason%3D" + reason;
            assertThat(api.get(core(api) + query).expect(200).itemNames()).containsExactly(name);
            assertThat(api.get(core(api) + query.replace("Pod", "Node"))
                            .expect(200)
                            .itemNames())
                    .isEmpty();
        });
        add("events of events.k8s.io are selected by what they regard", api -> {
            String reason = api.unique("Reason");
            String name = core(api, "'reason': '" + reason + "'");
            assertThat(api.get(newer(api) + "?fieldSelector=regarding.name%3Dsomebody,reason%3D" + reason)
                            .expect(200)
                            .itemNames())
                    .containsExactly(name);
        });
        add("the other API's fields are no selectors", api -> {
            api.get(newer(api) + "?fieldSelector=involvedObject.name%3Dx").expect(400, "BadRequest");
            api.get(core(api) + "?fieldSelector=regarding.name%3Dx").expect(400, "BadRequest");
        });
        add("events are selected by the component of their source", api -> {
            String component = api.unique("component");
            String name = core(api, "'reason': 'Because', 'source': {'component': '" + component + "'}");
            assertThat(api.get(core(api) + "?fieldSelector=source%3D" + component)
                            .expect(200)
                            .itemNames())
                    .containsExactly(name);
        });
        add(
                "a selector by count is refused",
                api -> api.get(core(api) + "?fieldSelector=count%3D1").expect(400, "BadRequest"));
    }
}
