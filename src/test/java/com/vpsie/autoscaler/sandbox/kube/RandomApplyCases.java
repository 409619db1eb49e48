package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions.FieldValidation;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.FieldTracking;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.StoreOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Random applies and updates by several managers: the API answers what a store of this JVM answers, step by step. On a
 * real API server this holds the store to it.
 */
final class RandomApplyCases extends Cases {
    private static final int SEEDS = 20;
    private static final int STEPS = 12;
    private static final List<String> MANAGERS = List.of("one", "two", "three");

    RandomApplyCases() {
        super("random applies");
        for (long seed = 1; seed <= SEEDS; seed++) {
            long number = seed;
            add("seed " + seed + " gives the same objects, owners and conflicts", api -> new Run(api, number).run());
        }
    }

    /** One sequence of writes to one object. Of one thread. */
    private static final class Run {
        private final Contract api;
        private final String name;
        private final RandomGadgets gadgets;
        private final ObjectStore store =
                new ObjectStore(StoreOptions.standard().withTracking(FieldTracking.Maker.FULL));
        private final ResourceKind kind;

        Run(Contract api, long seed) {
            this.api = api;
            this.name = api.unique("gadget");
            this.gadgets = new RandomGadgets(seed);
            store.create(BuiltinKinds.CRD, "", (ObjectNode) Owners.json(Gadgets.definition()));
            this.kind =
                    store.kinds().find("contract.example.com", "v1", "gadgets").orElseThrow();
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                String manager = MANAGERS.get(gadgets.number(MANAGERS.size()));
                int what = gadgets.number(10);
                if (i == 0 || what < 7) {
                    apply(manager, gadgets.gadget(name, 3 + gadgets.number(6)), gadgets.number(3) == 0);
                } else {
                    update(manager, gadgets.gadget(name, 3 + gadgets.number(6)), what == 9);
                }
            }
        }

        private void apply(String manager, ObjectNode config, boolean force) {
            String text = manager + (force ? " forces " : " applies ") + config;
            Reply reply = api.patch(
                    Gadgets.path(api) + "/" + name + "?fieldManager=" + manager + "&force=" + force,
                    Gadgets.APPLY,
                    config.toString());
            try {
                ObjectNode stored = store.apply(kind, "default", name, config, force, Part.MAIN, by(manager))
                        .object();
                same(text, reply, stored);
            } catch (ApiException e) {
                assertThat(reply.code())
                        .as("%s: %s: %s", text, e.toStatus(), reply.body())
                        .isEqualTo(e.code());
                assertThat(causes(reply.body())).as(text).isEqualTo(causes(e.toStatus()));
            }
        }

        private void update(String manager, ObjectNode patch, boolean replace) {
            String path = Gadgets.path(api) + "/" + name;
            if (replace) {
                ObjectNode object = patch.deepCopy();
                ((ObjectNode) object.get("metadata"))
                        .put("resourceVersion", api.get(path).version());
                Reply reply = api.put(path + "?fieldManager=" + manager, object);
                ObjectNode here = patch.deepCopy();
                ((ObjectNode) here.get("metadata"))
                        .put(
                                "resourceVersion",
                                store.get(kind, "default", name)
                                        .at("/metadata/resourceVersion")
                                        .asText());
                same(
                        manager + " replaces by " + patch,
                        reply,
                        store.update(kind, "default", name, here, Part.MAIN, by(manager))
                                .object());
            } else {
                Reply reply = api.patch(path + "?fieldManager=" + manager, Contract.MERGE, patch.toString());
                same(
                        manager + " merges " + patch,
                        reply,
                        store.patch(kind, "default", name, old -> merge(old, patch), Part.MAIN, by(manager))
                                .object());
            }
        }

        private static ObjectNode merge(ObjectNode into, ObjectNode patch) {
            patch.fields().forEachRemaining(member -> {
                if (member.getValue() instanceof ObjectNode below) {
                    ObjectNode there = into.get(member.getKey()) instanceof ObjectNode found
                            ? found
                            : into.putObject(member.getKey());
                    merge(there, below);
                } else {
                    into.set(member.getKey(), member.getValue());
                }
            });
            return into;
        }

        private static WriteOptions by(String manager) {
            return new WriteOptions(manager, FieldValidation.IGNORE, false, text -> {});
        }

        private static void same(String what, Reply reply, ObjectNode stored) {
            assertThat(reply.code()).as("%s: %s", what, reply.body()).isBetween(200, 201);
            for (String place : List.of("/spec", "/metadata/labels", "/metadata/generation")) {
                assertThat(reply.at(place)).as("%s: %s", what, place).isEqualTo(stored.at(place));
            }
            assertThat(Owners.of(reply.body())).as(what).isEqualTo(Owners.of(stored));
        }

        private static Set<String> causes(JsonNode status) {
            Set<String> causes = new HashSet<>();
            for (JsonNode cause : status.at("/details/causes")) {
                causes.add(cause.path("field").asText() + " "
                        + cause.path("message").asText());
            }
            return causes;
        }
    }
}
