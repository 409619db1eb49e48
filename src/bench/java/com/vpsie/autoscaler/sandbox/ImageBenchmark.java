package com.vpsie.autoscaler.sandbox;

import com.vpsie.autoscaler.sandbox.replica.Docker;
import com.vpsie.autoscaler.sandbox.replica.Replica;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.logging.LogManager;

/**
 * What an image weighs and what a start from it costs, in containers as restricted as a pod, whose output directory is a
 * new volume at each start. Names of images in {@code -Dbench.images=a,b}, each a row; medians of three starts of one
 * replica, and the last of three at once. No limits, it compares:
 *
 * <pre>
 * ./mvnw -Pimage -Dimage.include=all   then docker build … --build-arg PRIME=false --tag whole
 * ./mvnw -Pimage                       then docker build … --build-arg PRIME=false --tag minified, and without it --tag primed
 * ./mvnw -Pbench -Dbench.main=com.vpsie.autoscaler.sandbox.ImageBenchmark -Dbench.images=whole,minified,primed
 * </pre>
 */
public final class ImageBenchmark {
    private static final int STARTS = 3;

    private final Screen screen = Screen.standardOutput();
    private final List<String> table = new ArrayList<>();

    private ImageBenchmark() {}

    /** No arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        LogManager.getLogManager().reset(); // libraries' warnings are not part of the table
        new ImageBenchmark().run(System.getProperty("bench.images", "vpsie-autoscaler"));
    }

    private void run(String images) throws IOException, InterruptedException {
        table.add(
                "IMAGE                              SIZE    ONE: WALL      CPU        RSS    THREE: WALL   CPU OF EACH");
        for (String image : images.split(",")) {
            measure(image.strip());
        }
        screen.print(table);
    }

    private void measure(String image) throws IOException, InterruptedException {
        Docker.Result size = Docker.run("image", "inspect", "--format", "{{.Size}}", image);
        if (!size.passed()) {
            throw new SandboxException("-Dbench.images: there is no image " + image + ": " + size.output());
        }
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.setProperty("sandbox.replicas", "3");
        properties.setProperty("sandbox.image", image);
        SandboxOptions options = SandboxOptions.from(properties);
        Sandbox.requirePorts(options);
        try (Sandbox sandbox = Sandbox.start(options, screen::say)) {
            MeasuredStart start = new MeasuredStart(sandbox);
            List<Replica> all = sandbox.replicas();
            List<MeasuredStart.Cost> one = new ArrayList<>();
            for (int i = 0; i < STARTS; i++) {
                screen.say("measuring: " + image + ", one (" + (i + 1) + ")");
                one.addAll(start.of(all.subList(0, 1)));
            }
            screen.say("measuring: " + image + ", three at once");
            table.add(row(image, Long.parseLong(size.output()), one, start.of(all)));
        }
    }

    private static String row(String image, long bytes, List<MeasuredStart.Cost> one, List<MeasuredStart.Cost> three) {
        Duration last = three.stream()
                .map(MeasuredStart.Cost::wall)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        double each = three.stream()
                .mapToDouble(MeasuredStart.Cost::cpuSeconds)
                .average()
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "%-32s %4d MB     %5.1f s  %5.1f s   %4d MiB       %5.1f s        %5.1f s",
                image,
                bytes / 1_000_000,
                seconds(median(one, Comparator.comparing(MeasuredStart.Cost::wall))
                        .wall()),
                median(one, Comparator.comparing(MeasuredStart.Cost::cpuSeconds))
                        .cpuSeconds(),
                median(one, Comparator.comparing(MeasuredStart.Cost::mebibytes)).mebibytes(),
                seconds(last),
                each);
    }

    private static MeasuredStart.Cost median(List<MeasuredStart.Cost> costs, Comparator<MeasuredStart.Cost> order) {
        return costs.stream().sorted(order).skip(costs.size() / 2).findFirst().orElseThrow();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
