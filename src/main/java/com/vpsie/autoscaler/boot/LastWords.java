package com.vpsie.autoscaler.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Keeps the application's log going while a signal ends the JVM. {@code java.util.logging} takes all handlers away in a
 * shutdown hook of its own, beside those in which the election gives the Lease back and Liberty stops: what became of
 * the term would be said to nobody. Liberty still takes what is printed, and gives it the console's format.
 */
@ApplicationScoped
public class LastWords {
    private volatile Optional<Printer> printer = Optional.empty();

    void onStart(@Observes @Initialized(ApplicationScoped.class) Object application) {
        Printer mine = new Printer(Logger.getLogger(""), levelOf(Logger.getLogger(LastWords.class.getPackageName())));
        mine.join();
        printer = Optional.of(mine);
    }

    /** Levels are reset as well, so the one in force is remembered. */
    private static Level levelOf(Logger logger) {
        for (Logger above = logger; above != null; above = above.getParent()) {
            if (above.getLevel() != null) {
                return above.getLevel();
            }
        }
        return Level.INFO;
    }

    /** Where only the application ends nothing of it may stay. */
    void onStop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) {
        if (!jvmIsEnding()) {
            printer.ifPresent(Printer::leave);
        }
    }

    /** Hooks are refused from the moment they run. */
    private static boolean jvmIsEnding() {
        Thread probe = new Thread("probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }

    /** Prints what no other handler is left for, and comes back when it is taken away with the others. Thread-safe. */
    static final class Printer extends Handler {
        private final Logger root;
        private volatile boolean left;

        Printer(Logger root, Level least) {
            this.root = root;
            setLevel(least);
        }

        void join() {
            root.addHandler(this);
        }

        void leave() {
            left = true;
            root.removeHandler(this);
        }

        @Override
        public void publish(LogRecord record) {
            if (isLoggable(record) && root.getHandlers().length == 1) {
                System.out.println(line(record));
            }
        }

        private static String line(LogRecord record) {
            String text = new SimpleFormatter().formatMessage(record);
            String thrown = record.getThrown() == null ? "" : ": " + record.getThrown();
            return record.getInstant().truncatedTo(ChronoUnit.MILLIS) + " " + record.getLoggerName() + " "
                    + record.getLevel() + " " + text + thrown;
        }

        @Override
        public void flush() {
            // printed at once
        }

        /** Called after it has been taken away. */
        @Override
        public void close() {
            if (!left) {
                join();
            }
        }
    }
}
