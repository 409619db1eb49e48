package com.vpsie.autoscaler.boot;

import com.vpsie.autoscaler.act.NodeLoop;
import com.vpsie.autoscaler.act.ScaleLoop;
import com.vpsie.autoscaler.act.Shift;
import com.vpsie.autoscaler.act.Shifts;
import com.vpsie.autoscaler.act.TermLoop;
import com.vpsie.autoscaler.leader.LeadershipAcquired;
import com.vpsie.autoscaler.leader.LeadershipLost;
import com.vpsie.autoscaler.metrics.AutoscalerMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Every loop of the application and what it needs.
 *
 * <table>
 * <caption>Loops</caption>
 * <tr><th>loop</th><th>leadership</th><th>caches</th></tr>
 * <tr><td>{@code Informers}, {@code SecretWatch}</td><td>no, every replica keeps them warm</td><td>-</td></tr>
 * <tr><td>{@code LeaderElector}</td><td>-</td><td>none</td></tr>
 * <tr><td>{@link ScaleLoop}</td><td>yes</td><td>NodeGroups, VPSieNodes; one consistent list of both a term</td></tr>
 * <tr><td>{@link NodeLoop}</td><td>yes</td><td>NodeGroups, VPSieNodes, Nodes; only groups that the term has sealed</td></tr>
 * </table>
 *
 * <p>The observer of the loss returns only when nothing of the term runs any more, since the Lease is released after it.
 * Events come one after the other on one thread.
 */
@ApplicationScoped
public class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class.getName());
    /** Longer than any exchange with VPSie with its queueing; the election gives up waiting before. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(60);

    private final Shifts shifts;
    private final List<TermLoop> loops;
    private final AutoscalerMetrics metrics;
    private Optional<Shift> shift = Optional.empty();

    /** For the client proxy only, which never uses its fields. */
    @SuppressWarnings("NullAway")
    protected Wiring() {
        shifts = null;
        loops = List.of();
        metrics = null;
    }

    /** The loops that work while this replica leads. */
    @Inject
    public Wiring(Shifts shifts, ScaleLoop scaleLoop, NodeLoop nodeLoop, AutoscalerMetrics metrics) {
        this.shifts = shifts;
        this.loops = List.of(scaleLoop, nodeLoop);
        this.metrics = metrics;
    }

    void onAcquired(@Observes LeadershipAcquired acquired) {
        LOG.info(() -> "acting in term " + acquired.term().token());
        shift = Optional.of(shifts.begin(acquired.term(), loops));
    }

    void onLost(@Observes LeadershipLost lost) throws InterruptedException {
        boolean idle = shift.isEmpty() || shift.get().end(LONGEST_DRAIN);
        shift = Optional.empty();
        metrics.forgetEverythingOfLeader();
        if (idle) {
            LOG.info(() -> "stopped acting in term " + lost.term().token() + ": " + lost.reason());
        } else {
            LOG.log(
                    Level.SEVERE,
                    "work of term {0} is still running",
                    lost.term().token());
        }
    }
}
