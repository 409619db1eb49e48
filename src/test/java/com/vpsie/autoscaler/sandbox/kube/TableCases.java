package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.ArrayList;
import java.util.List;

/** Objects as the rows of a table, which is what kubectl prints. */
final class TableCases extends Cases {
    static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private static final String PARTIAL = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";
    private static final String PARTIAL_LIST = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";

    TableCases() {
        super("tables");
        columns("/api/v1/namespaces", "Name,Status,Age");
        columns(
                "/api/v1/nodes",
                "Name,Status,Roles,Age,Version,Internal-IP*,External-IP*,OS-Image*,Kernel-Version*,"
                        + "Container-Runtime*");
        columns("/api/v1/pods", "Name,Ready,Status,Restarts,Age,IP*,Node*,Nominated Node*,Readiness Gates*");
        columns("/api/v1/secrets", "Name,Type,Data,Age");
        columns("/api/v1/configmaps", "Name,Data,Age");
        columns("/api/v1/serviceaccounts", "Name,Age");
        columns("/api/v1/services", "Name,Type,Cluster-IP,External-IP,Port(s),Age,Selector*");
        columns("/api/v1/events", "Last Seen,Type,Reason,Object,Subobject*,Source*,Message,First Seen*,Count*,Name*");
        columns(
                "/apis/events.k8s.io/v1/events",
                "Last Seen,Type,Reason,Object,Subobject*,Source*,Message,First Seen*,Count*,Name*");
        columns("/apis/coordination.k8s.io/v1/leases", "Name,Holder,Age");
        columns("/apis/policy/v1/poddisruptionbudgets", "Name,Min Available,Max Unavailable,Allowed Disruptions,Age");
        columns("/apis/apps/v1/deployments", "Name,Ready,Up-to-date,Available,Age,Containers*,Images*,Selector*");
        columns("/apis/apps/v1/replicasets", "Name,Desired,Current,Ready,Age,Containers*,Images*,Selector*");
        columns("/apis/apps/v1/statefulsets", "Name,Ready,Age,Containers*,Images*");
        columns(
                "/apis/apps/v1/daemonsets",
                "Name,Desired,Current,Ready,Up-to-date,Available,Node Selector,Age," + "Containers*,Images*,Selector*");
        columns("/apis/batch/v1/jobs", "Name,Status,Completions,Duration,Age,Containers*,Images*,Selector*");
        columns("/apis/rbac.authorization.k8s.io/v1/roles", "Name,Created At");
        columns("/apis/rbac.authorization.k8s.io/v1/rolebindings", "Name,Role,Age,Users*,Groups*,ServiceAccounts*");
        columns("/apis/scheduling.k8s.io/v1/priorityclasses", "Name,Value,Global-Default,Age,PreemptionPolicy");
        columns("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", "Name,Created At");
        rows();
        forms();
    }

    /** @param wanted names of the columns; a star marks those of {@code -o wide} */
    private void columns(String path, String wanted) {
        add("the columns of " + path, api -> {
            List<String> names = new ArrayList<>();
            table(api, path)
                    .at("/columnDefinitions")
                    .forEach(column -> names.add(column.path("name").asText()
                            + (column.path("priority").asInt() > 0 ? "*" : "")));
            assertThat(String.join(",", names)).isEqualTo(wanted);
        });
    }

