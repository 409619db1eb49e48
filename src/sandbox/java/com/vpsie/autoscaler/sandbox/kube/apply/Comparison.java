package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/**
 * What sets two values apart.
 *
 * @param added fields that are only in the second, those that hold other fields included
 * @param modified leaves that are in both and differ
 * @param removed fields that are only in the first, those that hold other fields included
 */
record Comparison(FieldSet added, FieldSet modified, FieldSet removed) {
    boolean same() {
        return added.isEmpty() && modified.isEmpty() && removed.isEmpty();
    }

    /** What the second has of its own. */
    FieldSet changed() {
        return added.union(modified);
    }

    Comparison without(FieldSet trees) {
        return new Comparison(added.minusTrees(trees), modified.minusTrees(trees), removed.minusTrees(trees));
    }

    static Comparison of(FieldType type, JsonNode first, JsonNode second) {
        Walk walk = new Walk();
        walk.compare(type, first, second);
        return new Comparison(walk.added.build(), walk.modified.build(), walk.removed.build());
    }

    /** One run through both values side by side. */
    private static final class Walk {
        private final FieldSet.Builder added = new FieldSet.Builder();
        private final FieldSet.Builder modified = new FieldSet.Builder();
        private final FieldSet.Builder removed = new FieldSet.Builder();
        private final Deque<PathElement> path = new ArrayDeque<>();

        private void note(FieldSet.Builder set) {
            if (!path.isEmpty()) {
                set.add(new ArrayList<>(path));
            }
        }

        private void compare(FieldType type, JsonNode first, JsonNode second) {
            FieldType.Form before = type.form(first);
            FieldType.Form after = type.form(second);
            boolean leaf;
            if (Values.absent(second)) {
                leaf = compare(before, type, first, second);
            } else {
                if (!Values.absent(first) && before != after) {
                    compare(before, type, first, second);
                }
                leaf = compare(after, type, first, second);
            }
            if (!leaf && Values.absent(first)) {
                note(added);
            } else if (!leaf && Values.absent(second)) {
                note(removed);
            }
        }

        /** @return whether the value is a leaf, so that it was noted already where it differs */
        private boolean compare(FieldType.Form form, FieldType type, JsonNode first, JsonNode second) {
            boolean leaf = switch (form) {
                case SCALAR -> true;
                case LIST -> type.atomicList() || first.isEmpty() && second.isEmpty();
                case MAP -> type.atomicMap() || first.isEmpty() && second.isEmpty();
            };
            if (leaf) {
                compareLeaf(first, second);
            } else if (form == FieldType.Form.LIST) {
                compareItems(type, new Items(type, first), new Items(type, second));
            } else {
                compareMembers(type, first, second);
            }
            return leaf;
        }

        private void compareLeaf(JsonNode first, JsonNode second) {
            if (Values.absent(first)) {
                note(added);
            } else if (Values.absent(second)) {
                note(removed);
            } else if (!Values.equal(first, second)) {
                note(modified);
            }
        }

        private void compareMembers(FieldType type, JsonNode first, JsonNode second) {
            if (first.isObject()) {
                for (Iterator<String> names = first.fieldNames(); names.hasNext(); ) {
                    String name = names.next();
                    JsonNode other = second.isObject() ? second.path(name) : Values.ABSENT;
                    descend(new PathElement.Field(name), type.member(name), first.get(name), other);
                }
            }
            if (second.isObject()) {
                for (Iterator<String> names = second.fieldNames(); names.hasNext(); ) {
                    String name = names.next();
                    if (!first.isObject() || !first.has(name)) {
                        descend(new PathElement.Field(name), type.member(name), Values.ABSENT, second.get(name));
                    }
                }
            }
        }

        private void compareItems(FieldType type, Items first, Items second) {
            TreeSet<PathElement> steps = new TreeSet<>();
            first.forEach((step, same) -> steps.add(step));
            second.forEach((step, same) -> steps.add(step));
            steps.forEach(step -> compareItem(type, step, first.at(step), second.at(step)));
        }

        /** Items that cannot be told apart are one leaf. */
        private void compareItem(FieldType type, PathElement step, List<JsonNode> first, List<JsonNode> second) {
            boolean many = first.size() > 1;
            if (many && second.size() > 1) {
                boolean same = first.size() == second.size();
                for (int i = 0; same && i < first.size(); i++) {
                    same = Values.equal(first.get(i), second.get(i));
                }
                if (!same) {
                    note(modified, step);
                }
                return;
            }
            JsonNode before = first.size() == 1 ? first.get(0) : Values.ABSENT;
            JsonNode after = second.size() == 1 ? second.get(0) : Values.ABSENT;
            if (!Values.absent(before) || !Values.absent(after)) {
                descend(step, type.items(), before, after);
            }
            if (many) {
                note(removed, step);
            } else if (second.size() > 1) {
                note(added, step);
            }
        }

        private void note(FieldSet.Builder set, PathElement step) {
            path.addLast(step);
            note(set);
            path.removeLast();
        }

        private void descend(PathElement step, FieldType type, JsonNode first, JsonNode second) {
            path.addLast(step);
            compare(type, first, second);
            path.removeLast();
        }
    }
}
