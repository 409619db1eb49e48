package com.vpsie.autoscaler.sandbox.kube;

import static com.vpsie.autoscaler.sandbox.kube.CelCases.INTEGER;
import static com.vpsie.autoscaler.sandbox.kube.CelCases.a;
import static com.vpsie.autoscaler.sandbox.kube.CelCases.rule;
import static com.vpsie.autoscaler.sandbox.kube.Kinds.causes;
import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import com.vpsie.autoscaler.sandbox.kube.Kinds.Kind;

/** Rules about a change: what they compare, and what they let through. */
final class CelChangeCases extends Cases {
    private static final String INVALID = " FieldValueInvalid: Invalid value: ";

    CelChangeCases() {
        super("rules of changes");
        changes();
        lists();
        leniency();
    }

    private void changes() {
        add(
                "a rule about the change is not asked of a new object",
                api -> Kinds.with(api, a(INTEGER, rule("self >= oldSelf"))).spec("'a': 1"));
        add("a rule about the change refuses a decrease", api -> {
            Kind kind = Kinds.with(api, a(INTEGER, rule("self >= oldSelf", "'reason': 'FieldValueForbidden'")));
            Reply made = kind.create("'a': 3").expect(201);
            assertThat(causes(kind.merge(made, "'a': 2").expect(422)))
                    .containsExactly("spec.a FieldValueForbidden: Forbidden: failed rule: self >= oldSelf");
            kind.merge(made, "'a': 4").expect(200);
        });
        add("a rule on a field says nothing of adding or removing it", api -> {
            Kind kind = Kinds.with(api, a(INTEGER, rule("self == oldSelf")));
            Reply made = kind.create("'a': 3").expect(201);
            made = kind.merge(made, "'a': null").expect(200);
            kind.merge(made, "'a': 5").expect(200);
        });
        add("a rule with optional old value is asked of new fields too", api -> {
            Kind kind = Kinds.with(
                    api,
                    a(
                            INTEGER,
                            rule("oldSelf.hasValue() ? self > oldSelf.value() : self < 9", "'optionalOldSelf': true")));
            Reply made = kind.create("'a': 3").expect(201);
            kind.create("'a': 9").expect(422, "Invalid");
            kind.merge(made, "'a': 2").expect(422, "Invalid");
            kind.merge(made, "'a': 4").expect(200);
        });
        add("a rule about the change of a whole object", api -> {
            Kind kind = Kinds.with(
                    api,
                    a(
                            "'type': 'object', 'properties': {'x': {'type': 'integer'}, 'y': {'type': 'integer'}}",
                            rule("!has(oldSelf.x) || has(self.x)", "'message': 'x stays'")));
            Reply made = kind.create("'a': {'x': 1}").expect(201);
            assertThat(causes(kind.merge(made, "'a': {'x': null, 'y': 1}").expect(422)))
                    .containsExactly("spec.a" + INVALID + "x stays");
        });
        add("a rule is asked with the status too", api -> {
            Kind kind = Kinds.with(api, a(INTEGER, rule("self > 1")));
            Reply made = kind.create("'a': 2").expect(201);
            api.patch(kind.path() + "/" + made.name(), Contract.MERGE, "{'metadata': {'labels': {'l': 'm'}}}")
                    .expect(200);
        });
    }

    private void lists() {
        String map = "'l': {'type': 'array', 'maxItems': 5, 'x-kubernetes-list-type': 'map',"
                + " 'x-kubernetes-list-map-keys': ['k'], 'items': {'type': 'object', 'required': ['k'], 'properties':"
                + " {'k': {'type': 'string', 'maxLength': 9}, 'v': {'type': 'integer', 'x-kubernetes-validations':"
                + " [{'rule': 'self >= oldSelf', 'message': 'down'}]}}}}";
        add("items of a list of type map are compared by their keys", api -> {
            Kind kind = Kinds.with(api, map);
            Reply made =
                    kind.create("'l': [{'k': 'a', 'v': 3}, {'k': 'b', 'v': 4}]").expect(201);
            made = kind.merge(made, "'l': [{'k': 'b', 'v': 4}, {'k': 'a', 'v': 3}]")
                    .expect(200);
            assertThat(causes(kind.merge(made, "'l': [{'k': 'a', 'v': 3}, {'k': 'b', 'v': 3}]")
                            .expect(422)))
                    .containsExactly("spec.l[1].v" + INVALID + "3: down");
        });
        add("a new item of a list of type map has nothing before it", api -> {
            Kind kind = Kinds.with(api, map);
            Reply made = kind.create("'l': [{'k': 'a', 'v': 3}]").expect(201);
            kind.merge(made, "'l': [{'k': 'c', 'v': 1}]").expect(200);
        });
        add("members of a map are compared by their names", api -> {
            Kind kind = Kinds.with(
                    api,
                    "'m': {'type': 'object', 'maxProperties': 5, 'additionalProperties': {'type': 'integer',"
                            + " 'x-kubernetes-validations': [{'rule': 'self >= oldSelf', 'message': 'down'}]}}");
            Reply made = kind.create("'m': {'a': 3}").expect(201);
            assertThat(causes(kind.merge(made, "'m': {'a': 2, 'b': 1}").expect(422)))
                    .containsExactly("spec.m[a]" + INVALID + "2: down");
        });
        add("a rule of an atomic list sees both lists", api -> {
            Kind kind = Kinds.with(
                    api,
                    a(
                            "'type': 'array', 'maxItems': 5, 'items': {'type': 'integer'}",
                            rule("oldSelf.all(x, x in self)", "'message': 'only more'")));
            Reply made = kind.create("'a': [1, 2]").expect(201);
            made = kind.merge(made, "'a': [2, 3, 1]").expect(200);
            kind.merge(made, "'a': [2, 3]").expect(422, "Invalid");
        });
    }

    private void leniency() {
        add("a value that broke a new rule already may stay, with a warning", api -> {
            Kind kind = Kinds.with(api, "'a': {'type': 'integer'}, 'b': {'type': 'string'}");
            Reply made = kind.create("'a': 50").expect(201);
            kind.change(a(INTEGER, rule("self < 20")) + ", 'b': {'type': 'string'}");
            assertThat(kind.merge(made, "'b': 'x'").expect(200).warnings())
                    .containsExactly("spec.a: Invalid value: 50: failed rule: self < 20");
            assertThat(causes(kind.merge(made, "'a': 51").expect(422)))
                    .containsExactly("spec.a" + INVALID + "51: failed rule: self < 20");
        });
        add("a rule of an object is asked again when a part of it changes", api -> {
            String object = "'type': 'object', 'properties': {'x': {'type': 'integer'}, 'y': {'type': 'integer'}}";
            Kind kind = Kinds.with(api, "'a': {" + object + "}, 'b': {'type': 'string'}");
            Reply made = kind.create("'a': {'x': 50, 'y': 1}").expect(201);
            kind.change(a(object, rule("self.x < 10", "'message': 'x'")) + ", 'b': {'type': 'string'}");
            kind.merge(made, "'b': 'x'").expect(200);
            assertThat(causes(kind.merge(made, "'a': {'y': 2}").expect(422))).containsExactly("spec.a" + INVALID + "x");
        });
    }
}
