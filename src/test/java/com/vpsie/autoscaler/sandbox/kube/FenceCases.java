package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The rule at the root of the NodeGroup's schema: the leader's token never goes down and never away. */
final class FenceCases extends Cases {
    FenceCases() {
        super("fence of NodeGroup");
        add("a first token is accepted", api -> {
            ObjectNode group = sealed(api, 5);
            assertThat(group.at("/status/leaderToken").asLong()).isEqualTo(5);
        });
        add("a token may grow and may stay", api -> {
            ObjectNode group = sealed(api, 5);
            group = put(api, token(group, 5)).expect(200).object();
            group = put(api, token(group, 6)).expect(200).object();
            put(api, token(group, 5_000_000_000L)).expect(200);
        });
        add(
                "a lower token is refused",
                api -> put(api, token(sealed(api, 5), 4)).expect(422, "Invalid"));
        add(
                "a lower token is refused in a patch",
                api -> patch(api, sealed(api, 5), "{'status': {'leaderToken': 4}}")
                        .expect(422, "Invalid"));
        add("removing the token is refused", api -> {
            ObjectNode group = sealed(api, 5);
            ((ObjectNode) group.get("status")).remove("leaderToken");
            put(api, group).expect(422, "Invalid");
        });
        add(
                "removing the token by null is refused",
                api -> patch(api, sealed(api, 5), "{'status': {'leaderToken': null}}")
                        .expect(422, "Invalid"));
        add("an update of the status without status is refused", api -> {
            ObjectNode group = sealed(api, 5);
            group.remove("status");
            put(api, group).expect(422, "Invalid");
        });
        add(
                "removing the status by null is refused",
                api -> patch(api, sealed(api, 5), "{'status': null}").expect(422, "Invalid"));
        add("an update of the spec keeps the token", api -> {
            ObjectNode group = sealed(api, 5);
            group.remove("status");
            ((ObjectNode) group.get("spec")).put("maxNodes", 7);
            Reply written = api.put(path(api, group), group).expect(200);
            assertThat(written.at("/status/leaderToken").asLong()).isEqualTo(5);
        });
        add("a stale leader that reads again is refused all the same", api -> {
            ObjectNode group = sealed(api, 5);
            put(api, token(group, 6)).expect(200);
            put(api, token(group, 5)).expect(409, "Conflict");
            put(api, token(api.get(path(api, group)).expect(200).object(), 5)).expect(422, "Invalid");
        });
        add("a group that is deleted and made again starts anew", api -> {
            ObjectNode group = sealed(api, 5);
            api.delete(path(api, group)).expect(200);
            ObjectNode again = group.deepCopy();
            again.remove("status");
            ((ObjectNode) again.get("metadata")).remove(List.of("resourceVersion", "uid"));
            ObjectNode made =
                    api.post(groups(api), again.toString()).expect(201).object();
            assertThat(made.has("status")).isFalse();
            put(api, token(made, 1)).expect(200);
        });
        add(
                "a refusal names the rule",
                api -> assertThat(put(api, token(sealed(api, 5), 4))
                                .at("/message")
                                .asText())
                        .contains("leaderToken"));
    }

    private static String groups(Contract api) {
        return "/apis/autoscaler.vpsie.com/v1alpha1/namespaces/" + api.namespace() + "/nodegroups";
    }

    private static String path(Contract api, ObjectNode group) {
        return groups(api) + "/" + group.at("/metadata/name").asText();
    }

    private static Reply put(Contract api, ObjectNode group) {
        return api.put(path(api, group) + "/status", group);
    }

    private static Reply patch(Contract api, ObjectNode group, String patch) {
        return api.patch(path(api, group) + "/status", Contract.MERGE, patch);
    }

    private static ObjectNode token(ObjectNode group, long token) {
        ObjectNode changed = group.deepCopy();
        ObjectNode status = changed.get("status") instanceof ObjectNode there ? there : changed.putObject("status");
        status.put("leaderToken", token);
        return changed;
    }

    /** A new group whose status carries the token. */
    private static ObjectNode sealed(Contract api, long token) throws IOException {
        for (Path file : DefinitionCases.files()) {
            DefinitionCases.install(api, file);
        }
        Reply made = api.post(
                        groups(api),
                        "{'apiVersion': 'autoscaler.vpsie.com/v1alpha1', 'kind': 'NodeGroup', 'metadata': {'name': '"
                                + api.unique("group")
                                + "'}, 'spec': {'minNodes': 1, 'maxNodes': 3, 'datacenterID': 'dc',"
                                + " 'offeringIDs': ['o'], 'project': 'p', 'resourceIdentifier': 'r', 'kubeSizeID': 1,"
                                + " 'kubernetesVersion': 'v1.31.2'}}")
                .expect(201);
        return put(api, token(made.object(), token)).expect(200).object();
    }
}
