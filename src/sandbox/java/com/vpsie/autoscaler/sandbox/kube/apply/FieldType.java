package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What may stand in a place of an object, as far as ownership depends on it: which forms a value can have, what is owned
 * as a whole, and what tells the items of a list apart. Immutable, safe for any thread; types may contain themselves.
 */
interface FieldType {
    /** The form of a value; where a type allows more than one, an absent value counts as the first. */
    enum Form {
        MAP,
        SCALAR,
        LIST
    }

    /** What a scalar must be. */
    enum Scalar {
        NUMERIC,
        STRING,
        BOOLEAN,
        ANY
    }

    boolean allows(Form form);

    /** Of a scalar. */
    default Scalar scalar() {
        return Scalar.ANY;
    }

    /** An object of this type has one owner of everything in it. */
    boolean atomicMap();

    /** A list of this type has one owner of everything in it. */
    boolean atomicList();

    /** What stands here has one owner, going by the first form that the type allows. */
    default boolean atomic() {
        return switch (form(Values.ABSENT)) {
            case MAP -> atomicMap();
            case LIST -> atomicList();
            case SCALAR -> false;
        };
    }

    /** The members that tell apart the items of a list that is not atomic; empty for a set of scalars. */
    default List<String> keys() {
        return List.of();
    }

    /** Of every item of a list. */
    FieldType items();

    /** Of a member that the type names. */
    default Optional<FieldType> field(String name) {
        return Optional.empty();
    }

    /** Of the members that the type does not name; empty when there may be none. */
    Optional<FieldType> others();

    /** What the member is when it is left out. */
    default JsonNode defaultOf(String name) {
        return Values.ABSENT;
    }

    /** Of a member, named or not; of one that may not be there {@link Deduced#GRANULAR}. */
    default FieldType member(String name) {
        return field(name).or(this::others).orElse(Deduced.GRANULAR);
    }

    /** What is to be found beyond a step; empty when this type has no such step. */
    default Optional<FieldType> beyond(PathElement step) {
        if (step instanceof PathElement.Field named) {
            return allows(Form.MAP) ? field(named.name()).or(this::others) : Optional.empty();
        }
        return step instanceof PathElement.Key && allows(Form.LIST) ? Optional.of(items()) : Optional.empty();
    }

    /** How to treat this value: by its own form where the type allows it, else as what the type wants. */
    default Form form(JsonNode value) {
        if (Values.scalar(value) && allows(Form.SCALAR)) {
            return Form.SCALAR;
        }
        if (value.isArray() && allows(Form.LIST)) {
            return Form.LIST;
        }
        if (value.isObject() && allows(Form.MAP)) {
            return Form.MAP;
        }
        return allows(Form.MAP) ? Form.MAP : allows(Form.SCALAR) ? Form.SCALAR : Form.LIST;
    }

    /**
     * The step to an item of a list that is not atomic.
     *
     * @throws IllegalArgumentException for an item that cannot be told apart from others, with the reason
     */
    default PathElement stepTo(JsonNode item) {
        if (keys().isEmpty()) {
            if (!Values.scalar(item)) {
                throw new IllegalArgumentException(
                        item.isObject()
                                ? "associative list without keys has an element that's a map type"
                                : item.isArray()
                                        ? "not supported: associative list with lists as elements"
                                        : "associative list without keys has an element that's an explicit null");
            }
            return new PathElement.Item(item);
        }
        if (!item.isObject()) {
            throw new IllegalArgumentException(
                    item.isNull()
                            ? "associative list with keys may not have a null element"
                            : "associative list with keys may not have non-map elements");
        }
        SortedMap<String, JsonNode> members = new TreeMap<>();
        for (String key : keys()) {
            JsonNode value = item.has(key) ? item.get(key) : items().defaultOf(key);
            if (!Values.absent(value)) {
                members.put(key, value);
            }
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("associative list with keys has an element that omits all key fields ["
                    + String.join(
                            " ", keys().stream().map(key -> '"' + key + '"').toList())
                    + "] (and doesn't have default values for any key fields)");
        }
        return new PathElement.Key(members);
    }
}
