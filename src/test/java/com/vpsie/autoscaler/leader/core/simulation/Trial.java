package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.simulation.Invariant.Violation;
import java.util.Optional;

/**
 * One scenario that fails, made as small as it gets: whatever can be left out so that the same invariant still breaks is
 * left out, faults first, then replicas, until nothing more can.
 */
final class Trial {
    private final Product product;
    private final Scenario whole;
    private final Violation first;
    private Scenario least;

    private Trial(Product product, Scenario whole, Violation first) {
        this.product = product;
        this.whole = whole;
        this.first = first;
        this.least = whole;
    }

    /** Empty when every invariant holds. */
    static Optional<Trial> of(Scenario scenario, Product product) {
        return violation(scenario, product, Story.untold()).map(found -> new Trial(product, scenario, found).shrunk());
    }

    static Optional<Violation> violation(Scenario scenario, Product product, Story story) {
        return violation(new World(scenario, product, story));
    }

    static Optional<Violation> violation(World world) {
        try {
            world.play();
            return Optional.empty();
        } catch (Violation violation) {
            return Optional.of(violation);
        }
    }

    private Trial shrunk() {
        Scenario before;
        do {
            before = least;
            for (int i = before.faults().size() - 1; i >= 0; i--) {
                smaller(least.without(before.faults().get(i)));
            }
            for (int i = before.pods().size() - 1; i >= 0; i--) {
                smaller(least.without(before.pods().get(i)));
            }
        } while (!least.equals(before));
        return this;
    }

    private void smaller(Scenario candidate) {
        boolean fails = violation(candidate, product, Story.untold())
                .filter(violation -> violation.number() == first.number())
                .isPresent();
        if (fails) {
            least = candidate;
        }
    }

    int invariant() {
        return first.number();
    }

    /** What is left. */
    Scenario least() {
        return least;
    }

    /** Plays what is left once more. */
    String command() {
        String mutant = product.mutation().isEmpty() ? "" : " -Dmutant=" + product.mutation();
        return "./mvnw test -Dtest=ElectionSimulationTest -Dseed=" + whole.seed() + " -Dkeep=" + least.names() + mutant;
    }

    /** For people: what broke, the least that breaks it, its story, and how to see it again. */
    String report() {
        Story story = Story.told();
        String again = violation(least, product, story)
                .map(Violation::getMessage)
                .orElseThrow(() -> new IllegalStateException("seed " + whole.seed() + " does not fail twice"));
        return """
                seed %d breaks %s
                shrunk from %d replicas and %d faults to %d and %d:
                  %s
                their story, which ends with %s:
                %s
                again: %s
                """.formatted(
                        whole.seed(),
                        first.getMessage(),
                        whole.pods().size(),
                        whole.faults().size(),
                        least.pods().size(),
                        least.faults().size(),
                        String.join("\n  ", least.lines()),
                        again,
                        story,
                        command());
    }
}
