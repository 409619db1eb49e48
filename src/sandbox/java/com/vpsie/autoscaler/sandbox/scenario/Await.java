package com.vpsie.autoscaler.sandbox.scenario;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for a condition, with a deadline. */
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(25);

    private Await() {}

    /** A question that may wait itself. */
    @FunctionalInterface
    public interface Question<T> {
        /** @throws Exception which ends the wait */
        Optional<T> ask() throws Exception;
    }

    /**
     * Asks every 25 ms until there is an answer.
     *
     * @param what completes "waited 30 s for …"
     * @param instead says what was there when time is up
     * @throws StepFailed when the deadline has passed
     */
    public static <T> T answer(Duration deadline, String what, Supplier<String> instead, Question<T> question)
            throws Exception {
        return answer(deadline, PAUSE, what, instead, question);
    }

    /** The same, asking less often: for questions that cost something. */
    public static <T> T answer(
            Duration deadline, Duration pause, String what, Supplier<String> instead, Question<T> question)
            throws Exception {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            Optional<T> answer = question.ask();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new StepFailed(
                        "waited " + deadline.toSeconds() + " s for " + what + "; there is: " + instead.get());
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
    }
}
