package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a schema and of everything below it, compiled once. Where a level has no rules nothing is kept of it.
 * Immutable, safe for any thread.
 */
final class CelRules {
    /** Takes what the compiler refuses. */
    @FunctionalInterface
    interface Refusals {
        /**
         * @param where the level, as {@link #compile} was told
         * @param index of the rule
         */
        void add(String where, int index, JsonNode rule, CelRule.Refused why);
    }

    private final Schema schema;
    private final boolean resource;
    private final List<CelRule> rules;
    private final Map<String, CelRules> properties;
    private final Optional<CelRules> items;
    private final Optional<CelRules> additional;
    private final List<CelRules> allOf;

    private CelRules(Schema schema, boolean resource, List<CelRule> rules, Children children) {
        this.schema = schema;
        this.resource = resource;
        this.rules = rules;
        this.properties = children.properties;
        this.items = children.items;
        this.additional = children.additional;
        this.allOf = children.allOf;
    }

    private static final class Children {
        private final Map<String, CelRules> properties = new LinkedHashMap<>();
        private final List<CelRules> allOf = new ArrayList<>();
        private Optional<CelRules> items = Optional.empty();
        private Optional<CelRules> additional = Optional.empty();

        boolean none() {
            return properties.isEmpty() && allOf.isEmpty() && items.isEmpty() && additional.isEmpty();
        }
    }

    /**
     * @param where of the schema, for {@code refusals}
     * @param resource the values are whole resources
     * @return empty when there is no rule at all
     */
    static Optional<CelRules> compile(Schema schema, String where, boolean resource, Refusals refusals) {
        return hasRules(schema.raw())
                ? new Compilation(refusals).visit(schema, schema, where, resource)
                : Optional.empty();
    }

    private static boolean hasRules(JsonNode raw) {
        return !raw.findParents("x-kubernetes-validations").isEmpty();
    }

    /** One pass over a schema; types of all levels are declared under one provider. */
    private record Compilation(Refusals refusals) {
        Optional<CelRules> visit(Schema rules, Schema values, String where, boolean resource) {
            List<CelRule> compiled = new ArrayList<>();
            JsonNode given = rules.raw().path("x-kubernetes-validations");
            if (!given.isEmpty()) {
                CelTypes types = new CelTypes();
                Optional<CelType> self = types.declare(values, "@self", resource);
                for (int i = 0; i < given.size() && self.isPresent(); i++) {
                    try {
                        compiled.add(CelRule.compile(values, given.get(i), types, self.get()));
                    } catch (CelRule.Refused e) {
                        refusals.add(where, i, given.get(i), e);
                    }
                }
            }
            Children children = children(rules, values, where, resource);
            return compiled.isEmpty() && children.none()
                    ? Optional.empty()
                    : Optional.of(new CelRules(values, resource, List.copyOf(compiled), children));
        }

        private Children children(Schema rules, Schema values, String where, boolean resource) {
            Children children = new Children();
            rules.properties().forEach((name, property) -> {
                Schema value = values.properties().get(name);
                if (value != null && hasRules(property.raw())) {
                    visit(property, value, where + ".properties[" + name + "]", value.embeddedResource())
                            .ifPresent(found -> children.properties.put(name, found));
                }
            });
            children.items = rules.items()
                    .filter(own -> values.items().isPresent() && hasRules(own.raw()))
                    .flatMap(own -> visit(own, values.items().get(), where + ".items", false));
            children.additional = rules.additionalProperties()
                    .filter(own -> values.additionalProperties().isPresent() && hasRules(own.raw()))
                    .flatMap(own ->
                            visit(own, values.additionalProperties().get(), where + ".additionalProperties", false));
            for (int i = 0; i < rules.allOf().size(); i++) {
                Schema own = rules.allOf().get(i);
                if (hasRules(own.raw())) {
                    visit(own, values, where + ".allOf[" + i + "]", resource).ifPresent(children.allOf::add);
                }
            }
            return children;
        }
    }

    /** Takes what rules find. */
    record Findings(List<FieldError> errors, List<String> warnings) {}

    /** Asks the rules about a new value. */
    void evaluate(FieldPath path, JsonNode value, Findings findings) {
        visit(path, value, Ratchet.NONE, findings);
    }

    /** Asks the rules about a value that takes the place of another. */
    void evaluate(FieldPath path, JsonNode value, JsonNode old, Findings findings) {
        visit(path, value, Ratchet.of(new Correlation(schema, value, old)), findings);
    }

    private void visit(FieldPath path, JsonNode value, Ratchet ratchet, Findings findings) {
        if (value.isNull()) {
            return;
        }
        if (!rules.isEmpty()) {
            ask(path, value, ratchet, findings);
        }
        allOf.forEach(one -> one.visit(path, value, ratchet, findings));
        if (value.isArray()) {
            items.ifPresent(each -> {
                for (int i = 0; i < value.size(); i++) {
                    each.visit(path.index(i), value.get(i), ratchet.item(i, each.schema), findings);
                }
            });
        } else if (value.isObject()) {
            value.fields().forEachRemaining(field -> {
                String name = field.getKey();
                CelRules own = properties.get(name);
                if (own != null) {
                    own.visit(path.child(name), field.getValue(), ratchet.member(name, own.schema), findings);
                }
                additional
                        .filter(each -> !schema.properties().containsKey(name))
                        .ifPresent(each -> each.visit(
                                path.key(name), field.getValue(), ratchet.member(name, each.schema), findings));
            });
        }
    }

    private void ask(FieldPath path, JsonNode value, Ratchet ratchet, Findings findings) {
        CelInput input = new CelInput(schema, resource, value, ratchet.before());
        for (CelRule rule : rules) {
            if (rule.usesOldSelf() && !rule.optionalOldSelf() && !input.hasOld()) {
                continue;
            }
            Optional<FieldError> problem = input.ask(rule, path);
            if (problem.isPresent()) {
                boolean lenient = !rule.usesOldSelf() && ratchet.unchanged() && !input.failed();
                if (lenient) {
                    findings.warnings().add(problem.get().toString());
                } else {
                    findings.errors().add(problem.get());
                }
            }
        }
    }

    /** What a value replaces, and the nearest value above it of which that is known. */
    private record Ratchet(Optional<Correlation> current, Optional<Correlation> above) {
        static final Ratchet NONE = new Ratchet(Optional.empty(), Optional.empty());

        static Ratchet of(Correlation root) {
            return new Ratchet(Optional.of(root), Optional.empty());
        }

        Optional<JsonNode> before() {
            return current.map(Correlation::before).filter(old -> !old.isNull());
        }

        Ratchet member(String name, Schema schema) {
            return current.isEmpty() ? this : new Ratchet(current.get().member(name, schema), current);
        }

        Ratchet item(int index, Schema schema) {
            return current.isEmpty() ? this : new Ratchet(current.get().item(index, schema), current);
        }

        /** Of the object as a whole the API server never says so: its metadata changes with every write. */
        boolean unchanged() {
            boolean root = current.isPresent() && above.isEmpty();
            return !root
                    && current.or(() -> above).filter(Correlation::unchanged).isPresent();
        }
    }
}
