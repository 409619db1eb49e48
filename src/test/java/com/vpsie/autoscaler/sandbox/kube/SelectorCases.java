package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.List;

/** Label and field selectors. */
final class SelectorCases extends Cases {
    SelectorCases() {
        super("selectors");
        labels();
        badLabels();
        fields();
        badFields();
    }

    /** Which of four objects (size=s, size=l, rank=7, none) a selector finds. */
    private void selects(String selector, String... expected) {
        add("label selector " + selector, api -> {
            String mark = api.unique("mark");
            String small = marked(api, mark, ", 'size': 's'");
            String large = marked(api, mark, ", 'size': 'l'");
            String ranked = marked(api, mark, ", 'rank': '7'");
            String none = marked(api, mark, "");
            List<String> found = list(api, "mark=" + mark + "," + selector).itemNames().stream()
                    .map(name -> name.equals(small)
                            ? "s"
                            : name.equals(large) ? "l" : name.equals(ranked) ? "7" : name.equals(none) ? "-" : "?")
                    .toList();
            assertThat(found).containsExactlyInAnyOrder(expected);
        });
    }

    private static String marked(Contract api, String mark, String more) {
        return api.newWidget("'labels': {'mark': '" + mark + "'" + more + "}").name();
    }

    private static Reply list(Contract api, String selector) {
        return api.get(api.widgets() + "?labelSelector=" + Contract.encode(selector))
                .expect(200);
    }

    private void labels() {
        selects("size=s", "s");
        selects("size==s", "s");
        selects("size = s", "s");
        selects("size!=s", "l", "7", "-");
        selects("size in (s,l)", "s", "l");
        selects("size in (s, x)", "s");
        selects("size in ()");
        selects("size notin (s)", "l", "7", "-");
        selects("size notin (,s)", "l", "7", "-");
        selects("size", "s", "l");
        selects("!size", "7", "-");
        selects("size,size!=s", "l");
        selects("size=");
        selects("rank>6", "7");
        selects("rank>7");
        selects("rank<8", "7");
        selects("size>1");
        selects("example.com/size=s");
    }

    private void badLabel(String selector, String message) {
        add("label selector " + selector + " is 400", api -> {
            Reply refusal = api.get(api.widgets() + "?labelSelector=" + Contract.encode(selector))
                    .expect(400, "BadRequest");
            assertThat(refusal.at("/message").asText()).startsWith(message);
        });
    }

    private void badLabels() {
        String unparsable = "unable to parse requirement: ";
        badLabel("size in s", unparsable + "found 's' expected: '('");
        badLabel("size in (s,l", unparsable + "found '', expected: ',' or ')'");
        badLabel("size===s", unparsable + "found '=', expected: identifier");
        badLabel("size is s", unparsable + "found 'is', expected: in, notin, =, ==, !=, gt, lt");
        badLabel("size=s l", "found 'l', expected: ',' or 'end of string'");
        badLabel("!size=s", "found '=', expected: ',' or 'end of string'");
        badLabel("size=s,", "found '', expected: identifier after ','");
        badLabel("size,,rank", "found ',', expected: identifier after ','");
        badLabel(",", "found ',', expected: !, identifier, or 'end of string'");
        badLabel("rank>x", unparsable + "values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators");
        badLabel("-size", unparsable + "<nil>: Invalid value: \"-size\": name part must consist of");
        badLabel("a/b/c", unparsable + "<nil>: Invalid value: \"a/b/c\": a valid label key must consist of");
        badLabel("size=-s", unparsable + "values[0][size]: Invalid value: \"-s\": a valid label must be");
        badLabel("k".repeat(64), unparsable + "<nil>: Invalid value: \"" + "k".repeat(64));
        badLabel("k=" + "v".repeat(64), unparsable + "values[0][k]: Invalid value: \"" + "v".repeat(64));
        add(
                "a watch by a bad label selector is 400",
                api -> api.get(api.widgets() + "?watch=true&timeoutSeconds=1&labelSelector=a%20b")
                        .expect(400, "BadRequest"));
        add(
                "a deletion by a bad label selector is 400",
                api -> api.delete(api.widgets() + "?labelSelector=a%20b").expect(400, "BadRequest"));
    }

    private static List<String> find(Contract api, String path, String selector) {
        return api.get(path + "?fieldSelector=" + Contract.encode(selector))
                .expect(200)
                .itemNames();
    }

