package com.vpsie.autoscaler.leader;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.Effect;
import com.vpsie.autoscaler.leader.core.Elector;
import com.vpsie.autoscaler.leader.core.ElectorStatus;
import com.vpsie.autoscaler.leader.core.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Rule 10: the elector never dies. Whatever throws is contained, and the election goes on by itself. */
class CrankTest {
    private static final Effect REQUEST = new Effect.Get(1);

    private final List<List<Input>> electors = new ArrayList<>();
    private final List<Effect> carriedOut = new ArrayList<>();
    private final List<Throwable> restarts = new ArrayList<>();
    private Predicate<Input> fails = input -> false;
    private Predicate<Effect> cannot = effect -> false;
    private final Crank crank =
            new Crank(this::elector, () -> new ClockReading(5_000_000_000L, 0, 0), new Crank.Hands() {
                @Override
                public void carryOut(Effect effect) {
                    carriedOut.add(effect);
                    if (cannot.test(effect)) {
                        throw new AssertionError("cannot");
                    }
                }

                @Override
                public void restarted(Throwable why) {
                    restarts.add(why);
                }
            });

    /** Writes down what it is given and asks for one thing each time. */
    private Elector elector() {
        List<Input> heard = new ArrayList<>();
        electors.add(heard);
        return new Elector() {
            @Override
            public List<Effect> step(ClockReading now, Input input) {
                heard.add(input);
                if (fails.test(input)) {
                    throw new StackOverflowError("defect");
                }
                return List.of(REQUEST);
            }

            @Override
            public ElectorStatus status(ClockReading now) {
                return new ElectorStatus(ElectorStatus.State.FOLLOWER, false, "", heard.size(), null, true, "", false);
            }
        };
    }

    @Test
    void anElectorThatThrewIsReplacedByANewOneThatEntersTheRaceAtOnce() {
        crank.accept(new Input.Tick());
        fails = Input.Fenced.class::isInstance;
        crank.accept(new Input.Fenced(7));
        assertThat(restarts).singleElement().isInstanceOf(StackOverflowError.class);
        assertThat(electors).hasSize(2);
        assertThat(electors.get(1)).containsExactly(new Input.Tick());
        assertThat(carriedOut).as("of the first, then of the second").containsExactly(REQUEST, REQUEST);
        crank.accept(new Input.RenewNow());
        assertThat(electors.get(1)).containsExactly(new Input.Tick(), new Input.RenewNow());
        assertThat(crank.status().token()).isEqualTo(2);
    }

    @Test
    void aStopAndAStepDownForGoodHoldForTheNewOneToo() {
        crank.accept(new Input.StepDown("asked", false));
        crank.accept(new Input.StepDown("preStop", true));
        crank.accept(new Input.Stop());
        fails = Input.Drained.class::isInstance;
        crank.accept(new Input.Drained(7));
        assertThat(electors.get(1))
                .containsExactly(new Input.StepDown("preStop", true), new Input.Stop(), new Input.Tick());
    }

    @Test
    void theOrderThatItFailedOnIsNotForgotten() {
        List<Input> failedOn = new ArrayList<>();
        fails = input -> input instanceof Input.Stop && failedOn.isEmpty() && failedOn.add(input);
        crank.accept(new Input.Stop());
        assertThat(electors.get(1)).containsExactly(new Input.Stop(), new Input.Tick());
    }

    @Test
    void oneThatFailsFromTheStartIsAskedAgainASecondLater() {
        fails = input -> true;
        crank.accept(new Input.Tick());
        assertThat(carriedOut).containsExactly(new Effect.ArmTimer(6_000_000_000L));
        fails = input -> false;
        crank.accept(new Input.Tick());
        assertThat(carriedOut).endsWith(REQUEST);
        assertThat(restarts).hasSize(1);
    }

    @Test
    void anEffectThatCannotBeCarriedOutHoldsUpNoOther() {
        cannot = effect -> true;
        crank.accept(new Input.Tick());
        crank.accept(new Input.Tick());
        assertThat(carriedOut).containsExactly(REQUEST, REQUEST);
        assertThat(restarts).isEmpty();
    }
}
