package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.List;

/** What the election rests on. */
final class LeaseCases extends Cases {
    private static final String TIME = "2024-01-20T10:30:00.123456Z";

    LeaseCases() {
        super("leases");
        add("a lease keeps what was written", api -> {
            Reply made = lease(
                            api,
                            "'holderIdentity': 'a', 'leaseDurationSeconds': 15, 'leaseTransitions': 0,"
                                    + " 'acquireTime': '" + TIME + "', 'renewTime': '" + TIME + "'")
                    .expect(201);
            assertThat(made.at("/spec/holderIdentity").asText()).isEqualTo("a");
            assertThat(made.at("/spec/leaseDurationSeconds").asInt()).isEqualTo(15);
            assertThat(made.at("/spec/renewTime").asText()).isEqualTo(TIME);
        });
        add("an update without a version is 422", api -> {
            ObjectNode object = lease(api, "'holderIdentity': 'a'").expect(201).object();
            ((ObjectNode) object.get("metadata")).remove("resourceVersion");
            put(api, object).expect(422, "Invalid");
        });
        add("an identical renewal is no write", api -> {
            Reply made = lease(api, "'holderIdentity': 'a', 'renewTime': '" + TIME + "'")
                    .expect(201);
            assertThat(put(api, made.object()).expect(200).version()).isEqualTo(made.version());
        });
        add("a renewal by one microsecond is a write", api -> {
            Reply made = lease(api, "'holderIdentity': 'a', 'renewTime': '" + TIME + "'")
                    .expect(201);
            ObjectNode next = made.object();
            ((ObjectNode) next.get("spec")).put("renewTime", "2024-01-20T10:30:00.123457Z");
            assertThat(Long.parseLong(put(api, next).expect(200).version()))
                    .isGreaterThan(Long.parseLong(made.version()));
        });
        add("an empty holder is kept as empty", api -> {
            Reply made = lease(api, "'holderIdentity': ''").expect(201);
            assertThat(made.at("/spec").has("holderIdentity")).isTrue();
            assertThat(made.at("/spec/holderIdentity").asText()).isEmpty();
        });
        add(
                "a field that is null is absent",
                api -> assertThat(lease(api, "'holderIdentity': null, 'leaseDurationSeconds': 15")
                                .expect(201)
                                .at("/spec")
                                .has("holderIdentity"))
                        .isFalse());
        createOnUpdate();
        refusals();
    }

    private static Reply lease(Contract api, String spec) {
        return api.post(api.leases(), body(api.unique("lease"), spec));
    }

    private static String body(String name, String spec) {
        return "{'apiVersion': 'coordination.k8s.io/v1', 'kind': 'Lease', 'metadata': {'name': '" + name
                + "'}, 'spec': {" + spec + "}}";
    }

    private static Reply put(Contract api, ObjectNode object) {
        return api.put(api.leases() + "/" + object.at("/metadata/name").asText(), object);
    }

    private void createOnUpdate() {
        add("an update of a missing lease creates it", api -> {
            String name = api.unique("lease");
            Reply made = api.put(api.leases() + "/" + name, body(name, "'holderIdentity': 'a'"))
                    .expect(201);
            assertThat(made.uid()).isNotEmpty();
        });
        add("an update with the old version after a deletion creates another lease", api -> {
            Reply made = lease(api, "'holderIdentity': 'a'").expect(201);
            api.delete(api.leases() + "/" + made.name()).expect(200);
            ObjectNode old = made.object();
            ((ObjectNode) old.get("metadata")).remove("uid");
            Reply again = put(api, old).expect(201);
            assertThat(again.uid()).isNotEqualTo(made.uid());
        });
        add("with the old uid it does not", api -> {
            Reply made = lease(api, "'holderIdentity': 'a'").expect(201);
            api.delete(api.leases() + "/" + made.name()).expect(200);
            put(api, made.object()).expect(409, "Conflict");
            api.get(api.leases() + "/" + made.name()).expect(404);
        });
        add(
                "a patch of a missing lease is NotFound",
                api -> api.patch(api.leases() + "/not-there", Contract.MERGE, "{'spec': {'holderIdentity': 'b'}}")
                        .expect(404, "NotFound"));
        add(
                "an update in a missing namespace is 404",
                api -> api.put("/apis/coordination.k8s.io/v1/namespaces/not-there/leases/a", body("a", ""))
                        .expect(404, "NotFound"));
    }

    private void refusals() {
        for (String wrong : List.of(
                "2024-01-20T10:30:00Z", "2024-01-20T10:30:00.123Z", "2024-01-20T10:30:00.123456789Z", "yesterday")) {
            add(
                    "the time " + wrong + " is 400",
                    api -> lease(api, "'renewTime': '" + wrong + "'").expect(400, "BadRequest"));
        }
        add("a time with an offset is stored as UTC", api -> {
            Reply made = lease(api, "'renewTime': '2024-01-20T12:30:00.000100+02:00'")
                    .expect(201);
            assertThat(made.at("/spec/renewTime").asText()).isEqualTo("2024-01-20T10:30:00.000100Z");
        });
        add(
                "a duration of zero is 422",
                api -> lease(api, "'leaseDurationSeconds': 0").expect(422, "Invalid"));
        add(
                "a negative duration is 422",
                api -> lease(api, "'leaseDurationSeconds': -1").expect(422, "Invalid"));
        add(
                "a broken duration is 400",
                api -> lease(api, "'leaseDurationSeconds': 1.5").expect(400, "BadRequest"));
        add(
                "negative transitions are 422",
                api -> lease(api, "'leaseTransitions': -1").expect(422, "Invalid"));
        add(
                "a holder that is no text is 400",
                api -> lease(api, "'holderIdentity': 7").expect(400, "BadRequest"));
        add("an update with a wrong time changes nothing", api -> {
            Reply made = lease(api, "'holderIdentity': 'a', 'renewTime': '" + TIME + "'")
                    .expect(201);
            ObjectNode next = made.object();
            ((ObjectNode) next.get("spec")).put("renewTime", "2024-01-20T10:30:01Z");
            put(api, next).expect(400);
            assertThat(api.get(api.leases() + "/" + made.name()).version()).isEqualTo(made.version());
        });
    }
}
