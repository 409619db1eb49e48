package com.vpsie.autoscaler.leader.core.simulation;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which histories are to be played, as system properties say it.
 *
 * @param seeds how many, when none is chosen
 * @param seed the one
 * @param keep the replicas and faults of it that are not left out; empty for all
 */
record Choice(long seeds, OptionalLong seed, Set<String> keep, Product product) {
    /** @param property looks a property up by its name; null or empty when it is not set */
    static Choice of(Function<String, @Nullable String> property) {
        OptionalLong seed = text(property, "seed")
                .map(Long::parseLong)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
        return new Choice(
                text(property, "seeds").map(Long::parseLong).orElse(10_000L),
                seed,
                text(property, "keep").map(names -> Set.of(names.split(","))).orElse(Set.of()),
                text(property, "mutant").<Product>map(Mutant::valueOf).orElse(Product.GENUINE));
    }

    private static Optional<String> text(Function<String, @Nullable String> property, String name) {
        return Optional.ofNullable(property.apply(name)).filter(value -> !value.isBlank());
    }

    /** Of the one seed. */
    Scenario scenario() {
        Scenario whole = Scenario.drawn(seed.orElseThrow());
        return keep.isEmpty() ? whole : whole.only(keep);
    }
}
