package com.vpsie.autoscaler.it.stage;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A safeguard that the servers of a {@link Stage} go without, so that it can be seen that tests notice. Each is a bean
 * of {@code src/sabotage/java}, which no WAR holds; it is laid beside the classes of the application that a stage has
 * copied for its own servers. Asked for with {@code -Dit.sabotage}, of servers that run as processes.
 */
public enum Sabotage {
    /** The term is not asked in the last step before a request that costs. */
    BUDGET("vpsie/NoBudget"),
    /** Machines are deleted with pods on them. */
    DRAIN("act/NoDrain", "act/Altered"),
    /** What is about to be bought is not written down first. */
    INTENT("act/NoIntent", "act/Altered"),
    /** Everybody acts from the start. */
    FOLLOWER_ACTS("boot/FollowerActs");

    private static final String PROPERTY = "it.sabotage";
    private static final Path PRODUCT = Path.of("com", "vpsie", "autoscaler");

    private final List<String> classes;

    Sabotage(String... classes) {
        this.classes = List.of(classes);
    }

    /** As on the command line. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What {@code -Dit.sabotage} asks for; empty without.
     *
     * @throws IllegalArgumentException for a word that is none of them
     */
    public static Optional<Sabotage> asked() {
        return of(System.getProperty(PROPERTY, ""));
    }

    static Optional<Sabotage> of(String word) {
        if (word.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(one -> one.code().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("-D" + PROPERTY + "=" + word + ": must be one of "
                        + Arrays.stream(values()).map(Sabotage::code).collect(Collectors.joining(", ")))));
    }

    /** The compiled files, by their place in an application. */
    public List<Path> files() throws IOException {
        Path tests = compiledTests();
        try (Stream<Path> all = Files.walk(tests.resolve(PRODUCT))) {
            return all.map(tests::relativize).filter(this::isPart).sorted().toList();
        }
    }

    private boolean isPart(Path file) {
        String place = PRODUCT.relativize(file).toString();
        return classes.stream().anyMatch(one -> place.equals(one + ".class") || place.startsWith(one + "$"));
    }

    /** Adds itself to an application that is not packed. */
    void into(Path classesDirectory) throws IOException {
        for (Path file : files()) {
            Files.copy(compiledTests().resolve(file), classesDirectory.resolve(file));
        }
    }

    private static Path compiledTests() {
        try {
            return Path.of(Sabotage.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
