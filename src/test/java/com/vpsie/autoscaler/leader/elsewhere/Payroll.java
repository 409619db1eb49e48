package com.vpsie.autoscaler.leader.elsewhere;

import com.vpsie.autoscaler.leader.LeadershipAcquired;
import com.vpsie.autoscaler.leader.LeadershipLost;
import com.vpsie.autoscaler.leader.core.NotLeaderException;
import com.vpsie.autoscaler.leader.core.Term;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pays wages, one after the other, on the replica that leads and on no other. It begins when a term begins, and its Lost
 * observer returns only when its work has come to rest: then, and not before, the Lease is given back.
 */
@ApplicationScoped
class Payroll {
    private static final long PERIOD_MILLIS = 10;
    private static final long REST_SECONDS = 10;

    private final ManagedScheduledExecutorService executor;
    private final PayrollBook book;
    private @Nullable Future<?> work;

    @Inject
    Payroll(ManagedScheduledExecutorService executor, PayrollBook book) {
        this.executor = executor;
        this.book = book;
    }

    void acquired(@Observes LeadershipAcquired event) {
        Term term = event.term();
        book.seal(term.token());
        work = executor.scheduleWithFixedDelay(() -> payNext(term), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void payNext(Term term) {
        try {
            term.requireBudget(); // in the last step before the money goes, however late this thread is
            book.pay(term.token());
        } catch (NotLeaderException over) {
            // nothing was sent; the Lost event is on its way
        }
    }

    void lost(@Observes LeadershipLost event) throws InterruptedException {
        Future<?> running = work;
        if (running != null) {
            running.cancel(false);
            try {
                running.get(REST_SECONDS, TimeUnit.SECONDS);
            } catch (CancellationException rests) {
                // as asked
            } catch (ExecutionException | java.util.concurrent.TimeoutException still) {
                throw new IllegalStateException("the payroll does not come to rest", still);
            }
        }
    }
}
