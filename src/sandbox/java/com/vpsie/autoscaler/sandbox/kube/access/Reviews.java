package com.vpsie.autoscaler.sandbox.kube.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.KindRules;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Answers who somebody is and what they may do. Safe for any thread. */
final class Reviews {
    private static final String V1 = "v1";

    private final Rbac rbac;
    private final BiFunction<String, List<String>, AccountTokens.Known> tokens;

    /**
     * A token is checked by the function.
     *
     * @param tokens from token and audiences to whom it stands for; throws {@link ApiException} when it stands for nobody
     */
    Reviews(Rbac rbac, BiFunction<String, List<String>, AccountTokens.Known> tokens) {
        this.rbac = rbac;
        this.tokens = tokens;
    }

    /** @throws ApiException 400, 422 when it is no question of this kind */
    ObjectNode answer(ReviewKind kind, User user, String namespace, ObjectNode sent) {
        requireKind(kind, sent);
        ObjectNode review = Json.object();
        review.put("kind", kind.kind()).put("apiVersion", kind.group() + "/" + V1);
        ObjectNode metadata = review.putObject("metadata");
        JsonNode spec = sent.path("spec");
        if (kind == ReviewKind.SELF) {
            metadata.put(
                    "creationTimestamp",
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            review.putObject("status").set("userInfo", user.toInfo());
            return review;
        }
        if (kind == ReviewKind.LOCAL_ACCESS) {
            metadata.put("namespace", namespace);
        }
        review.set("spec", kind == ReviewKind.SELF_RULES ? Json.object() : spec);
        review.set(
                "status",
                switch (kind) {
                    case SELF_RULES -> rules(user, spec.path("namespace").asText());
                    case TOKEN -> token(spec);
                    default -> access(kind, user, namespace, sent);
                });
        return review;
    }

    private static void requireKind(ReviewKind kind, ObjectNode sent) {
        String sentKind = sent.path("kind").asText(kind.kind());
        String sentVersion = sent.path("apiVersion").asText(kind.group() + "/" + V1);
        if (!sentKind.equals(kind.kind()) || !sentVersion.equals(kind.group() + "/" + V1)) {
            String version = sentVersion.substring(sentVersion.lastIndexOf('/') + 1);
            throw ApiException.badRequest(sentKind + " in version \"" + version + "\" cannot be handled as a "
                    + kind.kind() + ": converting (" + version + "." + sentKind + ") to ("
                    + kind.group().split("\\.")[0]
                    + "." + kind.kind() + "): unknown conversion");
        }
    }

    private ObjectNode access(ReviewKind kind, User user, String namespace, ObjectNode sent) {
        JsonNode spec = sent.path("spec");
        List<FieldError> problems = new ArrayList<>();
        JsonNode resource = spec.path("resourceAttributes");
        JsonNode path = spec.path("nonResourceAttributes");
        String both = "{\"Path\":" + quoted(path, "path") + ",\"Verb\":" + quoted(path, "verb") + "}";
        if (kind == ReviewKind.LOCAL_ACCESS) {
            if (path.isObject()) {
                problems.add(invalid("spec.nonResourceAttributes", both, "disallowed on this kind of request"));
            }
            if (!resource.path("namespace").asText().equals(namespace)) {
                problems.add(invalid(
                        "spec.resourceAttributes.namespace",
                        quoted(resource, "namespace"),
                        "must match metadata.namespace"));
            }
        }
        if (resource.isObject() && path.isObject()) {
            problems.add(invalid(
                    "spec.nonResourceAttributes", both, "cannot be specified in combination with resourceAttributes"));
        }
        if (!resource.isObject() && !path.isObject()) {
            problems.add(invalid(
                    "spec.resourceAttributes",
                    "null",
                    "exactly one of nonResourceAttributes or resourceAttributes must be specified"));
        }
        boolean aboutSelf = kind == ReviewKind.SELF_ACCESS;
        if (!aboutSelf
                && spec.path("user").asText().isEmpty()
                && spec.path("groups").isEmpty()) {
            problems.add(invalid("spec.user", "\"\"", "at least one of user or group must be specified"));
        }
        ObjectNode metadata = sent.path("metadata") instanceof ObjectNode given ? given.deepCopy() : Json.object();
        metadata.remove(List.of("creationTimestamp", "managedFields"));
        if (kind == ReviewKind.LOCAL_ACCESS) {
            metadata.remove("namespace");
        }
        if (!metadata.isEmpty()) {
            problems.add(invalid("metadata", metadata.toString(), "must be empty"));
        }
        if (!problems.isEmpty()) {
            throw ApiException.invalid(nameless(kind), "", problems);
        }
        Verdict verdict = rbac.judge(aboutSelf ? user : subject(spec), attributes(resource, path));
        ObjectNode status = Json.object().put("allowed", verdict.allowed());
        return verdict.reason().isEmpty() ? status : status.put("reason", verdict.reason());
    }

    private static String quoted(JsonNode node, String field) {
        return "\"" + node.path(field).asText() + "\"";
    }

    private static FieldError invalid(String field, String value, String why) {
        return new FieldError(FieldError.Type.INVALID, field, value + ": " + why);
    }

    /** The server names the group alone in these refusals. */
    private static ResourceKind nameless(ReviewKind kind) {
        return new ResourceKind(
                kind.group(), V1, "", "", "", List.of(), false, ResourceKind.Traits.PLAIN, KindRules.NONE);
    }

    private static User subject(JsonNode spec) {
        List<String> groups = new ArrayList<>();
        spec.path("groups").forEach(group -> groups.add(group.asText()));
        return new User(spec.path("user").asText(), "", groups, Map.of());
    }

    private static Attributes attributes(JsonNode resource, JsonNode path) {
        return path.isObject()
                ? Attributes.ofPath(
                        path.path("verb").asText(), path.path("path").asText())
                : Attributes.of(
                        resource.path("verb").asText(),
                        resource.path("group").asText(),
                        resource.path("resource").asText(),
                        resource.path("subresource").asText(),
                        resource.path("namespace").asText(),
                        resource.path("name").asText());
    }

    private ObjectNode rules(User user, String namespace) {
        if (namespace.isEmpty()) {
            throw ApiException.badRequest("no namespace on request");
        }
        Rbac.Rules held = rbac.rulesOf(user, namespace);
        ObjectNode status = Json.object();
        ArrayNode resources = status.putArray("resourceRules");
        ArrayNode paths = status.putArray("nonResourceRules");
        for (PolicyRule rule : held.rules()) {
            (rule.nonResourceUrls().isEmpty() ? resources : paths).add(rule.toJson());
        }
        status.put("incomplete", false);
        return held.trouble().isEmpty() ? status : status.put("evaluationError", held.trouble());
    }

    private ObjectNode token(JsonNode spec) {
        String token = spec.path("token").asText();
        if (token.isEmpty()) {
            throw ApiException.badRequest("token is required for TokenReview in authentication");
        }
        List<String> audiences = new ArrayList<>();
        spec.path("audiences").forEach(audience -> audiences.add(audience.asText()));
        ObjectNode status = Json.object();
        try {
            AccountTokens.Known known =
                    tokens.apply(token, audiences.isEmpty() ? List.of(AccountTokens.ISSUER) : audiences);
            status.put("authenticated", true).set("user", known.user().toInfo());
            ArrayNode list = status.putArray("audiences");
            known.audiences().forEach(list::add);
        } catch (ApiException e) {
            status.putObject("user");
            status.put("error", "invalid bearer token");
        }
        return status;
    }
}
