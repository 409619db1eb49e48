package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One step from an object or list to something in it. Immutable, ordered as {@code fieldsV1} is written: members, items
 * by key, items by value, items by place.
 */
public sealed interface PathElement extends Comparable<PathElement> {
    /** A member of an object. */
    record Field(String name) implements PathElement {
        @Override
        public String toString() {
            return "." + name;
        }
    }

    /**
     * The item of a list whose members have these values.
     *
     * @param members by name; a key member that the item leaves out, and that has no default, is not among them
     */
    record Key(SortedMap<String, JsonNode> members) implements PathElement {
        public Key {
            members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        }

        @Override
        public String toString() {
            return members.entrySet().stream()
                    .map(member -> member.getKey() + "=" + member.getValue())
                    .collect(Collectors.joining(",", "[", "]"));
        }
    }

    /** The item of a set of scalars. */
    record Item(JsonNode value) implements PathElement {
        @Override
        public String toString() {
            return "[=" + value + "]";
        }
    }

    /** The item at a place, as other servers may have written it. */
    record Index(int place) implements PathElement {
        @Override
        public String toString() {
            return "[" + place + "]";
        }
    }

    /** Steps as errors show them: {@code .spec.parts[name="a"].count}. */
    static String text(List<PathElement> path) {
        return path.stream().map(PathElement::toString).collect(Collectors.joining());
    }

    @Override
    default int compareTo(PathElement other) {
        if (this instanceof Field a && other instanceof Field b) {
            return a.name().compareTo(b.name());
        }
        if (this instanceof Key a && other instanceof Key b) {
            return compareKeys(a.members(), b.members());
        }
        if (this instanceof Item a && other instanceof Item b) {
            return Values.compare(a.value(), b.value());
        }
        if (this instanceof Index a && other instanceof Index b) {
            return Integer.compare(a.place(), b.place());
        }
        return Integer.compare(rank(this), rank(other));
    }

    private static int rank(PathElement element) {
        if (element instanceof Field) {
            return 0;
        }
        return element instanceof Key ? 1 : element instanceof Item ? 2 : 3;
    }

    private static int compareKeys(SortedMap<String, JsonNode> a, SortedMap<String, JsonNode> b) {
        var left = a.entrySet().iterator();
        var right = b.entrySet().iterator();
        while (left.hasNext() && right.hasNext()) {
            var one = left.next();
            var other = right.next();
            int byName = one.getKey().compareTo(other.getKey());
            int here = byName != 0 ? byName : Values.compare(one.getValue(), other.getValue());
            if (here != 0) {
                return here;
            }
        }
        return Integer.compare(a.size(), b.size());
    }
}
