package com.vpsie.autoscaler.sandbox.kube.access;

import static com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds.POD;
import static com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds.SERVICE_ACCOUNT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The subresource {@code token} of ServiceAccounts. Safe for any thread. */
final class TokenRequests {
    private static final ResourceKind KIND =
            ResourceKind.builtin("authentication.k8s.io", "v1", "tokenrequests", "TokenRequest");
    private static final long SHORTEST_SECONDS = 600;
    private static final long DEFAULT_SECONDS = 3600;
    private static final long LONGEST_SECONDS = 1L << 32;

    private final ObjectStore store;
    private final AccountTokens tokens;
    private final InstantSource clock;

    TokenRequests(ObjectStore store, AccountTokens tokens, InstantSource clock) {
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** @throws ApiException 404 without the ServiceAccount or the pod; 409 for another uid of it; 422 */
    ObjectNode answer(String namespace, String name, ObjectNode sent) {
        ObjectNode account = store.get(SERVICE_ACCOUNT, namespace, name);
        String sentName = Meta.name(sent);
        if (!sentName.isEmpty() && !sentName.equals(name)) {
            throw ApiException.invalid(
                    KIND,
                    name,
                    "metadata.name: Invalid value: \"" + sentName
                            + "\": must match the service account name if specified");
        }
        JsonNode spec = sent.path("spec");
        long seconds = spec.path("expirationSeconds").asLong(DEFAULT_SECONDS);
        requireDuration(seconds);
        Optional<ObjectNode> pod = pod(namespace, spec.path("boundObjectRef"));
        List<String> audiences = new ArrayList<>();
        spec.path("audiences").forEach(audience -> audiences.add(audience.asText()));
        if (audiences.isEmpty()) {
            audiences.add(AccountTokens.ISSUER);
        }
        Instant from = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant until = from.plusSeconds(seconds);

        ObjectNode answer = Json.object().put("kind", KIND.kind()).put("apiVersion", KIND.apiVersion());
        answer.putObject("metadata")
                .put("name", name)
                .put("namespace", namespace)
                .put("uid", Meta.uid(account))
                .put("creationTimestamp", from.toString());
        ObjectNode granted = answer.putObject("spec");
        ArrayNode list = granted.putArray("audiences");
        audiences.forEach(list::add);
        granted.put("expirationSeconds", seconds);
        granted.set("boundObjectRef", spec.path("boundObjectRef").isObject() ? spec.get("boundObjectRef") : null);
        answer.putObject("status")
                .put("token", tokens.issue(account, audiences, from, until, pod))
                .put("expirationTimestamp", until.toString());
        return answer;
    }

    private static void requireDuration(long seconds) {
        String field = "spec.expirationSeconds: Invalid value: " + seconds + ": ";
        if (seconds < SHORTEST_SECONDS) {
            throw ApiException.invalid(KIND, "", field + "may not specify a duration less than 10 minutes");
        }
        if (seconds > LONGEST_SECONDS) {
            throw ApiException.invalid(KIND, "", field + "may not specify a duration larger than 2^32 seconds");
        }
    }

    private Optional<ObjectNode> pod(String namespace, JsonNode reference) {
        if (!reference.isObject()) {
            return Optional.empty();
        }
        if (!reference.path("kind").asText().equals(POD.kind())) {
            throw ApiException.badRequest("cannot bind token to object of type "
                    + reference.path("kind").asText());
        }
        String name = reference.path("name").asText();
        ObjectNode pod = store.get(POD, namespace, name);
        String uid = reference.path("uid").asText();
        if (!uid.isEmpty() && !uid.equals(Meta.uid(pod))) {
            throw ApiException.conflict(
                    POD,
                    name,
                    "the UID in the bound object reference (" + uid + ") does not match the UID in record. The object"
                            + " might have been deleted and then recreated");
        }
        return Optional.of(pod);
    }
}
