package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Gadgets with few names and values, so that they often meet. Of one thread; equal seeds make equal gadgets. */
final class RandomGadgets {
    private final Random random;

    RandomGadgets(long seed) {
        this.random = new Random(seed);
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    private String text(int values) {
        return Character.toString('a' + random.nextInt(values));
    }

    /** Metadata and spec of a gadget. @param likely how many of ten fields are there */
    ObjectNode gadget(String name, int likely) {
        ObjectNode gadget =
                Json.object().put("apiVersion", "contract.example.com/v1").put("kind", "Gadget");
        ObjectNode metadata = gadget.putObject("metadata").put("name", name);
        BooleanSupplier there = () -> random.nextInt(10) < likely;
        if (there.getAsBoolean()) {
            texts(metadata.putObject("labels"));
        }
        if (there.getAsBoolean()) {
            spec(gadget.putObject("spec"), there);
        }
        return gadget;
    }

    private void texts(ObjectNode map) {
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            map.put(text(3), text(2));
        }
    }

    private void spec(ObjectNode spec, BooleanSupplier there) {
        if (there.getAsBoolean()) {
            spec.put("size", random.nextInt(3));
        }
        if (there.getAsBoolean()) {
            spec.put("name", text(2));
        }
        if (there.getAsBoolean()) {
            spec.put("color", text(2));
        }
        if (there.getAsBoolean()) {
            strings(spec.putArray("args"));
        }
        if (there.getAsBoolean()) {
            strings(spec.putArray("tags"));
        }
        if (there.getAsBoolean()) {
            parts(spec.putArray("parts"), there);
        }
        if (there.getAsBoolean()) {
            ports(spec.putArray("ports"), there);
        }
        if (there.getAsBoolean()) {
            texts(spec.putObject("limits"));
        }
        maps(spec, there);
    }

    private void maps(ObjectNode spec, BooleanSupplier there) {
        if (there.getAsBoolean()) {
            ObjectNode groups = spec.putObject("groups");
            int count = random.nextInt(3);
            for (int i = 0; i < count; i++) {
                inner(groups.putObject(text(3)), there);
            }
        }
        if (there.getAsBoolean()) {
            ObjectNode box = spec.putObject("box");
            if (there.getAsBoolean()) {
                box.put("x", random.nextInt(2));
            }
        }
        if (there.getAsBoolean()) {
            ObjectNode inner = spec.putObject("inner");
            inner(inner, there);
            if (there.getAsBoolean()) {
                inner.putObject("deep").put("c", text(2));
            }
        }
        if (there.getAsBoolean()) {
            if (random.nextBoolean()) {
                spec.put("amount", random.nextInt(2));
            } else {
                spec.put("amount", "10%");
            }
        }
        if (there.getAsBoolean()) {
            free(spec.putObject("free"), 2);
        }
    }

    private void inner(ObjectNode inner, BooleanSupplier there) {
        if (there.getAsBoolean()) {
            inner.put("a", text(2));
        }
        if (there.getAsBoolean()) {
            inner.put("b", text(2));
        }
    }

    private void strings(ArrayNode list) {
        shuffled("abc").forEach(list::add);
    }

    private List<String> shuffled(String letters) {
        List<String> all = new ArrayList<>(List.of(letters.split("")));
        Collections.shuffle(all, random);
        return all.subList(0, random.nextInt(all.size() + 1));
    }

    private void parts(ArrayNode parts, BooleanSupplier there) {
        for (String name : shuffled("abcde")) {
            ObjectNode part = parts.addObject().put("name", name);
            if (there.getAsBoolean()) {
                part.put("count", random.nextInt(2));
            }
            if (there.getAsBoolean()) {
                part.put("note", text(2));
            }
            if (there.getAsBoolean()) {
                strings(part.putArray("tags"));
            }
        }
    }

    private void ports(ArrayNode ports, BooleanSupplier there) {
        for (String port : shuffled("123")) {
            ObjectNode item = ports.addObject()
                    .put("port", Integer.parseInt(port))
                    .put("protocol", random.nextBoolean() ? "TCP" : "UDP");
            if (there.getAsBoolean()) {
                item.put("name", text(2));
            }
        }
    }

    private void free(ObjectNode free, int depth) {
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String name = text(3);
            switch (random.nextInt(4)) {
                case 0 -> free.put(name, random.nextInt(2));
                case 1 -> strings(free.putArray(name));
                case 2 -> free.put(name, text(2));
                default -> {
                    ObjectNode below = free.putObject(name);
                    if (depth > 0) {
                        free(below, depth - 1);
                    }
                }
            }
        }
    }
}