    private void rows() {
        add("a pod's row", api -> {
            Reply made = make(
                    api,
                    "/api/v1/namespaces/" + api.namespace() + "/pods",
                    "'spec': {'containers':"
                            + " [{'name': 'c', 'image': 'a'}, {'name': 'd', 'image': 'b'}], 'readinessGates': [{'conditionType':"
                            + " 'a/b'}]}");
            assertThat(cells(api, "/api/v1/namespaces/" + api.namespace() + "/pods/" + made.name()))
                    .startsWith(made.name(), "0/2", "Pending", "0")
                    .endsWith("<none>", "<none>", "<none>", "0/1");
        });
        add("the row of a pod whose containers wait, ended and run", api -> {
            String pods = "/api/v1/namespaces/" + api.namespace() + "/pods/";
            Reply made = make(
                    api,
                    pods.substring(0, pods.length() - 1),
                    "'spec': {'containers':" + " [{'name': 'c', 'image': 'a'}, {'name': 'd', 'image': 'b'}]}");
            podStatus(
                    api,
                    pods + made.name(),
                    "{'name': 'c', 'ready': true, 'restartCount': 2, 'image': 'a', 'imageID':"
                            + " 'a', 'state': {'running': {}}, 'lastState': {'terminated': {'exitCode': 1, 'finishedAt':"
                            + " '2020-01-01T00:00:00Z'}}}, {'name': 'd', 'ready': false, 'restartCount': 1, 'image': 'b',"
                            + " 'imageID': 'b', 'state': {'waiting': {'reason': 'CrashLoopBackOff'}}}");
            List<String> cells = cells(api, pods + made.name());
            assertThat(cells.subList(1, 3)).containsExactly("1/2", "CrashLoopBackOff");
            assertThat(cells.get(3)).matches("3 \\([0-9y]+[0-9]*d? ago\\)");
        });
        add("the row of a node that is not ready and takes no pods", api -> {
            Reply made = make(
                    api,
                    "/api/v1/nodes",
                    "'spec': {'unschedulable': true}, 'status': {'conditions':"
                            + " [{'type': 'Ready', 'status': 'False'}], 'nodeInfo': {'kubeletVersion': 'v1.2.3'},"
                            + " 'addresses': [{'type': 'InternalIP', 'address': '10.9.8.7'}]}");
            List<String> cells = cells(api, "/api/v1/nodes/" + made.name());
            api.delete("/api/v1/nodes/" + made.name()).expect(200);
            assertThat(cells.subList(1, 3)).containsExactly("NotReady,SchedulingDisabled", "<none>");
            assertThat(cells.subList(4, 10))
                    .containsExactly("v1.2.3", "10.9.8.7", "<none>", "<unknown>", "<unknown>", "<unknown>");
        });
        add("a node's roles are in its row", api -> {
            Reply made = api.post(
                            "/api/v1/nodes",
                            "{'metadata': {'name': '" + api.unique("node") + "', 'labels':"
                                    + " {'node-role.kubernetes.io/worker': '', 'kubernetes.io/role': 'b', 'c': 'd'}}}")
                    .expect(201);
            List<String> cells = cells(api, "/api/v1/nodes/" + made.name());
            api.delete("/api/v1/nodes/" + made.name()).expect(200);
            assertThat(cells.subList(1, 3)).containsExactly("Unknown", "b,worker");
        });
        add("a Lease's row names its holder", api -> {
            Reply made = make(api, api.leases(), "'spec': {'holderIdentity': 'me'}");
            assertThat(cells(api, api.leases() + "/" + made.name())).startsWith(made.name(), "me");
        });
        add("a Secret's row counts its data", api -> {
            Reply made = make(
                    api,
                    "/api/v1/namespaces/" + api.namespace() + "/secrets",
                    "'stringData': {'a': '1', 'b':" + " '2'}");
            JsonNode row = table(api, "/api/v1/namespaces/" + api.namespace() + "/secrets/" + made.name())
                    .at("/rows/0/cells");
            assertThat(row.get(1).asText()).isEqualTo("Opaque");
            assertThat(row.get(2).isIntegralNumber()).isTrue();
            assertThat(row.get(2).asInt()).isEqualTo(2);
        });
        add("an event's row tells what it is about", api -> {
            Reply made = make(
                    api,
                    "/api/v1/namespaces/" + api.namespace() + "/events",
                    "'involvedObject': {'kind':"
                            + " 'Pod', 'name': 'p', 'namespace': '" + api.namespace()
                            + "'}, 'reason': 'Because', 'message':"
                            + " 'text', 'type': 'Normal', 'count': 3, 'source': {'component': 'me', 'host': 'h'}");
            List<String> cells = cells(api, "/api/v1/namespaces/" + api.namespace() + "/events/" + made.name());
            assertThat(cells.subList(1, 7)).containsExactly("Normal", "Because", "pod/p", "", "me, h", "text");
            assertThat(cells.subList(8, 10)).containsExactly("3", made.name());
        });
        add("a disruption budget's row", api -> {
            Reply made = make(
                    api,
                    "/apis/policy/v1/namespaces/" + api.namespace() + "/poddisruptionbudgets",
                    "'spec': {'minAvailable': '50%', 'selector': {'matchLabels': {'no': 'pods'}}}");
            assertThat(cells(
                            api,
                            "/apis/policy/v1/namespaces/" + api.namespace() + "/poddisruptionbudgets/" + made.name()))
                    .startsWith(made.name(), "50%", "N/A", "0");
        });
        add("a role binding's row", api -> {
            Reply made = make(
                    api,
                    "/apis/rbac.authorization.k8s.io/v1/namespaces/" + api.namespace() + "/rolebindings",
                    "'roleRef': {'apiGroup': 'rbac.authorization.k8s.io', 'kind': 'Role', 'name': 'r'}, 'subjects':"
                            + " [{'kind': 'User', 'name': 'u', 'apiGroup': 'rbac.authorization.k8s.io'}, {'kind':"
                            + " 'ServiceAccount', 'name': 's', 'namespace': 'n'}]");
            List<String> cells = cells(
                    api,
                    "/apis/rbac.authorization.k8s.io/v1/namespaces/" + api.namespace() + "/rolebindings/"
                            + made.name());
            assertThat(cells.get(1)).isEqualTo("Role/r");
            assertThat(cells.subList(3, 6)).containsExactly("u", "", "n/s");
        });
        add("an age in a row is short", api -> {
            Reply made = api.newConfigMap("1");
            assertThat(cells(api, api.configMaps() + "/" + made.name()).get(2)).matches("[0-9]{1,2}s");
        });
    }

