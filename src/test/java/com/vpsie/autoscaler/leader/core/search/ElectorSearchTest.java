package com.vpsie.autoscaler.leader.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.leader.core.search.Setting.Start;
import com.vpsie.autoscaler.leader.core.search.Situation.Left;
import com.vpsie.autoscaler.leader.core.simulation.Mutant;
import com.vpsie.autoscaler.leader.core.simulation.Product;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Looks at every situation that two real electors can come to within some ticks, whatever the network, their clocks and
 * a third party do. Longer histories: {@code ./mvnw test -Dtest=ElectorSearchTest -Delection.search.longer=1}; each tick
 * more takes ten to twenty times as long, and as much memory.
 */
class ElectorSearchTest {
    private static final int LONGER = Integer.getInteger("election.search.longer", 0);
    private static final Set<Invariant> ALL = EnumSet.allOf(Invariant.class);
    private static final Left A_PAUSE = new Left(1, 0, 0);
    private static final Left A_DELETION = new Left(0, 1, 0);
    private static final Left AN_ORDER = new Left(0, 0, 1);

    @TestFactory
    Stream<DynamicTest> everyRuleHoldsInEverySituation() {
        return Stream.of(
                        Setting.of(Start.FREE, 3 + LONGER),
                        Setting.of(Start.ABSENT, 2 + LONGER),
                        Setting.of(Start.ORPHANED, 6 + LONGER),
                        Setting.of(Start.LED, 4 + LONGER),
                        Setting.of(Start.LED, 4 + LONGER).rates(Setting.FAST, Setting.SLOW),
                        Setting.of(Start.LED, 4 + LONGER).rates(Setting.FAST, Setting.FAST),
                        Setting.of(Start.LED, 4 + LONGER).rates(Setting.SLOW, Setting.SLOW),
                        Setting.of(Start.LED_BY_A_TWIN, 4 + LONGER),
                        Setting.of(Start.LED, 4 + LONGER).disturbed(A_PAUSE),
                        Setting.of(Start.LED, 3 + LONGER).disturbed(AN_ORDER),
                        Setting.of(Start.LED, 3 + LONGER).disturbed(A_DELETION))
                .map(setting -> DynamicTest.dynamicTest(setting.toString(), () -> {
                    Search.Result result = search(setting, ALL);
                    System.out.printf(
                            "%s: %d situations, %d moves deep%n", setting, result.situations(), result.depth());
                    assertThat(result.broken()).as("%s", result.story()).isNull();
                    assertThat(result.situations())
                            .as("a search that has lost its moves proves little")
                            .isGreaterThan(50_000);
                }));
    }

    /** A search that cannot see a broken rule proves nothing. These are seen by two open gates, and by nothing else. */
    @TestFactory
    Stream<DynamicTest> aBrokenRuleOpensTwoGates() {
        Setting led = Setting.of(Start.LED, 4);
        return Stream.of(
                found(Mutant.ANCHOR_AT_THE_RESPONSE, led, Invariant.ONE_GATE),
                found(Mutant.NO_OP_IS_A_COMMIT, led, Invariant.ONE_GATE),
                found(Mutant.DURATION_INHERITED, led, Invariant.ONE_GATE),
                found(Mutant.ABSENT_IS_FREE, led.disturbed(A_DELETION), Invariant.ONE_GATE),
                found(Mutant.IDENTITY_WITHOUT_RANDOM_PART, Setting.of(Start.LED_BY_A_TWIN, 4), Invariant.ONE_GATE),
                found(Broken.DEADLINE_ABOVE_THE_BOUND, led.disturbed(A_PAUSE), Invariant.ONE_GATE),
                found(Broken.WAITS_HALF, led, Invariant.ONE_GATE),
                found(Broken.WRITES_OVER_ANY_VERSION, Setting.of(Start.FREE, 2), Invariant.ONE_GATE));
    }

    @TestFactory
    Stream<DynamicTest> aBrokenRuleIsSeenByItsOwnInvariant() {
        Setting led = Setting.of(Start.LED, 4);
        return Stream.of(
                found(Mutant.RELEASE_BEFORE_DRAIN, led.disturbed(AN_ORDER), Invariant.DRAIN_BEFORE_RELEASE),
                found(Broken.IGNORES_SEALS, Setting.of(Start.FREE, 2), Invariant.TOKENS_GROW),
                found(Broken.WAITS_HALF, led, Invariant.PATIENCE),
                found(Mutant.ANCHOR_AT_THE_RESPONSE, led, Invariant.ANCHOR));
    }

    /** What a core knows is put back whole: the same world, played again, comes to the same. */
    @Test
    void whatWasLookedAtOnceIsTheSameWhenLookedAtAgain() {
        Setting setting = Setting.of(Start.LED, 2).disturbed(AN_ORDER);
        World world = new World(setting);
        Search.Result once = new Search(world, ALL).run();
        assertThat(new Search(world, ALL).run()).isEqualTo(once);
        assertThat(search(setting, ALL)).isEqualTo(once);
    }

    private static DynamicTest found(Product mutant, Setting setting, Invariant by) {
        return DynamicTest.dynamicTest(mutant + " by " + by, () -> {
            Search.Result result = search(setting.with(mutant), EnumSet.of(by));
            System.out.printf(
                    "%s: %s broken after %d moves, %d situations%n", mutant, by, result.depth(), result.situations());
            assertThat(result.broken()).isEqualTo(by);
        });
    }

    private static Search.Result search(Setting setting, Set<Invariant> invariants) {
        return new Search(new World(setting), invariants).run();
    }
}
