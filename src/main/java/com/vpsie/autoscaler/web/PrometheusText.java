package com.vpsie.autoscaler.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.Metric;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Snapshot;
import org.eclipse.microprofile.metrics.Timer;

/**
 * A metric registry in Prometheus' text format 0.0.4, names and labels exactly as registered. Liberty's own exposition
 * adds {@code mp_scope} and {@code _max} to everything, which the dashboards of the Go controller do not know.
 */
final class PrometheusText {
    private static final double NANOS = 1e9;

    private final MetricRegistry registry;
    private final StringBuilder text = new StringBuilder();

    private PrometheusText(MetricRegistry registry) {
        this.registry = registry;
    }

    static String of(MetricRegistry registry) {
        return new PrometheusText(registry).write();
    }

    private String write() {
        SortedMap<String, List<Map.Entry<MetricID, Metric>>> families = new TreeMap<>();
        registry.getMetrics()
                .entrySet()
                .forEach(entry -> families.computeIfAbsent(entry.getKey().getName(), name -> new ArrayList<>())
                        .add(entry));
        families.forEach(this::family);
        return text.toString();
    }

    private void family(String name, List<Map.Entry<MetricID, Metric>> series) {
        series.sort(Comparator.comparing(entry -> entry.getKey().getTags().toString()));
        String description = registry.getMetadata(name) == null
                ? ""
                : registry.getMetadata(name).getDescription();
        if (description != null && !description.isEmpty()) {
            line("# HELP " + name + " " + description.replace("\\", "\\\\").replace("\n", "\\n"));
        }
        line("# TYPE " + name + " " + type(series.get(0).getValue()));
        series.forEach(entry -> one(name, entry.getKey().getTags(), entry.getValue()));
    }

    private static String type(Metric metric) {
        if (metric instanceof Counter) {
            return "counter";
        }
        return metric instanceof Gauge ? "gauge" : "histogram";
    }

    private void one(String name, Map<String, String> labels, Metric metric) {
        if (metric instanceof Counter counter) {
            sample(name, labels, counter.getCount());
        } else if (metric instanceof Gauge<?> gauge) {
            sample(name, labels, gauge.getValue().doubleValue());
        } else if (metric instanceof Timer timer) {
            double sum = timer.getElapsedTime().toNanos() / NANOS;
            histogram(name, labels, timer.getSnapshot(), NANOS, timer.getCount(), sum);
        } else if (metric instanceof Histogram histogram) {
            histogram(name, labels, histogram.getSnapshot(), 1, histogram.getCount(), histogram.getSum());
        }
    }

    /** @param unit what a bucket's bound is divided by: a timer gives nanoseconds, Prometheus wants seconds */
    private void histogram(
            String name, Map<String, String> labels, Snapshot snapshot, double unit, long count, double sum) {
        for (Snapshot.HistogramBucket bucket : snapshot.bucketValues()) {
            sample(name + "_bucket", withBound(labels, number(bucket.getBucket() / unit)), bucket.getCount());
        }
        sample(name + "_bucket", withBound(labels, "+Inf"), count);
        sample(name + "_sum", labels, sum);
        sample(name + "_count", labels, count);
    }

    private static Map<String, String> withBound(Map<String, String> labels, String bound) {
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.put("le", bound);
        return all;
    }

    private void sample(String name, Map<String, String> labels, double value) {
        StringBuilder joined = new StringBuilder();
        labels.forEach((key, label) -> joined.append(joined.isEmpty() ? "" : ",")
                .append(key)
                .append("=\"")
                .append(escape(label))
                .append('"'));
        line(name + (joined.isEmpty() ? "" : "{" + joined + "}") + " " + number(value));
    }

    private static String escape(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Whole numbers without a point, as Go's client writes them. */
    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%d", (long) value);
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return Double.toString(value);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
