package com.vpsie.autoscaler.sandbox.kube.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Signed tokens of ServiceAccounts (JWT, RS256). One holds until it expires, its ServiceAccount is deleted, or the pod it
 * is bound to is; not over the end of this object, whose key is never stored. Safe for any thread.
 */
final class AccountTokens {
    /** Whom tokens are from and, unless they say otherwise, for. */
    static final String ISSUER = "https://kubernetes.default.svc";

    private static final String CLAIMS = "kubernetes.io";
    private static final String POD = "pod";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int KEY_BITS = 2048;

    private final ObjectStore store;
    private final InstantSource clock;
    private volatile Optional<KeyPair> key = Optional.empty();

    AccountTokens(ObjectStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Who a token stands for and which of the audiences asked for it is meant for. */
    record Known(User user, List<String> audiences) {}

    /** @param pod that the token ends with, where it is bound to one */
    String issue(ObjectNode account, List<String> audiences, Instant from, Instant until, Optional<ObjectNode> pod) {
        ObjectNode claims = Json.object();
        ArrayNode aud = claims.putArray("aud");
        audiences.forEach(aud::add);
        claims.put("exp", until.getEpochSecond()).put("iat", from.getEpochSecond());
        claims.put("iss", ISSUER).put("jti", UUID.randomUUID().toString());
        ObjectNode own = claims.putObject(CLAIMS).put("namespace", Meta.namespace(account));
        own.putObject("serviceaccount").put("name", Meta.name(account)).put("uid", Meta.uid(account));
        pod.ifPresent(bound -> own.putObject(POD).put("name", Meta.name(bound)).put("uid", Meta.uid(bound)));
        claims.put("nbf", from.getEpochSecond())
                .put("sub", User.ACCOUNT_PREFIX + Meta.namespace(account) + ":" + Meta.name(account));
        String signed = encode(Json.object().put("alg", "RS256").put("typ", "JWT")) + "." + encode(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key().getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    private static String encode(JsonNode part) {
        return BASE64.encodeToString(Json.bytes(part));
    }

    private synchronized KeyPair key() throws GeneralSecurityException {
        if (key.isEmpty()) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            key = Optional.of(generator.generateKeyPair());
        }
        return key.get();
    }

    /** Empty when the token is none of ours, or no longer, or for none of the audiences. */
    Optional<Known> check(String token, List<String> audiences) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || key.isEmpty()) {
            return Optional.empty();
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key.get().getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                return Optional.empty();
            }
            return check(
                    Json.read(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)), audiences);
        } catch (GeneralSecurityException | IllegalArgumentException | JsonProcessingException e) {
            return Optional.empty(); // whatever it is, it is no token of ours
        }
    }

    private Optional<Known> check(JsonNode claims, List<String> audiences) {
        long now = clock.instant().getEpochSecond();
        List<String> meant = new ArrayList<>();
        claims.path("aud").forEach(audience -> meant.add(audience.asText()));
        meant.retainAll(audiences);
        JsonNode own = claims.path(CLAIMS);
        String namespace = own.path("namespace").asText();
        JsonNode account = own.path("serviceaccount");
        boolean valid = now < claims.path("exp").asLong()
                && now >= claims.path("nbf").asLong()
                && !meant.isEmpty()
                && exists(BuiltinKinds.SERVICE_ACCOUNT, namespace, account)
                && (!own.has(POD) || exists(BuiltinKinds.POD, namespace, own.path(POD)));
        return valid ? Optional.of(new Known(user(claims, namespace, account), meant)) : Optional.empty();
    }

    private static User user(JsonNode claims, String namespace, JsonNode account) {
        User plain = User.account(
                namespace, account.path("name").asText(), account.path("uid").asText());
        String prefix = "authentication.kubernetes.io/";
        List<String> id = List.of("JTI=" + claims.path("jti").asText());
        JsonNode pod = claims.path(CLAIMS).path(POD);
        Map<String, List<String>> extra = pod.isMissingNode()
                ? Map.of(prefix + "credential-id", id)
                : Map.of(
                        prefix + "credential-id",
                        id,
                        prefix + "pod-name",
                        List.of(pod.path("name").asText()),
                        prefix + "pod-uid",
                        List.of(pod.path("uid").asText()));
        return new User(plain.name(), plain.uid(), plain.groups(), extra);
    }

    private boolean exists(ResourceKind kind, String namespace, JsonNode reference) {
        try {
            ObjectNode found = store.get(kind, namespace, reference.path("name").asText());
            return Meta.uid(found).equals(reference.path("uid").asText());
        } catch (ApiException e) {
            return false; // deleted since
        }
    }
}