    private void fields() {
        add("field selector metadata.name", api -> {
            Reply made = api.newWidget("");
            Reply other = api.newWidget("");
            assertThat(find(api, api.widgets(), "metadata.name=" + made.name())).containsExactly(made.name());
            assertThat(find(api, api.widgets(), "metadata.name==" + made.name()))
                    .containsExactly(made.name());
            assertThat(find(api, api.widgets(), "metadata.name!=" + made.name()))
                    .contains(other.name())
                    .doesNotContain(made.name());
            assertThat(find(api, api.widgets(), "metadata.name=" + made.name() + ","))
                    .containsExactly(made.name());
            assertThat(find(api, api.widgets(), "metadata.name=" + made.name() + ",metadata.name=" + other.name()))
                    .isEmpty();
        });
        add("field selector metadata.name of nothing", api -> {
            api.newWidget("");
            assertThat(find(api, api.widgets(), "metadata.name=not-there")).isEmpty();
            assertThat(find(api, api.widgets(), "metadata.name=")).isEmpty();
            assertThat(find(api, api.widgets(), "metadata.name=a\\,b")).isEmpty();
        });
        add("field selector metadata.namespace", api -> {
            Reply made = api.newWidget("");
            assertThat(find(api, "/apis/contract.example.com/v1/widgets", "metadata.namespace=" + api.namespace()))
                    .contains(made.name());
            assertThat(find(api, api.widgets(), "metadata.namespace!=" + api.namespace()))
                    .isEmpty();
        });
        add("pods are selected by node and phase", api -> {
            String pod = api.unique("pod");
            OtherCases.newPod(api, pod);
            String pods = "/api/v1/namespaces/" + api.namespace() + "/pods";
            assertThat(find(api, pods, "spec.nodeName=no-such-node")).isEmpty();
            assertThat(find(api, pods, "spec.nodeName=,status.phase=Pending")).contains(pod);
            assertThat(find(api, pods, "spec.hostNetwork=false,metadata.name=" + pod))
                    .containsExactly(pod);
            assertThat(find(api, pods, "status.phase!=Pending")).doesNotContain(pod);
        });
        add("nodes are selected by whether they are unschedulable", api -> {
            String name = api.unique(api.namespace());
            api.post("/api/v1/nodes", "{'metadata': {'name': '" + name + "'}}").expect(201);
            assertThat(find(api, "/api/v1/nodes", "spec.unschedulable=false")).contains(name);
            api.patch("/api/v1/nodes/" + name, Contract.MERGE, "{'spec': {'unschedulable': true}}")
                    .expect(200);
            assertThat(find(api, "/api/v1/nodes", "spec.unschedulable=true")).contains(name);
            assertThat(find(api, "/api/v1/nodes", "spec.unschedulable=false")).doesNotContain(name);
            api.delete("/api/v1/nodes/" + name).expect(200);
        });
        add("events are selected by what they are about", api -> {
            String name = api.unique("event");
            String events = "/api/v1/namespaces/" + api.namespace() + "/events";
            api.post(
                            events,
                            "{'metadata': {'name': '" + name + "'}, 'involvedObject': {'kind': 'Pod', 'name': 'of-"
                                    + name + "', 'namespace': '" + api.namespace() + "', 'uid': 'u1'}, 'reason':"
                                    + " 'Chosen', 'type': 'Warning', 'source': {'component': 'contract'}}")
                    .expect(201);
            String about = "involvedObject.name=of-" + name;
            assertThat(find(api, events, about)).containsExactly(name);
            assertThat(find(api, events, about + ",involvedObject.kind=Pod,involvedObject.uid=u1"))
                    .containsExactly(name);
            assertThat(find(api, events, about + ",involvedObject.kind=Node")).isEmpty();
            assertThat(find(api, events, about + ",reason=Chosen,type=Warning,source=contract"))
                    .containsExactly(name);
            assertThat(find(api, events, about + ",type!=Warning")).isEmpty();
        });
        add("secrets are selected by type", api -> {
            String secrets = "/api/v1/namespaces/" + api.namespace() + "/secrets";
            String name = api.unique("typed");
            api.post(secrets, "{'metadata': {'name': '" + name + "'}, 'type': 'example.com/typed'}")
                    .expect(201);
            assertThat(find(api, secrets, "type=example.com/typed")).contains(name);
            assertThat(find(api, secrets, "type=Opaque")).doesNotContain(name);
        });
        add(
                "namespaces are selected by phase",
                api -> assertThat(find(api, "/api/v1/namespaces", "status.phase=Active"))
                        .contains("default", api.namespace()));
    }

    private void badField(String path, String selector, String message) {
        String kind = path.substring(path.lastIndexOf('/') + 1);
        add("field selector " + selector + " of " + kind + " is 400", api -> {
            Reply refusal = api.get(path + "?fieldSelector=" + Contract.encode(selector))
                    .expect(400, "BadRequest");
            assertThat(refusal.at("/message").asText()).isEqualTo(message);
        });
    }

    private void badFields() {
        String widgets = "/apis/contract.example.com/v1/widgets";
        badField(widgets, "spec.size=1", "field label not supported: spec.size");
        badField(widgets, "metadata.uid=1", "field label not supported: metadata.uid");
        badField("/api/v1/pods", "spec.priority=1", "field label not supported: spec.priority");
        badField("/api/v1/nodes", "metadata.namespace=a", "field label not supported: metadata.namespace");
        badField("/api/v1/events", "involvedObject.size=a", "field label not supported: involvedObject.size");
        badField(
                "/apis/events.k8s.io/v1/events",
                "involvedObject.name=a",
                "field label not supported: involvedObject.name");
        badField(
                "/api/v1/configmaps",
                "data.key=1",
                "\"data.key\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
        badField(widgets, "metadata.name", "invalid selector: 'metadata.name'; can't understand 'metadata.name'");
        badField(
                widgets,
                "metadata.name in (a)",
                "invalid selector: 'metadata.name in (a)'; can't understand 'metadata.name in (a)'");
        badField(widgets, "metadata.name=a=b", "invalid field selector: unescaped character in value: 61");
        badField(widgets, "metadata.name=a\\b", "invalid field selector: invalid escape sequence: \\b");
        add(
                "a watch by an unknown field is 400",
                api -> api.get(api.widgets() + "?watch=true&timeoutSeconds=1&fieldSelector=spec.size%3D1")
                        .expect(400, "BadRequest"));
    }
}
