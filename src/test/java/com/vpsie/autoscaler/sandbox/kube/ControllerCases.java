package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** What the garbage collector does on a real cluster a moment later. */
final class ControllerCases extends Cases {
    private static final String HELD = "'finalizers': ['contract.example.com/held']";
    private static final String NOBODY = "11111111-2222-4333-8444-555555555555";

    ControllerCases() {
        super("garbage collection");
        background();
        foreground();
        orphans();
        dangling();
    }

    private void background() {
        add("what a deleted object owned goes too", api -> {
            Reply owner = api.newWidget("");
            Reply owned = api.newWidget(ownedBy(owner));
            delete(api, owner, "Background");
            gone(api, owned);
        });
        add("without a policy what it owned goes too", api -> {
            Reply owner = api.newWidget("");
            Reply owned = api.newWidget(ownedBy(owner));
            api.delete(path(api, owner)).expect(200);
            gone(api, owned);
        });
        add("what the owned owned goes too, of whatever kind", api -> {
            Reply owner = api.newWidget("");
            Reply owned = api.newWidget(ownedBy(owner));
            String map = api.configMaps() + "/" + api.unique("map");
            api.post(
                            api.configMaps(),
                            "{'metadata': {'name': '" + map.substring(map.lastIndexOf('/') + 1) + "', " + ownedBy(owned)
                                    + "}}")
                    .expect(201);
            delete(api, owner, "Background");
            gone(api, owned);
            Await.until("the grandchild is collected", () -> api.get(map).code() == 404);
        });
        add("what has another owner stays, without the one that went", api -> {
            Reply owner = api.newWidget("");
            Reply other = api.newWidget("");
            String both = ownedBy(owner).replace("]", ", " + reference(other, "") + "]");
            Reply shared = api.newWidget(both);
            Reply alone = api.newWidget(ownedBy(owner));
            delete(api, owner, "Background");
            gone(api, alone);
            Await.until(
                    "the reference is removed",
                    () -> get(api, shared)
                                    .expect(200)
                                    .at("/metadata/ownerReferences")
                                    .size()
                            == 1);
            assertThat(get(api, shared).at("/metadata/ownerReferences/0/uid").asText())
                    .isEqualTo(other.uid());
        });
        add("a finalizer holds what is collected", api -> {
            Reply owner = api.newWidget("");
            Reply owned = api.newWidget(HELD + ", " + ownedBy(owner));
            delete(api, owner, "Background");
            get(api, owner).expect(404);
            Await.until(
                    "it is marked",
                    () -> !get(api, owned).expect(200).meta("deletionTimestamp").isEmpty());
            release(api, owned);
            get(api, owned).expect(404);
        });
        add("a pod on a node is collected with its grace", api -> {
            Reply owner = api.newWidget("");
            String pod = Pods.bound(api, "");
            api.patch(Pods.path(api, pod), Contract.MERGE, "{'metadata': {" + ownedBy(owner) + "}}")
                    .expect(200);
            delete(api, owner, "Background");
            Await.until(
                    "it is marked",
                    () -> !Pods.get(api, pod)
                            .expect(200)
                            .meta("deletionTimestamp")
                            .isEmpty());
            assertThat(Pods.get(api, pod)
                            .at("/metadata/deletionGracePeriodSeconds")
                            .asInt())
                    .isEqualTo(30);
        });
    }

    private void foreground() {
        add("in the foreground an owner waits for what blocks it", api -> {
            Reply owner = api.newWidget("");
            Reply owned = api.newWidget(HELD + ", " + blocking(owner));
            delete(api, owner, "Foreground");
            Await.until(
                    "the owned is marked",
                    () -> !get(api, owned).expect(200).meta("deletionTimestamp").isEmpty());
            assertThat(get(api, owner).expect(200).at("/metadata/finalizers/0").asText())
                    .isEqualTo("foregroundDeletion");
            release(api, owned);
            gone(api, owner);
        });
        add("in the foreground an owner does not wait for what does not block it", api -> {
            Reply owner = api.newWidget("");
            Reply owned = api.newWidget(HELD + ", " + ownedBy(owner));
            delete(api, owner, "Foreground");
            gone(api, owner);
            Await.until(
                    "the owned is marked",
                    () -> !get(api, owned).expect(200).meta("deletionTimestamp").isEmpty());
            release(api, owned);
        });
        add("in the foreground an owner of nothing goes", api -> {
            Reply owner = api.newWidget("");
            delete(api, owner, "Foreground");
            gone(api, owner);
        });
        add("in the foreground everything below goes", api -> {
            Reply owner = api.newWidget("");
            Reply child = api.newWidget(blocking(owner));
            Reply grandchild = api.newWidget(blocking(child));
            delete(api, owner, "Foreground");
            gone(api, grandchild);
            gone(api, child);
            gone(api, owner);
        });
        add("a deletion in the background ends the wait in the foreground", api -> {
            Reply owner = api.newWidget("");
            Reply owned = api.newWidget(HELD + ", " + blocking(owner));
            delete(api, owner, "Foreground");
            delete(api, owner, "Background");
            get(api, owner).expect(404);
            Await.until(
                    "the owned is marked",
                    () -> !get(api, owned).expect(200).meta("deletionTimestamp").isEmpty());
            release(api, owned);
        });
    }

