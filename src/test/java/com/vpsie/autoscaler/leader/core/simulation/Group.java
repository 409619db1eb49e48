package com.vpsie.autoscaler.leader.core.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.KindRules;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The group object that terms seal: token, the intent under way and the machines it claims, in the same store as the
 * Lease. As in the product's definition, the token never becomes less, and every write is a compare-and-set.
 */
final class Group {
    private static final String NAME = "workers";
    private static final ResourceKind KIND = ResourceKind.builtin(
                    "autoscaler.vpsie.com", "v1alpha1", "nodegroups", "NodeGroup")
            .withRules(new Fence());

    /** The fence of the product's definition. */
    private static final class Fence implements KindRules {
        @Override
        public void update(ResourceKind kind, ObjectNode old, ObjectNode object) {
            if (token(object) < token(old)) {
                throw ApiException.invalid(kind, NAME, "status.leaderToken: Invalid value: it may not become less");
            }
        }
    }

    /**
     * An operation that was begun and not settled.
     *
     * @param named the cloud knows it by this name, so it happens once at most
     * @param known what was there before, to tell what it made
     */
    record Intent(String op, long token, boolean named, List<String> known) {}

    /** @param version of the object that was read */
    record State(String version, long token, Optional<Intent> intent, List<String> claims) {
        State sealed(long by) {
            return new State(version, by, intent, claims);
        }

        State with(Intent begun) {
            return new State(version, token, Optional.of(begun), claims);
        }

        /** @param claimed what the operation made, empty when nothing */
        State settled(Optional<String> claimed) {
            List<String> more = new ArrayList<>(claims);
            claimed.ifPresent(more::add);
            return new State(version, token, Optional.empty(), more);
        }
    }

    private final ObjectStore store;
    private State current;

    Group(ObjectStore store, long seal) {
        this.store = store;
        store.create(KIND, Kubernetes.NAMESPACE, tree(new State("", seal, Optional.empty(), List.of())));
        this.current = stored();
    }

    /** As it is stored. */
    State read() {
        return current;
    }

    /** The store went back. */
    void reload() {
        current = stored();
    }

    private State stored() {
        ObjectNode object = store.get(KIND, Kubernetes.NAMESPACE, NAME);
        ObjectNode status = (ObjectNode) object.get("status");
        List<String> claims = texts(status, "claims");
        Optional<Intent> intent = Optional.ofNullable((ObjectNode) status.get("intent"))
                .map(i -> new Intent(
                        i.path("op").asText(),
                        i.path("token").asLong(),
                        i.path("named").asBoolean(),
                        texts(i, "known")));
        return new State(Meta.version(object), token(object), intent, claims);
    }

    /** What is stored now; empty when another version was, or a higher token. */
    Optional<State> write(State next) {
        try {
            ObjectNode stored = store.update(KIND, Kubernetes.NAMESPACE, NAME, tree(next), Part.MAIN)
                    .object();
            current = new State(Meta.version(stored), next.token(), next.intent(), next.claims());
            return Optional.of(current);
        } catch (ApiException refused) {
            return Optional.empty();
        }
    }

    private static long token(ObjectNode object) {
        return object.path("status").path("leaderToken").asLong();
    }

    private static List<String> texts(ObjectNode object, String field) {
        List<String> texts = new ArrayList<>();
        object.path(field).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static ObjectNode tree(State state) {
        ObjectNode object = Json.object();
        ObjectNode metadata = object.putObject("metadata").put("name", NAME);
        if (!state.version().isEmpty()) {
            metadata.put("resourceVersion", state.version());
        }
        ObjectNode status = object.putObject("status").put("leaderToken", state.token());
        fill(status.putArray("claims"), state.claims());
        state.intent().ifPresent(intent -> {
            ObjectNode begun = status.putObject("intent")
                    .put("op", intent.op())
                    .put("token", intent.token())
                    .put("named", intent.named());
            fill(begun.putArray("known"), intent.known());
        });
        return object;
    }

    private static void fill(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
