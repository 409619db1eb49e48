package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;

/** Which fields whoever writes a configuration says something about, and therefore owns by applying it. */
final class Owning {
    private Owning() {}

    /**
     * The leaves of {@code value}, which atomic lists and objects and empty objects are, too; and every item of a list
     * and every member of a map that the type does not name, whatever is in it.
     */
    static FieldSet of(FieldType type, JsonNode value) {
        FieldSet.Builder builder = new FieldSet.Builder();
        collect(type, value, builder);
        return builder.build();
    }

    private static void collect(FieldType type, JsonNode value, FieldSet.Builder here) {
        switch (type.form(value)) {
            case SCALAR -> here.mark();
            case LIST -> {
                if (type.atomicList()) {
                    here.mark();
                } else {
                    new Items(type, value)
                            .forEach((step, same) ->
                                    collectItem(type, same.size() == 1 ? same.get(0) : Values.ABSENT, here.step(step)));
                }
            }
            case MAP -> {
                if (type.atomicMap()) {
                    here.mark();
                } else {
                    value.fields()
                            .forEachRemaining(member -> collectMember(type, member.getKey(), member.getValue(), here));
                }
            }
        }
    }

    /** Of items that cannot be told apart only the step itself is owned. */
    private static void collectItem(FieldType type, JsonNode item, FieldSet.Builder here) {
        here.mark();
        if (!Values.absent(item)) {
            collect(type.items(), item, here);
        }
    }

    private static void collectMember(FieldType type, String name, JsonNode value, FieldSet.Builder above) {
        FieldSet.Builder here = above.step(new PathElement.Field(name));
        collect(type.member(name), value, here);
        if (value.isNull()
                || value.isObject() && value.isEmpty()
                || type.field(name).isEmpty()) {
            here.mark();
        }
    }
}