    private void orphans() {
        add("orphans stay, without their owner", api -> {
            Reply owner = api.newWidget("");
            Reply owned = api.newWidget(ownedBy(owner));
            delete(api, owner, "Orphan");
            Await.until(
                    "it is released",
                    () -> get(api, owned)
                            .expect(200)
                            .at("/metadata/ownerReferences")
                            .isMissingNode());
            gone(api, owner);
        });
        add("the old way to orphan does the same", api -> {
            Reply owner = api.newWidget("");
            Reply owned = api.newWidget(ownedBy(owner));
            api.delete(path(api, owner), "{'orphanDependents': true}").expect(200);
            Await.until(
                    "it is released",
                    () -> get(api, owned)
                            .expect(200)
                            .at("/metadata/ownerReferences")
                            .isMissingNode());
            gone(api, owner);
        });
    }

    private void dangling() {
        add("an object of an owner that never was is collected", api -> {
            Reply made = api.newWidget("'ownerReferences': [" + reference("never-there", NOBODY, "") + "]");
            gone(api, made);
        });
        add("an owner of the same name and another uid is no owner", api -> {
            Reply other = api.newWidget("");
            Reply made = api.newWidget("'ownerReferences': [" + reference(other.name(), NOBODY, "") + "]");
            gone(api, made);
            get(api, other).expect(200);
        });
        for (String field : new String[] {"apiVersion", "kind", "name", "uid"}) {
            add("a reference to an owner without " + field + " is refused", api -> {
                String reference =
                        reference("a", NOBODY, "").replaceAll("'" + field + "': '[^']*'", "'" + field + "': ''");
                Reply refused = api.post(
                                api.configMaps(),
                                "{'metadata': {'name': 'never', 'ownerReferences': [" + reference + "]}}")
                        .expect(422, "Invalid");
                assertThat(refused.at("/details/causes/0/field").asText())
                        .isEqualTo("metadata.ownerReferences." + field);
            });
        }
        add(
                "two controlling owners are refused",
                api -> api.post(
                                api.configMaps(),
                                "{'metadata': {'name': 'never', 'ownerReferences': ["
                                        + reference("a", NOBODY, ", 'controller': true") + ", "
                                        + reference("b", NOBODY.replace('5', '6'), ", 'controller': true") + "]}}")
                        .expect(422, "Invalid"));
        add("a finalizer without a domain is refused", api -> {
            Reply refused = api.post(api.configMaps(), "{'metadata': {'name': 'never', 'finalizers': ['nonsense']}}")
                    .expect(422, "Invalid");
            assertThat(refused.at("/details/causes/0/field").asText()).isEqualTo("metadata.finalizers[0]");
        });
        add(
                "orphaning and deletion in the foreground exclude each other",
                api -> api.post(
                                api.configMaps(),
                                "{'metadata': {'name': 'never', 'finalizers': ['orphan', 'foregroundDeletion']}}")
                        .expect(422, "Invalid"));
    }

    private static String path(Contract api, Reply widget) {
        return api.widgets() + "/" + widget.name();
    }

    private static Reply get(Contract api, Reply widget) {
        return api.get(path(api, widget));
    }

    private static void delete(Contract api, Reply widget, String policy) {
        api.delete(path(api, widget), "{'propagationPolicy': '" + policy + "'}").expect(200);
    }

    private static void release(Contract api, Reply widget) {
        api.patch(path(api, widget), Contract.MERGE, "{'metadata': {'finalizers': null}}")
                .expect(200);
    }

    private static void gone(Contract api, Reply widget) {
        Await.until(widget.name() + " is gone", () -> get(api, widget).code() == 404);
    }

    private static String ownedBy(Reply owner) {
        return "'ownerReferences': [" + reference(owner, "") + "]";
    }

    private static String blocking(Reply owner) {
        return "'ownerReferences': [" + reference(owner, ", 'blockOwnerDeletion': true") + "]";
    }

    private static String reference(Reply owner, String more) {
        return reference(owner.name(), owner.uid(), more);
    }

    private static String reference(String name, String uid, String more) {
        return "{'apiVersion': 'contract.example.com/v1', 'kind': 'Widget', 'name': '" + name + "', 'uid': '" + uid
                + "'" + more + "}";
    }
}
