package com.vpsie.autoscaler.sandbox.kube.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The algebra of field sets against plain sets of paths, for many seeds. */
class FieldSetTest {
    private static final int SEEDS = 200;

    private static PathElement step(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 ->
                new PathElement.Key(
                        new TreeMap<>(Map.of("name", TextNode.valueOf(random.nextBoolean() ? "a" : "<b>"))));
            case 1 ->
                new PathElement.Key(new TreeMap<>(
                        Map.of("port", IntNode.valueOf(random.nextInt(2)), "protocol", TextNode.valueOf("TCP"))));
            case 2 -> new PathElement.Item(TextNode.valueOf(random.nextBoolean() ? "x" : "y\"z"));
            case 3 -> new PathElement.Item(IntNode.valueOf(random.nextInt(2)));
            default -> new PathElement.Field(random.nextBoolean() ? "f" : "g.h/i");
        };
    }

    private static Set<List<PathElement>> paths(SplittableRandom random) {
        Set<List<PathElement>> paths = new HashSet<>();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            List<PathElement> path = new ArrayList<>();
            int length = 1 + random.nextInt(3);
            for (int j = 0; j < length; j++) {
                path.add(step(random));
            }
            paths.add(path);
        }
        return paths;
    }

    private static FieldSet set(Set<List<PathElement>> paths) {
        FieldSet.Builder builder = new FieldSet.Builder();
        paths.forEach(builder::add);
        return builder.build();
    }

    private static Set<List<PathElement>> paths(FieldSet set) {
        Set<List<PathElement>> paths = new HashSet<>();
        set.forEach(paths::add);
        return paths;
    }

    private static Set<List<PathElement>> keep(
            Set<List<PathElement>> a, Set<List<PathElement>> b, BiPredicate<Boolean, Boolean> rule) {
        Set<List<PathElement>> all = new HashSet<>(a);
        all.addAll(b);
        all.removeIf(path -> !rule.test(a.contains(path), b.contains(path)));
        return all;
    }

    @RepeatedTest(SEEDS)
    void operationsAreThoseOfSetsOfPaths(RepetitionInfo seed) {
        SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
        Set<List<PathElement>> a = paths(random);
        Set<List<PathElement>> b = paths(random);

        assertThat(paths(set(a))).isEqualTo(a);
        assertThat(paths(set(a).union(set(b)))).isEqualTo(keep(a, b, (here, there) -> here || there));
        assertThat(paths(set(a).intersection(set(b)))).isEqualTo(keep(a, b, (here, there) -> here && there));
        assertThat(paths(set(a).minus(set(b)))).isEqualTo(keep(a, b, (here, there) -> here && !there));
        assertThat(paths(set(a).minusTrees(set(b))))
                .isEqualTo(keep(a, Set.of(), (here, there) -> here).stream()
                        .filter(path -> b.stream()
                                .noneMatch(gone -> gone.size() <= path.size()
                                        && path.subList(0, gone.size()).equals(gone)))
                        .collect(java.util.stream.Collectors.toSet()));
    }

    @RepeatedTest(SEEDS)
    void lawsHold(RepetitionInfo seed) {
        SplittableRandom random = new SplittableRandom(1_000 + seed.getCurrentRepetition());
        FieldSet a = set(paths(random));
        FieldSet b = set(paths(random));

        assertThat(a.union(b)).isEqualTo(b.union(a));
        assertThat(a.intersection(b)).isEqualTo(b.intersection(a));
        assertThat(a.minus(b).union(a.intersection(b))).isEqualTo(a);
        assertThat(a.minus(b).intersection(b)).isEqualTo(FieldSet.EMPTY);
        assertThat(a.minus(a).isEmpty()).isTrue();
        assertThat(a.union(a)).isEqualTo(a);
        assertThat(a.union(b).size())
                .isEqualTo(a.size() + b.size() - a.intersection(b).size());
        assertThat(a.minusTrees(b).minus(a)).isEqualTo(FieldSet.EMPTY);
        a.forEach(path -> assertThat(a.has(path)).isTrue());
        b.minus(a).forEach(path -> assertThat(a.has(path)).isFalse());
    }

    @RepeatedTest(SEEDS)
    void readingBackWhatIsWrittenGivesTheSameSet(RepetitionInfo seed) {
        FieldSet set = set(paths(new SplittableRandom(2_000 + seed.getCurrentRepetition())));

        assertThat(FieldsV1.read(FieldsV1.write(set))).isEqualTo(set);
    }

    @Test
    void writesWhatTheServerWrites() {
        FieldSet set = FieldsV1.read(SchemaText.parse(
                        "{'f:spec': {'.': {}, 'f:a': {}, 'f:parts': {'k:{\\'name\\':\\'x\\'}': {'.': {}, 'f:n': {}}}}}")
                .raw());

        assertThat(FieldsV1.write(set).toString())
                .isEqualTo("{\"f:spec\":{\".\":{},\"f:a\":{},\"f:parts\":{\"k:{\\\"name\\\":\\\"x\\\"}\":"
                        + "{\".\":{},\"f:n\":{}}}}}");
        assertThat(set.toString()).isEqualTo("[.spec, .spec.a, .spec.parts[name=\"x\"], .spec.parts[name=\"x\"].n]");
    }

    @Test
    void escapesInKeysWhatGoEscapes() {
        PathElement key = new PathElement.Key(new TreeMap<>(Map.of("name", TextNode.valueOf("a<b>&c"))));

        assertThat(FieldsV1.write(key)).isEqualTo("k:{\"name\":\"a\\u003cb\\u003e\\u0026c\"}");
        assertThat(FieldsV1.readStep(FieldsV1.write(key))).isEqualByComparingTo(key);
    }
}
