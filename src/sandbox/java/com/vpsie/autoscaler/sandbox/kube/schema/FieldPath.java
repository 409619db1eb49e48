package com.vpsie.autoscaler.sandbox.kube.schema;

import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import java.util.Optional;

/** Where a value stands in an object; written out only when something is wrong there. Immutable. */
final class FieldPath {
    /** The object itself. */
    static final FieldPath ROOT = new FieldPath(Optional.empty(), "");

    /** The field of problems that belong to no field. */
    static final String NONE = "<nil>";

    private final Optional<FieldPath> parent;
    private final String segment;

    private FieldPath(Optional<FieldPath> parent, String segment) {
        this.parent = parent;
        this.segment = segment;
    }

    /** Starts below a path that is written out already. */
    static FieldPath of(String text) {
        return new FieldPath(Optional.of(ROOT), text);
    }

    FieldPath child(String name) {
        return new FieldPath(Optional.of(this), parent.isEmpty() ? name : "." + name);
    }

    FieldPath index(int index) {
        return new FieldPath(Optional.of(this), "[" + index + "]");
    }

    FieldPath key(String key) {
        return new FieldPath(Optional.of(this), "[" + key + "]");
    }

    FieldError error(Type type, String detail) {
        return new FieldError(type, field(), detail);
    }

    /** As causes name it. */
    String field() {
        return parent.isEmpty() ? NONE : toString();
    }

    /** {@code spec.ports[0].name}; empty for the object itself. */
    @Override
    public String toString() {
        return parent.map(above -> above + segment).orElse("");
    }
}
