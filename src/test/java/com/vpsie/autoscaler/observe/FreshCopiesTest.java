package com.vpsie.autoscaler.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FreshCopiesTest {
    private final AtomicReference<String> reached = new AtomicReference<>();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final FreshCopies<NodeGroup> copies = new FreshCopies<>(reached::get, now::get);

    @Test
    void withoutOwnWritesTheCacheCounts() {
        assertThat(copies.newest("ns/a", Optional.empty())).isEmpty();
        assertThat(version(copies.newest("ns/a", Optional.of(group("7"))))).isEqualTo("7");
    }

    @Test
    void anOwnWriteCountsUntilTheCacheHasReachedIt() {
        reached.set("9");
        copies.wrote("ns/a", group("10"));

        assertThat(version(copies.newest("ns/a", Optional.of(group("9"))))).isEqualTo("10");
        assertThat(version(copies.newest("ns/a", Optional.of(group("11"))))).isEqualTo("11");

        reached.set("10");
        assertThat(version(copies.newest("ns/a", Optional.of(group("10"))))).isEqualTo("10");
        assertThat(copies.ahead()).isEmpty();
    }

    @Test
    void whatWeCreatedIsThereBeforeTheCacheHasSeenIt() {
        reached.set("9");
        copies.wrote("ns/a", group("10"));

        assertThat(version(copies.newest("ns/a", Optional.empty()))).isEqualTo("10");
        assertThat(copies.ahead()).hasSize(1);
    }

    @Test
    void aDeletionThatTheCacheHasSeenIsBelieved() {
        reached.set("9");
        copies.wrote("ns/a", group("10"));
        reached.set("12");

        assertThat(copies.newest("ns/a", Optional.empty())).isEmpty();
    }

    @Test
    void takingTheLastFinalizerOfADeletedObjectMakesItGoneAtOnce() {
        reached.set("9");
        NodeGroup answer = group("10");
        answer.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
        copies.wrote("ns/a", answer);

        assertThat(copies.newest("ns/a", Optional.of(group("9")))).isEmpty();
    }

    @Test
    void whatAConsistentListIsWithoutIsGoneAlthoughTheCacheStillHasIt() {
        reached.set("9");
        copies.listed(Map.of("ns/b", group("5")), "12");

        assertThat(copies.newest("ns/a", Optional.of(group("7")))).isEmpty();
        assertThat(version(copies.newest("ns/b", Optional.of(group("5"))))).isEqualTo("5");
        assertThat(version(copies.newest("ns/c", Optional.of(group("13"))))).isEqualTo("13");
    }

    @Test
    void aListCountsMoreThanOwnWritesBeforeItAndLessThanThoseAfterIt() {
        reached.set("9");
        copies.wrote("ns/a", group("10"));
        copies.listed(Map.of(), "12");
        copies.wrote("ns/b", group("13"));

        assertThat(copies.newest("ns/a", Optional.empty())).isEmpty();
        assertThat(version(copies.newest("ns/b", Optional.empty()))).isEqualTo("13");
    }

    @Test
    void aListIsForgottenWhenTheCacheHasReachedIt() {
        reached.set("9");
        copies.listed(Map.of(), "12");
        reached.set("12");

        assertThat(version(copies.newest("ns/a", Optional.of(group("7"))))).isEqualTo("7");
    }

    @Test
    void anAnswerThatComesLateDoesNotReplaceANewerOne() {
        copies.wrote("ns/a", group("11"));
        copies.wrote("ns/a", group("10"));

        assertThat(version(copies.newest("ns/a", Optional.empty()))).isEqualTo("11");
    }

    @Test
    void beforeTheFirstListOnlyOwnWritesAreKnown() {
        copies.wrote("ns/a", group("10"));

        assertThat(version(copies.newest("ns/a", Optional.empty()))).isEqualTo("10");
    }

    @Test
    void aStoreThatWentBackIsBelievedAfterAWhile() {
        copies.wrote("ns/a", group("5000"));
        reached.set("20");
        now.addAndGet(Duration.ofSeconds(121).toNanos());

        assertThat(version(copies.newest("ns/a", Optional.of(group("19"))))).isEqualTo("19");
    }

    @Test
    void versionsAreNumbersOfAnyLength() {
        assertThat(ResourceVersions.compare("9", "10")).isNegative();
        assertThat(ResourceVersions.compare("18446744073709551616", "18446744073709551615"))
                .isPositive();
        assertThat(ResourceVersions.compare("42", "42")).isZero();
    }

    private static NodeGroup group(String version) {
        NodeGroup group = new NodeGroup();
        group.setMetadata(new ObjectMetaBuilder()
                .withNamespace("ns")
                .withName("a")
                .withResourceVersion(version)
                .build());
        return group;
    }

    private static String version(Optional<NodeGroup> group) {
        return group.orElseThrow().getMetadata().getResourceVersion();
    }
}
