package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Label and field selectors as predicates over objects. Immutable; safe for any thread. */
public final class Selector implements Predicate<ObjectNode> {
    /** Selects everything. */
    public static final Selector ALL = new Selector(List.of());

    private final List<Predicate<ObjectNode>> all;

    private Selector(List<Predicate<ObjectNode>> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Parses both kinds of selectors; empty text selects everything.
     *
     * @throws ApiException 400 when one cannot be parsed or the kind has no such field selector
     */
    public static Selector parse(ResourceKind kind, String labelSelector, String fieldSelector) {
        if (labelSelector.isBlank() && fieldSelector.isBlank()) {
            return ALL;
        }
        List<Predicate<ObjectNode>> all = new ArrayList<>(LabelSelectors.parse(labelSelector));
        all.addAll(FieldSelectors.parse(kind, fieldSelector));
        return new Selector(all);
    }

    @Override
    public boolean test(ObjectNode object) {
        for (Predicate<ObjectNode> one : all) {
            if (!one.test(object)) {
                return false;
            }
        }
        return true;
    }

    /** The same of a stored object, which is read only when something is asked of it. */
    boolean selects(Stored stored) {
        return all.isEmpty() || test(stored.object());
    }
}
