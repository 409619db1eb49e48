package com.vpsie.autoscaler.it.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SabotageTest {
    @Test
    void isAskedForByItsCode() {
        assertThat(Sabotage.of("follower-acts")).contains(Sabotage.FOLLOWER_ACTS);
        assertThat(Sabotage.of("")).isEmpty();
    }

    @Test
    void anotherWordIsRefusedWithTheOnesThereAre() {
        assertThatThrownBy(() -> Sabotage.of("brakes"))
                .hasMessage("-Dit.sabotage=brakes: must be one of budget, drain, intent, follower-acts");
    }
}
