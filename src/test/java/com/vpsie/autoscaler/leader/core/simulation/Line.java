package com.vpsie.autoscaler.leader.core.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The way of one process to the API and to the cloud, with all that is wrong with it now. Requests and answers find
 * their own way, each with its own delay.
 */
final class Line {
    private static final long FASTEST = VirtualTime.MILLI;
    private static final long USUAL = 8 * VirtualTime.MILLI;
    private static final long GHOST = 25 * VirtualTime.SECOND;

    /** The longest way when nothing is wrong. */
    static final long SLOWEST_WHEN_WELL = FASTEST + USUAL;

    /**
     * What is wrong. All but the code and the delay are probabilities of each exchange.
     *
     * @param lost before it was carried out
     * @param unanswered after it was carried out
     * @param ghost carried out long after
     * @param twice carried out twice
     * @param refused answered without being carried out
     * @param code status of a refusal, or {@link #UNREADABLE}
     * @param slow at most this much more on each way, in nanoseconds
     */
    record Trouble(double lost, double unanswered, double ghost, double twice, double refused, int code, long slow) {
        static final int UNREADABLE = 0;
        static final Trouble CUT_OFF = new Trouble(1, 0, 0, 0, 0, 0, 0);
        static final Trouble DEAF = new Trouble(0, 1, 0, 0, 0, 0, 0);

        static Trouble lossy(double probability) {
            return new Trouble(probability, probability, 0, 0, 0, 0, 0);
        }

        static Trouble ghosts(double probability) {
            return new Trouble(0, 0, probability, 0, 0, 0, 0);
        }

        static Trouble twice(double probability) {
            return new Trouble(0, 0, 0, probability, 0, 0, 0);
        }

        static Trouble refused(double probability, int code) {
            return new Trouble(0, 0, 0, 0, probability, code, 0);
        }

        static Trouble slow(long nanos) {
            return new Trouble(0, 0, 0, 0, 0, 0, nanos);
        }
    }

    /** A request and what becomes of it. */
    interface Exchange<T> {
        /** At the server. */
        T carryOut();

        /** The server, or something before it, answers this instead. */
        T refusal(int code);

        /** Back at the client. */
        void answered(T answer);
    }

    private final VirtualTime time;
    private final SplittableRandom random;
    private final List<Trouble> troubles = new ArrayList<>();
    private boolean heavyTails = true;

    Line(VirtualTime time, SplittableRandom random) {
        this.time = time;
        this.random = random;
    }

    void begin(Trouble trouble) {
        troubles.add(trouble);
    }

    void end(Trouble trouble) {
        troubles.remove(trouble);
    }

    /** Nothing is wrong any more. */
    void mend() {
        troubles.clear();
        heavyTails = false;
    }

    /** Nothing comes back. */
    boolean isDead() {
        for (Trouble trouble : troubles) {
            if (trouble.lost() >= 1 || trouble.unanswered() >= 1) {
                return true;
            }
        }
        return false;
    }

    <T> void exchange(Exchange<T> exchange) {
        if (happens(Trouble::lost)) {
            return;
        }
        Optional<Trouble> refusing =
                troubles.stream().filter(t -> t.refused() > 0).findFirst();
        if (refusing.isPresent() && random.nextDouble() < refusing.get().refused()) {
            int code = refusing.get().code();
            time.after(way() + way(), () -> back(() -> exchange.answered(exchange.refusal(code))));
            return;
        }
        boolean unanswered = happens(Trouble::unanswered);
        if (happens(Trouble::twice)) {
            time.after(way() + random.nextLong(GHOST / 10), exchange::carryOut);
        }
        long there = happens(Trouble::ghost) ? random.nextLong(GHOST) : way();
        time.after(there, () -> {
            T answer = exchange.carryOut();
            if (!unanswered) {
                time.after(way(), () -> back(() -> exchange.answered(answer)));
            }
        });
    }

    /** An answer on its way when the line is cut is lost with it. */
    private void back(Runnable delivery) {
        if (!isDead()) {
            delivery.run();
        }
    }

    /** {@link #exchange} of something that nobody refuses. */
    <T> void call(Supplier<T> carryOut, Consumer<Optional<T>> answered) {
        exchange(new Exchange<Optional<T>>() {
            @Override
            public Optional<T> carryOut() {
                return Optional.of(carryOut.get());
            }

            @Override
            public Optional<T> refusal(int code) {
                return Optional.empty();
            }

            @Override
            public void answered(Optional<T> answer) {
                answered.accept(answer);
            }
        });
    }

    private interface Probability {
        double of(Trouble trouble);
    }

    private boolean happens(Probability probability) {
        for (Trouble trouble : troubles) {
            double p = probability.of(trouble);
            if (p > 0 && random.nextDouble() < p) {
                return true;
            }
        }
        return false;
    }

    /** One way: mostly a few milliseconds, now and then a hundred times as much, and what troubles add. */
    long way() {
        long usual = FASTEST + random.nextLong(USUAL);
        long slow = 0;
        for (Trouble trouble : troubles) {
            slow = Math.max(slow, trouble.slow());
        }
        long more = slow > 0 ? random.nextLong(slow) : 0;
        return (heavyTails && random.nextInt(50) == 0 ? usual * 100 : usual) + more;
    }
}
