package com.vpsie.autoscaler.it.faults;

import com.vpsie.autoscaler.sandbox.kube.TcpProxy;
import com.vpsie.autoscaler.sandbox.kube.TcpProxy.Mode;
import com.vpsie.autoscaler.sandbox.vpsie.Fault;
import java.time.Duration;

/** What happens to a replica's connections. Stateless. */
final class NetworkFaults {
    private static final Duration LASTS = Bounds.LEASE.multipliedBy(2);
    private static final Duration LATENCY = Duration.ofSeconds(20);
    private static final Duration LATE = Duration.ofSeconds(1);

    private NetworkFaults() {}

    /** The proxy holds bytes back, for some time longer than it takes another replica to lead. */
    static void held(Episode episode, Mode mode) throws Exception {
        TcpProxy proxy = episode.victim().api();
        episode.strike();
        proxy.mode(mode);
        try {
            episode.awaitOutcome();
            episode.lasts(LASTS);
        } finally {
            proxy.mode(Mode.PASS);
        }
    }

    /** What was sent within this time arrives 20 s later, and long after somebody else leads. */
    static void late(Episode episode) throws Exception {
        TcpProxy proxy = episode.victim().api();
        episode.strike();
        proxy.latency(LATENCY);
        try {
            episode.awaitOutcome();
            episode.lasts(LASTS);
        } finally {
            proxy.latency(Duration.ZERO);
        }
    }

    /** Every open connection, once. */
    static void reset(Episode episode) throws Exception {
        episode.strike();
        episode.victim().api().reset();
        episode.awaitOutcome();
        episode.lasts(Bounds.LEASE);
    }

    /** Every open connection and every new one for some time. */
    static void cutOff(Episode episode) throws Exception {
        TcpProxy proxy = episode.victim().api();
        episode.strike();
        proxy.refuse(true);
        proxy.reset();
        try {
            episode.awaitOutcome();
            episode.lasts(LASTS);
        } finally {
            proxy.refuse(false);
        }
    }

    /** The one to VPSie, with a purchase under way that was carried out, or will be. */
    static void resetPaying(Episode episode) throws Exception {
        episode.beginPurchase(episode.random().nextBoolean() ? Fault.slowAnswer(LATE) : Fault.delay(LATE));
        episode.strike();
        episode.victim().cloud().reset();
        episode.awaitOutcome();
        episode.lasts(Bounds.LEASE);
    }
}
