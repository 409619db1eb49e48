package com.vpsie.autoscaler.sandbox.kube.schema;

import com.vpsie.autoscaler.sandbox.kube.schema.CelValues.Unordered;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import java.util.List;
import java.util.Map;

/** Equality of CEL, with sets and lists of type map compared without regard to order. No state. */
final class CelEquality {
    private static final RuntimeEquality STANDARD = RuntimeEquality.create(RuntimeHelpers.create(), CelEngine.OPTIONS);

    private CelEquality() {}

    static boolean equal(Object a, Object b) {
        if (a instanceof List<?> x && b instanceof List<?> y) {
            boolean anyOrder = x instanceof Unordered || y instanceof Unordered;
            return x.size() == y.size() && (anyOrder ? sameItems(x, y) : sameInOrder(x, y));
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.size() == y.size()
                    && x.entrySet().stream().allMatch(member -> {
                        Object other = y.get(member.getKey());
                        return other != null && equal(member.getValue(), other);
                    });
        }
        return STANDARD.objectEquals(a, b);
    }

    private static boolean sameInOrder(List<?> a, List<?> b) {
        for (int i = 0; i < a.size(); i++) {
            if (!equal(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameItems(List<?> a, List<?> b) {
        return a.stream().allMatch(item -> b.stream().anyMatch(other -> equal(item, other)));
    }
}
