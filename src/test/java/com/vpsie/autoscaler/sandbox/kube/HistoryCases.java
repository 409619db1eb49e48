package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.ArrayList;
import java.util.List;

/** What becomes of lists and watches when the history they need has been compacted. */
final class HistoryCases extends Cases {
    HistoryCases() {
        super("history");
        lists();
        watches();
    }

    /** Events are not in the cache of a real API server, so that it feels a compaction of its storage at once. */
    private static Reply newEvent(Contract api, String name) {
        return api.post(
                        events(api),
                        "{'metadata': {'name': '" + name + "', 'labels': {'kept': 'no'}}, 'involvedObject': {'kind':"
                                + " 'Node', 'name': 'n', 'namespace': '" + api.namespace()
                                + "'}, 'reason': 'Tried', 'type': 'Normal'}")
                .expect(201);
    }

    private static String events(Contract api) {
        return "/api/v1/namespaces/" + api.namespace() + "/events";
    }

    private static String next(Reply page) {
        return "&continue=" + Contract.encode(page.meta("continue"));
    }

    private void lists() {
        add("a token of a forgotten version is 410 with one that goes on", api -> {
            List<String> made = new ArrayList<>();
            String mark = api.unique("forgotten");
            for (int i = 0; i < 3; i++) {
                made.add(newEvent(api, mark + "-" + i).name());
            }
            Reply first = api.get(events(api) + "?limit=1").expect(200);
            api.patch(events(api) + "/" + made.get(0), Contract.MERGE, "{'message': 'again'}")
                    .expect(200);
            api.forgetHistory();
            Reply expired = api.get(events(api) + "?limit=500" + next(first)).expect(410, "Expired");
            assertThat(expired.meta("continue")).isNotEmpty();
            Reply rest = api.get(events(api) + "?limit=500" + next(expired)).expect(200);
            List<String> all = new ArrayList<>(first.itemNames());
            all.addAll(rest.itemNames());
            assertThat(all).containsAll(made);
            assertThat(Long.parseLong(rest.version())).isGreaterThan(Long.parseLong(first.version()));
        });
        add("a list at a forgotten version is 410", api -> {
            Reply made = newEvent(api, api.unique("event"));
            newEvent(api, api.unique("event"));
            api.forgetHistory();
            String at = events(api) + "?resourceVersion=" + made.version();
            api.get(at + "&resourceVersionMatch=Exact").expect(410, "Expired");
            api.get(at + "&limit=1").expect(410, "Expired");
        });
        add("a list not older than a forgotten version is answered", api -> {
            Reply made = newEvent(api, api.unique("event"));
            Reply later = newEvent(api, api.unique("event"));
            api.forgetHistory();
            assertThat(api.get(events(api) + "?resourceVersion=" + made.version())
                            .expect(200)
                            .itemNames())
                    .contains(made.name(), later.name());
        });
    }

    private void watches() {
        add("after a compaction a watch of Events goes on from a list, not from before", api -> {
            Reply made = newEvent(api, api.unique("watched"));
            newEvent(api, api.unique("watched"));
            newEvent(api, api.unique("watched"));
            api.forgetHistory();
            List<JsonNode> refused = api.watch(events(api), "resourceVersion=" + made.version());
            assertThat(refused).hasSize(1);
            assertThat(refused.get(0).at("/type").asText()).isEqualTo("ERROR");
            assertThat(refused.get(0).at("/object/code").asInt()).isEqualTo(410);
            assertThat(refused.get(0).at("/object/reason").asText()).isEqualTo("Expired");
            Reply list = api.get(events(api)).expect(200);
            Reply later = newEvent(api, api.unique("watched"));
            List<JsonNode> seen = api.watch(events(api), "labelSelector=kept&resourceVersion=" + list.version());
            assertThat(seen).hasSize(1);
            assertThat(seen.get(0).at("/object/metadata/name").asText()).isEqualTo(later.name());
        });
    }
}
