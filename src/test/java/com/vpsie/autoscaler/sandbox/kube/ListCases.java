package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.ArrayList;
import java.util.List;

/** Lists and selectors. */
final class ListCases extends Cases {
    ListCases() {
        super("lists");
        add("a list names its kind and version", api -> {
            Reply made = api.newWidget("");
            Reply list = api.get(api.widgets()).expect(200);
            assertThat(list.at("/kind").asText()).isEqualTo("WidgetList");
            assertThat(list.at("/apiVersion").asText()).isEqualTo("contract.example.com/v1");
            assertThat(Long.parseLong(list.version())).isGreaterThanOrEqualTo(Long.parseLong(made.version()));
            assertThat(list.itemNames()).contains(made.name());
        });
        add("a list over all namespaces has this one's", api -> {
            Reply made = api.newWidget("");
            assertThat(api.get("/apis/contract.example.com/v1/widgets")
                            .expect(200)
                            .itemNames())
                    .contains(made.name());
        });
        add(
                "a list of an empty namespace is empty",
                api -> assertThat(api.get("/apis/contract.example.com/v1/namespaces/kube-public/widgets")
                                .expect(200)
                                .at("/items")
                                .size())
                        .isZero());
        add("pages together are the list, at one version", api -> {
            List<String> made = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                made.add(api.newWidget("'labels': {'paged': 'yes'}").name());
            }
            String query = api.widgets() + "?labelSelector=paged&limit=2";
            Reply first = api.get(query).expect(200);
            List<String> all = new ArrayList<>(first.itemNames());
            Reply page = first;
            while (!page.meta("continue").isEmpty()) {
                page = api.get(query + "&continue=" + Contract.encode(page.meta("continue")))
                        .expect(200);
                assertThat(page.version()).isEqualTo(first.version());
                all.addAll(page.itemNames());
            }
            assertThat(first.itemNames()).hasSize(2);
            assertThat(all).containsExactlyInAnyOrderElementsOf(made);
        });
        labels();
        fields();
    }

    /** Which of three objects (size=s, size=l, none) a selector finds. */
    private void selects(String selector, String... expected) {
        add("label selector " + selector, api -> {
            String mark = api.unique("mark");
            String small = api.newWidget("'labels': {'mark': '" + mark + "', 'size': 's'}")
                    .name();
            String large = api.newWidget("'labels': {'mark': '" + mark + "', 'size': 'l'}")
                    .name();
            String none = api.newWidget("'labels': {'mark': '" + mark + "'}").name();
            List<String> found = api
                    .get(api.widgets() + "?labelSelector=" + Contract.encode("mark=" + mark + "," + selector))
                    .expect(200)
                    .itemNames()
                    .stream()
                    .map(name -> name.equals(small) ? "s" : name.equals(large) ? "l" : name.equals(none) ? "-" : "?")
                    .toList();
            assertThat(found).containsExactlyInAnyOrder(expected);
        });
    }

    private void labels() {
        selects("size=s", "s");
        selects("size==s", "s");
        selects("size!=s", "l", "-");
        selects("size in (s,l)", "s", "l");
        selects("size in (s, x)", "s");
        selects("size notin (s)", "l", "-");
        selects("size", "s", "l");
        selects("!size", "-");
        selects("size,size!=s", "l");
        add(
                "a label selector that cannot be read is 400",
                api -> api.get(api.widgets() + "?labelSelector=" + Contract.encode("size in s"))
                        .expect(400, "BadRequest"));
    }

    private void fields() {
        add("field selector metadata.name", api -> {
            Reply made = api.newWidget("");
            api.newWidget("");
            assertThat(api.get(api.widgets() + "?fieldSelector=metadata.name%3D" + made.name())
                            .expect(200)
                            .itemNames())
                    .containsExactly(made.name());
        });
        add(
                "field selector metadata.name of nothing",
                api -> assertThat(api.get(api.widgets() + "?fieldSelector=metadata.name%3Dnot-there")
                                .expect(200)
                                .itemNames())
                        .isEmpty());
        add("field selector metadata.namespace", api -> {
            Reply made = api.newWidget("");
            assertThat(api.get("/apis/contract.example.com/v1/widgets?fieldSelector=metadata.namespace%3D"
                                    + api.namespace())
                            .expect(200)
                            .itemNames())
                    .contains(made.name());
        });
        add(
                "a field selector that the kind does not have is 400",
                api -> api.get(api.widgets() + "?fieldSelector=spec.size%3D1").expect(400, "BadRequest"));
        add("pods are selected by node", api -> {
            String pod = api.unique("pod");
            OtherCases.newPod(api, pod);
            String pods = "/api/v1/namespaces/" + api.namespace() + "/pods";
            assertThat(api.get(pods + "?fieldSelector=spec.nodeName%3Dno-such-node")
                            .expect(200)
                            .itemNames())
                    .isEmpty();
            assertThat(api.get(pods + "?fieldSelector=" + Contract.encode("spec.nodeName=,status.phase=Pending"))
                            .expect(200)
                            .itemNames())
                    .contains(pod);
        });
    }
}
