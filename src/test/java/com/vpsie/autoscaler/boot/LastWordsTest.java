package com.vpsie.autoscaler.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While the JVM ends all handlers are taken away, and it prints in their place. */
class LastWordsTest {
    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Logger root = Logger.getAnonymousLogger();
    private final Handler usual = new ConsoleHandler();
    private final LastWords.Printer printer = new LastWords.Printer(root, Level.INFO);

    @BeforeEach
    void start() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        root.setUseParentHandlers(false);
        usual.setLevel(Level.OFF);
        root.addHandler(usual);
        printer.join();
    }

    @AfterEach
    void stop() {
        System.setOut(console);
    }

    private static LogRecord record(Level level) {
        LogRecord record = new LogRecord(level, "stopped acting in term {0}");
        record.setParameters(new Object[] {7});
        record.setLoggerName("boot.Wiring");
        record.setInstant(Instant.parse("2026-03-01T10:00:00.123456Z"));
        record.setThrown(new IllegalStateException("too late"));
        return record;
    }

    /** As the shutdown hook of {@link java.util.logging.LogManager} does it. */
    private void reset() {
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
            handler.close();
        }
    }

    @Test
    void isSilentBesideAnother() {
        root.log(record(Level.INFO));

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void printsOneLineWhenTheOthersAreGone() {
        reset();

        root.log(record(Level.INFO));
        root.log(record(Level.FINE));

        assertThat(printed.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo("2026-03-01T10:00:00.123Z boot.Wiring INFO stopped acting in term 7: "
                        + "java.lang.IllegalStateException: too late");
    }

    @Test
    void staysAwayWhenOnlyTheApplicationEnds() {
        printer.leave();
        reset();

        root.log(record(Level.INFO));

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(root.getHandlers()).isEmpty();
    }
}
