package com.vpsie.autoscaler.sandbox.kube.apply;

import java.util.ArrayList;
import java.util.List;

/** Field sets written down by the names of members. */
final class FieldPaths {
    private FieldPaths() {}

    /** The one field that is reached by these members. */
    static FieldSet of(String... names) {
        List<PathElement> path = new ArrayList<>();
        for (String name : names) {
            path.add(new PathElement.Field(name));
        }
        return new FieldSet.Builder().add(path).build();
    }
}