    private void forms() {
        add("a row carries the object's metadata alone", api -> {
            Reply made = api.newConfigMap("1");
            JsonNode object = table(api, api.configMaps() + "/" + made.name()).at("/rows/0/object");
            assertThat(object.path("kind").asText()).isEqualTo("PartialObjectMetadata");
            assertThat(object.path("apiVersion").asText()).isEqualTo("meta.k8s.io/v1");
            assertThat(object.at("/metadata/uid").asText()).isEqualTo(made.uid());
            assertThat(object.has("data")).isFalse();
        });
        add("a row carries the whole object when asked to", api -> {
            Reply made = api.newConfigMap("1");
            JsonNode object = table(api, api.configMaps() + "/" + made.name() + "?includeObject=Object")
                    .at("/rows/0/object");
            assertThat(object.at("/data/key").asText()).isEqualTo("1");
        });
        add("a row carries no object when asked to", api -> {
            Reply made = api.newConfigMap("1");
            JsonNode row = table(api, api.configMaps() + "/" + made.name() + "?includeObject=None")
                    .at("/rows/0");
            assertThat(row.path("cells").size()).isEqualTo(3);
            assertThat(row.path("object").isObject()).isFalse();
        });
        add(
                "an unknown includeObject is 400",
                api -> api.getAs(api.configMaps() + "?includeObject=Bad", TABLE).expect(400, "BadRequest"));
        add(
                "a table of an unknown version is 406",
                api -> api.getAs(api.configMaps(), "application/json;as=Table;v=v2;g=meta.k8s.io")
                        .expect(406, "NotAcceptable"));
        add(
                "the next form is taken when the first is not served",
                api -> assertThat(api.getAs(
                                        api.configMaps(),
                                        "application/json;as=Table;v=v2;g=meta.k8s.io,application/json")
                                .expect(200)
                                .at("/kind")
                                .asText())
                        .isEqualTo("ConfigMapList"));
        add(
                "a refusal is a Status, not a table",
                api -> assertThat(api.getAs(api.configMaps() + "/not-there", TABLE)
                                .expect(404, "NotFound")
                                .at("/kind")
                                .asText())
                        .isEqualTo("Status"));
        add("a table of a list has its version and its continue token", api -> {
            api.newConfigMap("1");
            api.newConfigMap("2");
            Reply page = table(api, api.configMaps() + "?limit=1");
            assertThat(page.version()).isNotEmpty();
            assertThat(page.meta("continue")).isNotEmpty();
            assertThat(page.at("/rows").size()).isEqualTo(1);
        });
        add("a table of nothing has columns and no rows", api -> {
            Reply empty = table(api, api.configMaps() + "?labelSelector=none%3Dthere");
            assertThat(empty.at("/columnDefinitions").size()).isEqualTo(3);
            assertThat(empty.at("/rows").size()).isZero();
        });
        add("a watch of tables names the columns once", api -> {
            String mark = api.unique("watched");
            for (int i = 0; i < 2; i++) {
                make(api, api.leases(), "'spec': {'holderIdentity': 'me'}", "'" + mark + "': 'yes'");
            }
            List<JsonNode> events = api.watchAs(api.leases(), "labelSelector=" + mark, TABLE);
            assertThat(events).hasSizeGreaterThanOrEqualTo(2);
            assertThat(events.get(0).at("/object/kind").asText()).isEqualTo("Table");
            assertThat(events.get(0).at("/object/columnDefinitions").size()).isEqualTo(3);
            assertThat(events.get(1).at("/object/columnDefinitions").size()).isZero();
            assertThat(events.get(1).at("/object/rows/0/cells/1").asText()).isEqualTo("me");
        });
        add("an object's metadata can be read alone", api -> {
            Reply made = api.newConfigMap("1");
            Reply partial =
                    api.getAs(api.configMaps() + "/" + made.name(), PARTIAL).expect(200);
            assertThat(partial.at("/kind").asText()).isEqualTo("PartialObjectMetadata");
            assertThat(partial.uid()).isEqualTo(made.uid());
            assertThat(partial.body().has("data")).isFalse();
        });
        add("a list's metadata can be read alone", api -> {
            api.newConfigMap("1");
            Reply partial = api.getAs(api.configMaps(), PARTIAL_LIST).expect(200);
            assertThat(partial.at("/kind").asText()).isEqualTo("PartialObjectMetadataList");
            assertThat(partial.at("/items/0/kind").asText()).isEqualTo("PartialObjectMetadata");
            assertThat(partial.at("/items/0").has("data")).isFalse();
        });
    }

    static Reply make(Contract api, String path, String rest) {
        return make(api, path, rest, "");
    }

    private static Reply make(Contract api, String path, String rest, String labels) {
        return api.post(
                        path,
                        "{'metadata': {'name': '" + api.unique("row") + "', 'namespace': '"
                                + (path.contains("/namespaces/") ? api.namespace() : "") + "', 'labels': {" + labels
                                + "}}, "
                                + rest + "}")
                .expect(201);
    }

    private static void podStatus(Contract api, String path, String containers) {
        api.patch(
                        path + "/status",
                        Contract.MERGE,
                        "{'status': {'phase': 'Running', 'containerStatuses': [" + containers + "]}}")
                .expect(200);
    }

    static Reply table(Contract api, String path) {
        Reply table = api.getAs(path, TABLE).expect(200);
        assertThat(table.at("/kind").asText()).isEqualTo("Table");
        return table;
    }

    private static List<String> cells(Contract api, String path) {
        List<String> cells = new ArrayList<>();
        table(api, path).at("/rows/0/cells").forEach(cell -> cells.add(cell.asText()));
        return cells;
    }
}
