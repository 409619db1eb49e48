package com.vpsie.autoscaler.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.metrics.SharedMetricRegistries;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    private static int registries;

    private final MetricRegistry registry = SharedMetricRegistries.getOrCreate("text-" + registries++);

    @Test
    void countersAndGaugesAreWholeNumbersWithTheirOwnLabelsOnly() {
        registry.counter(metadata("jobs_total", "Jobs"), new Tag("b", "2"), new Tag("a", "1"))
                .inc(3);
        registry.gauge(metadata("level", "Level"), new AtomicLong(4), AtomicLong::get);

        assertThat(PrometheusText.of(registry)).isEqualTo("""
                        # HELP jobs_total Jobs
                        # TYPE jobs_total counter
                        jobs_total{a="1",b="2"} 3
                        # HELP level Level
                        # TYPE level gauge
                        level 4
                        """);
    }

    @Test
    void oneFamilyHasOneHeadWithAllItsSeries() {
        registry.counter(metadata("jobs_total", "Jobs"), new Tag("a", "2")).inc();
        registry.counter(metadata("jobs_total", "Jobs"), new Tag("a", "1")).inc();

        assertThat(PrometheusText.of(registry).lines())
                .containsExactly(
                        "# HELP jobs_total Jobs",
                        "# TYPE jobs_total counter",
                        "jobs_total{a=\"1\"} 1",
                        "jobs_total{a=\"2\"} 1");
    }

    @Test
    void labelsAndHelpAreEscaped() {
        registry.counter(metadata("odd_total", "one\\two\nthree"), new Tag("l", "a\"b\\c\nd"))
                .inc();

        assertThat(PrometheusText.of(registry))
                .contains("# HELP odd_total one\\\\two\\nthree\n")
                .contains("odd_total{l=\"a\\\"b\\\\c\\nd\"} 1\n");
    }

    @Test
    void timerIsAHistogramInSeconds() {
        registry.timer(metadata("took_seconds", "Took"), new Tag("x", "y")).update(Duration.ofMillis(1500));

        assertThat(PrometheusText.of(registry))
                .contains("# TYPE took_seconds histogram\n")
                .contains("took_seconds_bucket{x=\"y\",le=\"+Inf\"} 1\n")
                .contains("took_seconds_sum{x=\"y\"} 1.5\n")
                .contains("took_seconds_count{x=\"y\"} 1\n");
    }

    private static Metadata metadata(String name, String description) {
        return Metadata.builder().withName(name).withDescription(description).build();
    }
}
