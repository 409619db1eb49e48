package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** Patches. */
final class PatchCases extends Cases {
    PatchCases() {
        super("patches");
        add("a merge patch changes what it names", api -> {
            Reply made = api.newWidget("'labels': {'a': '1', 'b': '2'}");
            Reply patched =
                    merge(api, made, "{'metadata': {'labels': {'b': '3'}}}").expect(200);
            assertThat(patched.at("/metadata/labels/a").asText()).isEqualTo("1");
            assertThat(patched.at("/metadata/labels/b").asText()).isEqualTo("3");
            assertThat(patched.at("/spec/size").asInt()).isEqualTo(1);
        });
        add("null in a merge patch deletes", api -> {
            Reply made = api.newWidget("'labels': {'a': '1', 'b': '2'}");
            Reply patched = merge(api, made, "{'metadata': {'labels': {'a': null}}, 'spec': {'none': null}}")
                    .expect(200);
            assertThat(patched.at("/metadata/labels").has("a")).isFalse();
            assertThat(patched.at("/metadata/labels").has("b")).isTrue();
            assertThat(patched.at("/spec").has("none")).isFalse();
        });
        add("a list in a merge patch replaces the list", api -> {
            Reply made = api.newWidget("");
            merge(api, made, "{'spec': {'parts': ['a', 'b']}}").expect(200);
            Reply patched = merge(api, made, "{'spec': {'parts': ['c']}}").expect(200);
            assertThat(patched.at("/spec/parts").size()).isEqualTo(1);
        });
        add("a merge patch with an old version is Conflict", api -> {
            Reply made = api.newWidget("");
            merge(api, made, "{'spec': {'size': 2}}").expect(200);
            merge(api, made, "{'metadata': {'resourceVersion': '" + made.version() + "'}, 'spec': {'size': 3}}")
                    .expect(409, "Conflict");
        });
        add("a merge patch with the current version is done", api -> {
            Reply made = api.newWidget("");
            merge(api, made, "{'metadata': {'resourceVersion': '" + made.version() + "'}, 'spec': {'size': 3}}")
                    .expect(200);
        });
        add("a merge patch with another uid is 422", api -> {
            Reply made = api.newWidget("");
            merge(api, made, "{'metadata': {'uid': '11111111-2222-4333-8444-555555555555'}, 'spec': {'size': 3}}")
                    .expect(422, "Invalid");
        });
        add("a merge patch that changes nothing keeps the version", api -> {
            Reply made = api.newWidget("");
            assertThat(merge(api, made, "{'spec': {'size': 1}}").expect(200).version())
                    .isEqualTo(made.version());
        });
        add(
                "a patch of a missing object is NotFound",
                api -> api.patch(api.widgets() + "/not-there", Contract.MERGE, "{'spec': {'size': 1}}")
                        .expect(404, "NotFound"));
        add(
                "a patch that is no JSON is 400",
                api -> merge(api, api.newWidget(""), "{'spec': ").expect(400, "BadRequest"));
        jsonPatches();
        add("a strategic merge patch of a custom object is 415", api -> {
            Reply made = api.newWidget("");
            api.patch(api.widgets() + "/" + made.name(), Contract.STRATEGIC, "{'spec': {'size': 2}}")
                    .expect(415);
        });
        add("a strategic merge patch without lists merges", api -> {
            Reply made = api.newConfigMap("1");
            Reply patched = api.patch(
                            api.configMaps() + "/" + made.name(), Contract.STRATEGIC, "{'data': {'more': '2'}}")
                    .expect(200);
            assertThat(patched.at("/data/key").asText()).isEqualTo("1");
            assertThat(patched.at("/data/more").asText()).isEqualTo("2");
        });
        add(
                "a patch of an unknown type is 415",
                api -> api.patch(api.widgets() + "/" + api.newWidget("").name(), "application/x-patch", "{}")
                        .expect(415));
    }

    private static Reply merge(Contract api, Reply made, String patch) {
        return api.patch(api.widgets() + "/" + made.name(), Contract.MERGE, patch);
    }

    private static Reply json(Contract api, Reply made, String patch) {
        return api.patch(api.widgets() + "/" + made.name(), Contract.JSON_PATCH, patch);
    }

    private void jsonPatches() {
        add("a JSON patch is carried out", api -> {
            Reply made = api.newWidget("");
            Reply patched = json(
                            api,
                            made,
                            "[{'op': 'test', 'path': '/spec/size', 'value': 1},"
                                    + " {'op': 'replace', 'path': '/spec/size', 'value': 2},"
                                    + " {'op': 'add', 'path': '/spec/color', 'value': 'red'}]")
                    .expect(200);
            assertThat(patched.at("/spec/size").asInt()).isEqualTo(2);
            assertThat(patched.at("/spec/color").asText()).isEqualTo("red");
        });
        add("a JSON patch whose test fails changes nothing", api -> {
            Reply made = api.newWidget("");
            json(
                            api,
                            made,
                            "[{'op': 'replace', 'path': '/spec/size', 'value': 2},"
                                    + " {'op': 'test', 'path': '/spec/size', 'value': 7}]")
                    .expect(422, "Invalid");
            assertThat(api.get(api.widgets() + "/" + made.name()).version()).isEqualTo(made.version());
        });
        add("a JSON patch with an old version is Conflict", api -> {
            Reply made = api.newWidget("");
            merge(api, made, "{'spec': {'size': 2}}").expect(200);
            json(
                            api,
                            made,
                            "[{'op': 'replace', 'path': '/metadata/resourceVersion', 'value': '" + made.version()
                                    + "'}, {'op': 'replace', 'path': '/spec/size', 'value': 3}]")
                    .expect(409, "Conflict");
        });
    }
}
