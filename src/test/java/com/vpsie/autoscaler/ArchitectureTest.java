package com.vpsie.autoscaler;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.vpsie.autoscaler.config.launcher.LauncherMain;
import com.vpsie.autoscaler.vpsie.VpsieWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom: the table of docs/architecture.md as rules. */
@AnalyzeClasses(packages = "com.vpsie.autoscaler", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "com.vpsie.autoscaler.";
    private static final String[] JDK = {"java..", "javax.net..", "javax.crypto..", "org.jspecify.."};
    private static final String[] PLATFORM = {"jakarta..", "org.eclipse.microprofile.."};
    private static final String[] KUBERNETES = {"io.fabric8.."};
    private static final String[] JSON = {"com.fasterxml.jackson.."};
    private static final int MOST_LINES = 350;

    private static String[] ours(String... packages) {
        return Stream.of(packages).map(p -> ROOT + p).toArray(String[]::new);
    }

    private static String[] join(String[]... parts) {
        return Stream.of(parts).flatMap(Stream::of).toArray(String[]::new);
    }

    private static ArchRule mayImport(String pattern, String[]... allowed) {
        return classes()
                .that()
                .resideInAPackage(ROOT + pattern)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(join(ours(pattern), join(allowed))).or(primitiveOrArray()))
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> primitiveOrArray() {
        return DescribedPredicate.describe(
                "primitives", c -> c.getBaseComponentType().isPrimitive());
    }

    @ArchTest
    static final ArchRule electionDecidesOnTheJdkAlone = mayImport("leader.core..", JDK);

    @ArchTest
    static final ArchRule electionKnowsNothingOfTheAutoscaler = noClasses()
            .that()
            .resideInAPackage(ROOT + "leader..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("com.vpsie.autoscaler..").and(not(resideInAPackage(ROOT + "leader.."))));

    @ArchTest
    static final ArchRule election = mayImport("leader..", JDK, PLATFORM, KUBERNETES, JSON);

    @ArchTest
    static final ArchRule coreIsPure = mayImport("core..", JDK);

    /** Time, logs and metrics come in as values; a planner that reads a clock cannot be replayed. */
    @ArchTest
    static final ArchRule pureCodeReadsNoClockAndWritesNoLog = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "core..", ROOT + "leader.core..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.util.logging..", "java.net.http..", "java.io..")
                    .or(name("java.time.Clock")
                            .or(name("java.time.InstantSource"))
                            .or(name("java.lang.Thread"))))
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.ZonedDateTime.class, "now")
            .orShould()
            .callMethod(java.time.OffsetDateTime.class, "now");

    @ArchTest
    static final ArchRule customResources = mayImport("api..", JDK, KUBERNETES, JSON);

    @ArchTest
    static final ArchRule cloud = mayImport(
            "vpsie..", JDK, PLATFORM, JSON, ours("leader.core..", "core..", "config", "metrics"), new String[] {
                "io.github.bucket4j..", "dev.failsafe..", "org.apache.hc.."
            });

    @ArchTest
    static final ArchRule observing = mayImport(
            "observe..",
            JDK,
            PLATFORM,
            KUBERNETES,
            ours("core..", "api..", "config", "metrics", "leader", "leader.core", "vpsie"));

    @ArchTest
    static final ArchRule permissions = mayImport("permission..", JDK, KUBERNETES);

    @ArchTest
    static final ArchRule settings = mayImport("config", JDK, PLATFORM, ours("leader.core..", "core.."));

    @ArchTest
    static final ArchRule metrics = mayImport("metrics..", JDK, PLATFORM, ours("leader.core..", "core.."));

    @ArchTest
    static final ArchRule onlyTheServerAndItsWiringKnowTheActors = noClasses()
            .that(not(resideInAnyPackage(ROOT + "act..", ROOT + "boot..")))
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "act.."));

    @ArchTest
    static final ArchRule onlyTheLauncherAndTheConfigKnowTheLauncher = noClasses()
            .that(not(resideInAPackage(ROOT + "config.launcher..")))
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "config.launcher.."));

    /** Whoever holds the writer can spend money. */
    @ArchTest
    static final ArchRule onlyActBuys = noClasses()
            .that(not(resideInAnyPackage(ROOT + "act..", ROOT + "vpsie..", ROOT + "boot..")))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(VpsieWriter.class);

    @ArchTest
    static final ArchRule onlyTheLauncherEndsTheProcess = noClasses()
            .that(not(name(LauncherMain.class.getName())))
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class);

    @ArchTest
    static final ArchRule nobodySleepsOrDumpsStacks = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");

    @ArchTest
    static final ArchRule logsGoThroughJavaUtilLogging = noClasses()
            .that(not(resideInAPackage(ROOT + "config.launcher..")))
            .and()
            .haveNameNotMatching(".*\\.boot\\.LastWords.*") // prints when java.util.logging has ended
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.slf4j..", "org.apache.commons.logging.."))
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @Test
    void noFileIsTooLongToRead() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<String> tooLong = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > MOST_LINES)
                    .map(file -> file + ": " + lines(file))
                    .toList();

            assertThat(tooLong).as("files over %d lines", MOST_LINES).isEmpty();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
