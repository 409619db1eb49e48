package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.List;

/** Deletion: preconditions, finalizers. */
final class DeleteCases extends Cases {
    private static final String HELD = "'finalizers': ['contract.example.com/held']";

    DeleteCases() {
        super("deletes");
        add("a deletion answers Success with the uid", api -> {
            Reply made = api.newWidget("");
            Reply gone = api.delete(path(api, made)).expect(200);
            assertThat(gone.at("/kind").asText()).isEqualTo("Status");
            assertThat(gone.at("/status").asText()).isEqualTo("Success");
            assertThat(gone.at("/details/uid").asText()).isEqualTo(made.uid());
            api.get(path(api, made)).expect(404);
        });
        add(
                "a deletion of nothing is NotFound",
                api -> api.delete(api.widgets() + "/not-there").expect(404, "NotFound"));
        add("a wrong uid precondition is Conflict", api -> {
            Reply made = api.newWidget("");
            api.delete(path(api, made), "{'preconditions': {'uid': '11111111-2222-4333-8444-555555555555'}}")
                    .expect(409, "Conflict");
            api.get(path(api, made)).expect(200);
        });
        add("an old version precondition is Conflict", api -> {
            Reply made = api.newWidget("");
            api.patch(path(api, made), Contract.MERGE, "{'spec': {'size': 2}}").expect(200);
            api.delete(path(api, made), "{'preconditions': {'resourceVersion': '" + made.version() + "'}}")
                    .expect(409, "Conflict");
        });
        add("preconditions that hold let it happen", api -> {
            Reply made = api.newWidget("");
            api.delete(
                            path(api, made),
                            "{'preconditions': {'uid': '" + made.uid() + "', 'resourceVersion': '" + made.version()
                                    + "'}}")
                    .expect(200);
            api.get(path(api, made)).expect(404);
        });
        add("a collection is deleted by selector", api -> {
            Reply one = api.newWidget("'labels': {'batch': 'x'}");
            Reply two = api.newWidget("");
            api.delete(api.widgets() + "?labelSelector=batch%3Dx").expect(200);
            api.get(path(api, one)).expect(404);
            api.get(path(api, two)).expect(200);
        });
        finalizers();
        policies();
    }

    private static String path(Contract api, Reply made) {
        return api.widgets() + "/" + made.name();
    }

    private void finalizers() {
        add("a finalizer holds the object", api -> {
            Reply made = api.newWidget(HELD);
            Reply marked = api.delete(path(api, made)).expect(200);
            assertThat(marked.at("/kind").asText()).isEqualTo("Widget");
            assertThat(marked.meta("deletionTimestamp")).isNotEmpty();
            Reply there = api.get(path(api, made)).expect(200);
            assertThat(there.meta("deletionTimestamp")).isNotEmpty();
            assertThat(there.at("/metadata/generation").asInt()).isEqualTo(2);
            assertThat(Long.parseLong(there.version())).isGreaterThan(Long.parseLong(made.version()));
        });
        add("a second deletion changes nothing", api -> {
            Reply made = api.newWidget(HELD);
            api.delete(path(api, made)).expect(200);
            Reply first = api.get(path(api, made)).expect(200);
            api.delete(path(api, made)).expect(200);
            assertThat(api.get(path(api, made)).version()).isEqualTo(first.version());
        });
        add("removing the last finalizer removes the object", api -> {
            Reply made = api.newWidget(HELD);
            api.delete(path(api, made)).expect(200);
            api.patch(path(api, made), Contract.MERGE, "{'metadata': {'finalizers': null}}")
                    .expect(200);
            api.get(path(api, made)).expect(404);
        });
        add("removing the last finalizer by an update does too", api -> {
            Reply made = api.newWidget(HELD);
            api.delete(path(api, made)).expect(200);
            ObjectNode object = api.get(path(api, made)).object();
            ((ObjectNode) object.get("metadata")).remove("finalizers");
            api.put(path(api, made), object).expect(200);
            api.get(path(api, made)).expect(404);
        });
        add("a finalizer removed without a deletion removes nothing", api -> {
            Reply made = api.newWidget(HELD);
            api.patch(path(api, made), Contract.MERGE, "{'metadata': {'finalizers': []}}")
                    .expect(200);
            api.get(path(api, made)).expect(200);
        });
        add("no finalizer can be added while being deleted", api -> {
            Reply made = api.newWidget(HELD);
            api.delete(path(api, made)).expect(200);
            api.patch(
                            path(api, made),
                            Contract.MERGE,
                            "{'metadata': {'finalizers': ['contract.example.com/held', 'contract.example.com/more']}}")
                    .expect(422, "Invalid");
        });
        add("an update cannot take a deletion back", api -> {
            Reply made = api.newWidget(HELD);
            api.delete(path(api, made)).expect(200);
            ObjectNode object = api.get(path(api, made)).object();
            ((ObjectNode) object.get("metadata")).remove("deletionTimestamp");
            ((ObjectNode) object.get("spec")).put("size", 5);
            Reply written = api.put(path(api, made), object).expect(200);
            assertThat(written.meta("deletionTimestamp")).isNotEmpty();
        });
        add("the status can be written while being deleted", api -> {
            Reply made = api.newWidget(HELD);
            api.delete(path(api, made)).expect(200);
            api.patch(path(api, made) + "/status", Contract.MERGE, "{'status': {'ready': 1}}")
                    .expect(200);
        });
    }

