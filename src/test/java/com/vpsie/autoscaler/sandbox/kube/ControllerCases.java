package com.vpsie.autoscaler.sandbox.kube;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** What controllers do on a real cluster a moment later. */
final class ControllerCases extends Cases {
    ControllerCases() {
        super("garbage collection");
        add("what a deleted object owned goes too", api -> {
            Reply owner = api.newWidget("");
            Reply owned = api.newWidget(ownedBy(owner));
            api.delete(api.widgets() + "/" + owner.name(), "{'propagationPolicy': 'Background'}")
                    .expect(200);
            Await.until(
                    "it is collected",
                    () -> api.get(api.widgets() + "/" + owned.name()).code() == 404);
        });
        add("what has another owner stays", api -> {
            Reply owner = api.newWidget("");
            Reply other = api.newWidget("");
            String both = ownedBy(owner).replace("]", ", " + reference(other) + "]");
            Reply shared = api.newWidget(both);
            Reply alone = api.newWidget(ownedBy(owner));
            api.delete(api.widgets() + "/" + owner.name(), "{'propagationPolicy': 'Background'}")
                    .expect(200);
            Await.until(
                    "the other is collected",
                    () -> api.get(api.widgets() + "/" + alone.name()).code() == 404);
            api.get(api.widgets() + "/" + shared.name()).expect(200);
        });
        add("orphans stay, without their owner", api -> {
            Reply owner = api.newWidget("");
            Reply owned = api.newWidget(ownedBy(owner));
            api.delete(api.widgets() + "/" + owner.name(), "{'propagationPolicy': 'Orphan'}")
                    .expect(200);
            String path = api.widgets() + "/" + owned.name();
            Await.until(
                    "it is released",
                    () -> api.get(path)
                            .expect(200)
                            .at("/metadata/ownerReferences")
                            .isMissingNode());
        });
        add("a deleted namespace takes its content along", api -> {
            String name = api.unique("doomed-" + Long.toString(System.nanoTime(), 36));
            String maps = "/api/v1/namespaces/" + name + "/configmaps";
            api.post("/api/v1/namespaces", "{'metadata': {'name': '" + name + "'}}")
                    .expect(201);
            api.post(maps, "{'metadata': {'name': 'a', 'finalizers': ['contract.example.com/held']}}")
                    .expect(201);
            api.delete("/api/v1/namespaces/" + name).expect(200);
            Await.until(
                    "its content is being deleted",
                    () -> !api.get(maps + "/a").meta("deletionTimestamp").isEmpty());
            api.post(maps, "{'metadata': {'name': 'b'}}").expect(403, "Forbidden");
            api.patch(maps + "/a", Contract.MERGE, "{'metadata': {'finalizers': null}}")
                    .expect(200);
            Await.until(
                    "it is gone", () -> api.get("/api/v1/namespaces/" + name).code() == 404);
        });
    }

    private static String ownedBy(Reply owner) {
        return "'ownerReferences': [" + reference(owner) + "]";
    }

    private static String reference(Reply owner) {
        return "{'apiVersion': 'contract.example.com/v1', 'kind': 'Widget', 'name': '" + owner.name() + "', 'uid': '"
                + owner.uid() + "'}";
    }
}
