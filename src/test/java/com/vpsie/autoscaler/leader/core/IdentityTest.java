package com.vpsie.autoscaler.leader.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdentityTest {

    @Test
    void theMiddleIsThereOnlyWhereBothPartsAreKnown() {
        assertThat(Identity.of("pod-1", "u-1", "controller", "ab12").text()).isEqualTo("pod-1_u-1/controller_ab12");
        assertThat(Identity.of("host", "", "controller", "ab12").text()).isEqualTo("host_ab12");
        assertThat(Identity.of("host", "u-1", "", "ab12").text()).isEqualTo("host_ab12");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Identity identity = Identity.of("pod-1", "u-1", "controller", "ab12");
        assertThat(Identity.parse(identity.text())).isEqualTo(identity);
        assertThat(Identity.parse("my_host_ab12").podUid()).isEmpty();
        assertThat(Identity.parse("my_host_ab12").processMark()).isEqualTo("ab12");
    }

    @Test
    void foreignFormsHaveUnknownParts() {
        for (String text : new String[] {"", "pod", "_", "a_/b_c", "a_b/_c", "x_y/z/w_m"}) {
            assertThat(Identity.parse(text).podUid()).as(text).isEmpty();
            assertThat(Identity.parse(text).text()).isEqualTo(text);
        }
    }

    @Test
    void onlyAnotherProcessOfTheSameContainerIsSucceeded() {
        Identity me = Identity.of("pod-1", "u-1", "controller", "new");
        assertThat(me.succeeds(Identity.parse("pod-1_u-1/controller_old"))).isTrue();
        assertThat(me.succeeds(Identity.parse("pod-1_u-1/controller_new"))).isFalse();
        assertThat(me.succeeds(Identity.parse("pod-1_u-1/sidecar_old"))).isFalse();
        assertThat(me.succeeds(Identity.parse("pod-1_u-2/controller_old"))).isFalse();
        assertThat(me.succeeds(Identity.parse("pod-1_old"))).isFalse();
        assertThat(Identity.of("pod-1", "", "", "new").succeeds(Identity.parse("pod-1_old")))
                .isFalse();
    }
}
