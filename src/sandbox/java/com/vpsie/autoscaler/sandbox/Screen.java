package com.vpsie.autoscaler.sandbox;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Writes progress lines, and below them the table: repainted in place on a terminal, as lines of changes elsewhere.
 * Writes to the file descriptor itself, since Maven's own stream may throw while the JVM shuts down. Thread-safe.
 */
final class Screen {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String UP = "\u001b[%dA\r";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final boolean terminal;
    private List<String> painted = List.of();
    private Optional<SandboxView> shown = Optional.empty();

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Standard output, as a terminal if it is one. */
    static Screen standardOutput() {
        FileOutputStream descriptor = new FileOutputStream(FileDescriptor.out);
        return new Screen(new PrintStream(descriptor, true, StandardCharsets.UTF_8), isTerminal());
    }

    private static boolean isTerminal() {
        try {
            return new ProcessBuilder("sh", "-c", "[ -t 1 ]")
                            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One line with the time, above the table. */
    synchronized void say(String line) {
        unpaint();
        out.println(LocalTime.now().format(TIME) + "  " + line);
        repaint();
    }

    /** Lines without the time. */
    synchronized void print(List<String> lines) {
        unpaint();
        lines.forEach(out::println);
        repaint();
    }

    /** Shows the table as it is now. */
    synchronized void show(SandboxView view) {
        if (terminal) {
            unpaint();
            painted = TableRenderer.render(view);
            repaint();
        } else {
            TableRenderer.changes(shown, view).forEach(this::say);
        }
        shown = Optional.of(view);
    }

    /** Leaves the table where it is; what follows is written below it. */
    synchronized void leave() {
        painted = List.of();
    }

    private void unpaint() {
        if (!painted.isEmpty()) {
            out.printf(UP, painted.size());
            out.print(CLEAR_BELOW);
        }
    }

    private void repaint() {
        if (!painted.isEmpty()) {
            out.print(NO_WRAP);
            painted.forEach(out::println);
            out.print(WRAP);
        }
        out.flush();
    }
}
