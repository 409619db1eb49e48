package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Lists, their pages, and lists of the past. */
final class ListCases extends Cases {
    private static final String FORM = "meta.k8s.io/v1";

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
        add(
                "a list of a missing namespace is empty",
                api -> assertThat(api.get("/api/v1/namespaces/not-there/configmaps")
                                .expect(200)
                                .itemNames())
                        .isEmpty());
        add("objects of a custom kind carry their kind in a list", api -> {
            api.newWidget("");
            assertThat(api.get(api.widgets()).expect(200).at("/items/0/kind").asText())
                    .isEqualTo("Widget");
        });
        add("objects of a built-in kind do not", api -> {
            api.newConfigMap("1");
            JsonNode first = api.get(api.configMaps()).expect(200).at("/items/0");
            assertThat(first.at("/metadata/name").asText()).isNotEmpty();
            assertThat(first.has("kind")).isFalse();
            assertThat(first.has("apiVersion")).isFalse();
        });
        pages();
        tokens();
        versions();
        refusals();
    }

    /** What a case does with a namespace of its own that holds so many widgets. */
    @FunctionalInterface
    private interface OnWidgets {
        void run(Contract api, String widgets) throws Exception;
    }

    private void addOn(int count, String name, OnWidgets body) {
        add(name, api -> {
            String namespace = api.namespace() + "-" + api.unique("list");
            api.post("/api/v1/namespaces", "{'metadata': {'name': '" + namespace + "'}}")
                    .expect(201);
            try {
                String widgets = "/apis/contract.example.com/v1/namespaces/" + namespace + "/widgets";
                for (int i = 1; i <= count; i++) {
                    newWidget(api, widgets, "w" + i);
                }
                body.run(api, widgets);
            } finally {
                api.delete("/api/v1/namespaces/" + namespace);
            }
        });
    }

    private static Reply newWidget(Contract api, String widgets, String name) {
        return api.post(
                        widgets,
                        "{'apiVersion': 'contract.example.com/v1', 'kind': 'Widget', 'metadata': {'name': '" + name
                                + "', 'labels': {'paged': 'yes'}}, 'spec': {'size': 1}}")
                .expect(201);
    }

    private static String next(Reply page) {
        return "&continue=" + Contract.encode(page.meta("continue"));
    }

    private void pages() {
        add("pages together are the list, at one version", api -> {
            List<String> made = new ArrayList<>();
            String mark = api.unique("paged");
            for (int i = 0; i < 5; i++) {
                made.add(api.newWidget("'labels': {'paged': '" + mark + "'}").name());
            }
            for (String path : List.of(api.widgets(), "/apis/contract.example.com/v1/widgets")) {
                String query = path + "?labelSelector=paged%3D" + mark + "&limit=2";
                Reply first = api.get(query).expect(200);
                List<String> all = new ArrayList<>(first.itemNames());
                Reply page = first;
                while (!page.meta("continue").isEmpty()) {
                    page = api.get(query + next(page)).expect(200);
                    assertThat(page.version()).isEqualTo(first.version());
                    all.addAll(page.itemNames());
                }
                assertThat(first.itemNames()).hasSize(2);
                assertThat(all).containsExactlyInAnyOrderElementsOf(made);
            }
        });
        addOn(5, "a page tells how many come after it", (api, widgets) -> {
            Reply first = api.get(widgets + "?limit=2").expect(200);
            assertThat(first.at("/metadata/remainingItemCount").asInt()).isEqualTo(3);
            Reply second = api.get(widgets + "?limit=2" + next(first)).expect(200);
            assertThat(second.at("/metadata/remainingItemCount").asInt()).isEqualTo(1);
            assertThat(second.itemNames()).containsExactly("w3", "w4");
        });
        addOn(3, "the last page leads nowhere", (api, widgets) -> {
            Reply first = api.get(widgets + "?limit=2").expect(200);
            Reply last = api.get(widgets + "?limit=2" + next(first)).expect(200);
            assertThat(last.itemNames()).containsExactly("w3");
            assertThat(last.meta("continue")).isEmpty();
            assertThat(last.at("/metadata/remainingItemCount").isMissingNode()).isTrue();
        });
        addOn(2, "a page that is just full is the last", (api, widgets) -> {
            Reply only = api.get(widgets + "?limit=2").expect(200);
            assertThat(only.itemNames()).containsExactly("w1", "w2");
            assertThat(only.meta("continue")).isEmpty();
        });
        addOn(3, "of a selection the rest is not counted", (api, widgets) -> {
            Reply first = api.get(widgets + "?limit=1&labelSelector=paged").expect(200);
            assertThat(first.meta("continue")).isNotEmpty();
            assertThat(first.at("/metadata/remainingItemCount").isMissingNode()).isTrue();
        });
        addOn(4, "later pages do not see what came and went after the first", (api, widgets) -> {
            Reply first = api.get(widgets + "?limit=1").expect(200);
            newWidget(api, widgets, "w2b");
            api.delete(widgets + "/w3").expect(200);
            api.patch(widgets + "/w4", Contract.MERGE, "{'spec': {'size': 7}}").expect(200);
            Reply rest = api.get(widgets + "?limit=9" + next(first)).expect(200);
            assertThat(rest.itemNames()).containsExactly("w2", "w3", "w4");
            assertThat(rest.at("/items/2/spec/size").asInt()).isEqualTo(1);
            assertThat(rest.version()).isEqualTo(first.version());
        });
        addOn(3, "the rest is given without a limit too", (api, widgets) -> {
            Reply first = api.get(widgets + "?limit=1").expect(200);
            assertThat(api.get(widgets + "?" + next(first).substring(1))
                            .expect(200)
                            .itemNames())
                    .containsExactly("w2", "w3");
        });
        for (String limit : List.of("0", "-1")) {
            addOn(
                    3,
                    "a limit of " + limit + " is no limit",
                    (api, widgets) -> assertThat(api.get(widgets + "?limit=" + limit)
                                    .expect(200)
                                    .itemNames())
                            .containsExactly("w1", "w2", "w3"));
        }
        addOn(3, "version 0 is answered in one piece, whatever the limit", (api, widgets) -> {
            Reply list = api.get(widgets + "?limit=1&resourceVersion=0").expect(200);
            assertThat(list.itemNames()).containsExactly("w1", "w2", "w3");
            assertThat(list.meta("continue")).isEmpty();
        });
    }

    /** A token made by hand. */
    private static String token(String form, long version, String start) {
        ObjectNode token = Json.object().put("v", form).put("rv", version).put("start", start);
        return "&continue="
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(token.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What a token says, to be changed. */
    private static ObjectNode said(Reply page) throws Exception {
        return (ObjectNode) Json.read(Base64.getUrlDecoder().decode(page.meta("continue")));
    }

    private void tokens() {
        addOn(2, "a token names the version of the first page", (api, widgets) -> {
            Reply first = api.get(widgets + "?limit=1").expect(200);
            assertThat(said(first).path("rv").asText()).isEqualTo(first.version());
            assertThat(said(first).path("v").asText()).isEqualTo(FORM);
        });
        addOn(3, "a token of no version goes on with what is there now", (api, widgets) -> {
            Reply first = api.get(widgets + "?limit=1").expect(200);
            api.delete(widgets + "/w2").expect(200);
            String start = said(first).path("start").asText();
            Reply rest = api.get(widgets + "?limit=5" + token(FORM, -1, start)).expect(200);
            assertThat(rest.itemNames()).containsExactly("w3");
            assertThat(Long.parseLong(rest.version())).isGreaterThan(Long.parseLong(first.version()));
        });
        addOn(2, "a token of a version that is not written yet is 504", (api, widgets) -> {
            Reply first = api.get(widgets + "?limit=1").expect(200);
            String start = said(first).path("start").asText();
            api.get(widgets + "?limit=1" + token(FORM, 999_999_999, start)).expect(504, "Timeout");
        });
        refused("a token that is none", "limit=1&continue=xxx", 400, "BadRequest");
        refused("a token of another form", "limit=1" + token("meta.k8s.io/v2", 2, "/a"), 400, "BadRequest");
        refused("a token of version 0", "limit=1" + token(FORM, 0, "/a"), 400, "BadRequest");
        refused("a token that starts nowhere", "limit=1" + token(FORM, 2, ""), 400, "BadRequest");
        refused("a token that climbs", "limit=1" + token(FORM, 2, "/../a"), 400, "BadRequest");
        refused("a version beside a token", "resourceVersion=3" + token(FORM, 2, "/a"), 400, "BadRequest");
    }

    private void versions() {
        addOn(1, "a list at an exact version is as it was", (api, widgets) -> {
            Reply then = newWidget(api, widgets, "w2");
            api.patch(widgets + "/w2", Contract.MERGE, "{'spec': {'size': 2}}").expect(200);
            api.delete(widgets + "/w1").expect(200);
            newWidget(api, widgets, "w3");
            Reply list = api.get(widgets + "?resourceVersionMatch=Exact&resourceVersion=" + then.version())
                    .expect(200);
            assertThat(list.itemNames()).containsExactly("w1", "w2");
            assertThat(list.at("/items/1/spec/size").asInt()).isEqualTo(1);
            assertThat(list.version()).isEqualTo(then.version());
        });
        addOn(2, "a limit with a version means exactly that version", (api, widgets) -> {
            Reply then = newWidget(api, widgets, "w3");
            api.delete(widgets + "/w1").expect(200);
            Reply list = api.get(widgets + "?limit=1&resourceVersion=" + then.version())
                    .expect(200);
            assertThat(list.itemNames()).containsExactly("w1");
            assertThat(list.version()).isEqualTo(then.version());
            assertThat(list.at("/metadata/remainingItemCount").asInt()).isEqualTo(2);
        });
        addOn(1, "a version without a limit means not older than that", (api, widgets) -> {
            Reply then = newWidget(api, widgets, "w2");
            api.delete(widgets + "/w1").expect(200);
            Reply list = api.get(widgets + "?resourceVersion=" + then.version()).expect(200);
            assertThat(list.itemNames()).contains("w2");
            assertThat(Long.parseLong(list.version())).isGreaterThanOrEqualTo(Long.parseLong(then.version()));
        });
        addOn(1, "so does NotOlderThan, with a limit too", (api, widgets) -> {
            Reply then = newWidget(api, widgets, "w2");
            Reply list = api.get(
                            widgets + "?limit=1&resourceVersionMatch=NotOlderThan&resourceVersion=" + then.version())
                    .expect(200);
            assertThat(list.itemNames()).containsExactly("w1");
            assertThat(Long.parseLong(list.version())).isGreaterThanOrEqualTo(Long.parseLong(then.version()));
        });
        for (String more : List.of("", "&resourceVersionMatch=Exact", "&resourceVersionMatch=NotOlderThan")) {
            add("a version that is not written yet is 504" + (more.isEmpty() ? "" : ", " + more.substring(1)), api -> {
                Reply refusal = api.get(api.widgets() + "?resourceVersion=999999999" + more)
                        .expect(504, "Timeout");
                assertThat(refusal.at("/details/causes/0/reason").asText()).isEqualTo("ResourceVersionTooLarge");
                assertThat(refusal.at("/details/retryAfterSeconds").asInt()).isEqualTo(1);
            });
        }
        add("a get of a version that is not written yet is 504", api -> {
            String path = api.widgets() + "/" + api.newWidget("").name();
            api.get(path + "?resourceVersion=1").expect(200);
            api.get(path + "?resourceVersion=999999999").expect(504, "Timeout");
        });
        add(
                "a get of a version that is no number is 500",
                api -> api.get(api.widgets() + "/a?resourceVersion=abc").expect(500));
        add("a get that wants to watch is a get", api -> {
            Reply made = api.newWidget("");
            assertThat(api.get(api.widgets() + "/" + made.name() + "?watch=true&timeoutSeconds=1")
                            .expect(200)
                            .uid())
                    .isEqualTo(made.uid());
        });
    }

    private void refused(String name, String query, int code, String reason) {
        add(name + " is " + code, api -> api.get(api.widgets() + "?" + query).expect(code, reason));
    }

    private void refusals() {
        refused("a limit that is no number", "limit=abc", 400, "BadRequest");
        refused("a version that is no number", "resourceVersion=abc", 400, "BadRequest");
        refused("a negative version", "resourceVersion=-5", 400, "BadRequest");
        refused("a match without a version", "resourceVersionMatch=Exact", 422, "Invalid");
        refused("an unknown match", "resourceVersionMatch=Near&resourceVersion=5", 422, "Invalid");
        refused("exactly version 0", "resourceVersionMatch=Exact&resourceVersion=0", 422, "Invalid");
        refused("a match beside a token", "resourceVersionMatch=Exact&resourceVersion=5&continue=a", 422, "Invalid");
        refused("a list with initial events", "sendInitialEvents=true", 422, "Invalid");
        add("a refusal of parameters names the parameter", api -> {
            Reply refusal =
                    api.get(api.widgets() + "?resourceVersionMatch=Exact").expect(422, "Invalid");
            assertThat(refusal.at("/details/kind").asText()).isEqualTo("ListOptions");
            assertThat(refusal.at("/details/causes/0/field").asText()).isEqualTo("resourceVersionMatch");
            assertThat(refusal.at("/message").asText())
                    .isEqualTo("ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden:"
                            + " resourceVersionMatch is forbidden unless resourceVersion is provided");
        });
    }
}