    private void policies() {
        add("an unknown propagation policy is refused with its field", api -> {
            Reply made = api.newWidget("");
            Reply refused = api.delete(path(api, made), "{'propagationPolicy': 'Sideways'}")
                    .expect(422, "Invalid");
            assertThat(refused.at("/details/kind").asText()).isEqualTo("DeleteOptions");
            assertThat(refused.at("/details/causes/0/field").asText()).isEqualTo("propagationPolicy");
            assertThat(refused.at("/details/causes/0/reason").asText()).isEqualTo("FieldValueNotSupported");
            api.get(path(api, made)).expect(200);
        });
        add(
                "an unknown propagation policy is refused as a parameter too",
                api -> api.delete(path(api, api.newWidget("")) + "?propagationPolicy=Sideways")
                        .expect(422, "Invalid"));
        add(
                "the old and the new way to orphan are not given together",
                api -> api.delete(
                                path(api, api.newWidget("")),
                                "{'propagationPolicy': 'Orphan', 'orphanDependents': true}")
                        .expect(422, "Invalid"));
        add("an unknown kind of trial is refused", api -> {
            Reply made = api.newWidget("");
            api.delete(path(api, made), "{'dryRun': ['Some']}").expect(422, "Invalid");
            api.get(path(api, made)).expect(200);
        });
        add(
                "options of another kind are refused",
                api -> api.delete(path(api, api.newWidget("")), "{'apiVersion': 'v1', 'kind': 'Pod'}")
                        .expect(400, "BadRequest"));
        add("options of their own kind are read", api -> {
            Reply made = api.newWidget("");
            api.delete(
                            path(api, made),
                            "{'apiVersion': 'v1', 'kind': 'DeleteOptions', 'preconditions': {'uid': 'another'}}")
                    .expect(409, "Conflict");
        });
        add("a tried deletion leaves the object", api -> {
            Reply made = api.newWidget("");
            api.delete(path(api, made) + "?dryRun=All").expect(200);
            assertThat(api.get(path(api, made)).expect(200).version()).isEqualTo(made.version());
        });
        add("a deletion in the foreground answers the object with its finalizer", api -> {
            Reply made = api.newWidget(HELD);
            Reply marked = api.delete(path(api, made), "{'propagationPolicy': 'Foreground'}")
                    .expect(200);
            assertThat(marked.at("/kind").asText()).isEqualTo("Widget");
            assertThat(marked.at("/metadata/finalizers").toString())
                    .contains("contract.example.com/held")
                    .contains("foregroundDeletion");
            assertThat(marked.meta("deletionTimestamp")).isNotEmpty();
        });
        add("a deletion that orphans answers the object with its finalizer", api -> {
            Reply made = api.newWidget(HELD);
            Reply marked =
                    api.delete(path(api, made) + "?propagationPolicy=Orphan").expect(200);
            assertThat(marked.at("/metadata/finalizers").toString()).contains("\"orphan\"");
        });
        add("a precondition on the uid of the same name made anew does not hold", api -> {
            Reply first = api.newWidget("");
            api.delete(path(api, first)).expect(200);
            ObjectNode again = first.object();
            ((ObjectNode) again.get("metadata")).remove(List.of("uid", "resourceVersion"));
            Reply second = api.post(api.widgets(), again.toString()).expect(201);
            Reply refused = api.delete(path(api, second), "{'preconditions': {'uid': '" + first.uid() + "'}}")
                    .expect(409, "Conflict");
            assertThat(refused.at("/message").asText()).contains(first.uid()).contains(second.uid());
        });
        add("an empty collection is deleted without complaint", api -> {
            Reply answer =
                    api.delete(api.widgets() + "?labelSelector=nobody%3Dhas").expect(200);
            assertThat(answer.at("/kind").asText()).endsWith("List");
            assertThat(answer.at("/items").size()).isZero();
        });
        add("a collection deleted in the foreground is marked object by object", api -> {
            String label = api.unique("flock");
            Reply made = api.newWidget(HELD + ", 'labels': {'batch': '" + label + "'}");
            api.delete(api.widgets() + "?labelSelector=batch%3D" + label, "{'propagationPolicy': 'Foreground'}")
                    .expect(200);
            // where a garbage collector runs, the finalizer may be gone again by now
            assertThat(api.watch(
                            api.widgets(), "labelSelector=batch%3D" + label + "&resourceVersion=" + made.version()))
                    .anySatisfy(event -> assertThat(
                                    event.at("/object/metadata/finalizers").toString())
                            .contains("foregroundDeletion"));
        });
    }
}
