package com.vpsie.autoscaler.sandbox;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/**
 * Who may know whom within the embedded Kubernetes API. Tests count as part of the package they are in: they must not
 * reach up either.
 */
@AnalyzeClasses(packages = "com.vpsie.autoscaler.sandbox")
class SandboxArchitectureTest {
    private static final String KUBE = "com.vpsie.autoscaler.sandbox.kube";

    /** The HTTP server itself. */
    private static final String ROOT = "";

    /** From the bottom up; packages of one layer do not know each other. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("api"),
            List.of("schema", "protobuf"),
            List.of("patch", "apply"),
            List.of("kinds"),
            List.of("store", "print", "openapi"),
            List.of("access", "controllers"),
            List.of(ROOT),
            List.of("real"),
            List.of("kubectl"));

    /** The layer of a package of the embedded API, by the first step below it; -1 outside. */
    private static int layer(JavaClass type) {
        if (!inside(type)) {
            return -1;
        }
        for (int i = 0; i < LAYERS.size(); i++) {
            if (LAYERS.get(i).contains(part(type))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean inside(JavaClass type) {
        return type.getPackageName().equals(KUBE) || type.getPackageName().startsWith(KUBE + ".");
    }

    private static String part(JavaClass type) {
        return !inside(type)
                ? "outside"
                : type.getPackageName()
                        .substring(KUBE.length())
                        .replaceFirst("^\\.", "")
                        .split("\\.")[0];
    }

    private static ArchRule nothingAbove(int layer, String part) {
        return noClasses()
                .that(describe(
                        "reside in kube." + part,
                        type -> inside(type) && part(type).equals(part)))
                .should()
                .dependOnClassesThat(describe(
                        "reside beside or above it",
                        type -> layer(type) > layer
                                || layer(type) == layer && !part(type).equals(part)))
                .allowEmptyShould(true);
    }

    @ArchTest
    static void aLayerKnowsOnlyThoseBelowIt(JavaClasses classes) {
        for (int i = 0; i < LAYERS.size(); i++) {
            for (String part : LAYERS.get(i)) {
                // tests of the server compare it with a real one, and classes say not whether they are tests
                if (!part.equals(ROOT)) {
                    nothingAbove(i, part).check(classes);
                }
            }
        }
    }

    @ArchTest
    static void everyPackageHasItsLayer(JavaClasses classes) {
        TreeSet<String> parts = new TreeSet<>();
        classes.stream().filter(SandboxArchitectureTest::inside).forEach(type -> parts.add(part(type)));
        assertThat(LAYERS.stream().flatMap(List::stream)).containsAll(parts);
    }

    /** Equal inputs must give equal histories: time and chance are handed in. */
    @ArchTest
    static final ArchRule theStoreHasNoThreadsAndNoClock = noClasses()
            .that(describe(
                    "are what the store is made of",
                    type -> List.of("api", "schema", "patch", "apply", "kinds", "store")
                                    .contains(part(type))
                            && inside(type)
                            && !type.getSimpleName().isEmpty()
                            && !type.getName().replaceFirst("\\$.*", "").endsWith("Test")))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat(describe(
                    "start threads or read a clock",
                    type -> type.isEquivalentTo(Clock.class)
                            || type.isEquivalentTo(Thread.class)
                            || type.isAssignableTo(Executor.class)));

    /** It is a Kubernetes API, not one for this product. */
    @ArchTest
    static final ArchRule theApiKnowsNothingOfTheProduct = noClasses()
            .that(describe("belong to the embedded API", SandboxArchitectureTest::inside))
            .should()
            .dependOnClassesThat(describe(
                    "are the product's",
                    type -> type.getPackageName().startsWith("com.vpsie.autoscaler.")
                            && !type.getPackageName().startsWith("com.vpsie.autoscaler.sandbox")));
}
