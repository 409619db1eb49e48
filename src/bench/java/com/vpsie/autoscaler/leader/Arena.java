package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.real.ChosenKubernetes;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import java.util.stream.IntStream;

/** The one API server of a run and what it says. */
record Arena(KubernetesUnderTest api, RequestLog log) implements AutoCloseable {
    private static final int USERS = 110;

    /** Whose token the elector of this number uses, below 110: making one takes a real API server seconds. */
    static String user(int number) {
        if (number >= USERS) {
            throw new IllegalArgumentException("there are users for " + USERS + " electors at a time");
        }
        return "elector-" + number;
    }

    /** The embedded one, or with {@code -Dsandbox.kube=real} a real one of our own. */
    static Arena open() {
        if (ChosenKubernetes.isReal()) {
            RealKubernetes real = ChosenKubernetes.startReal(
                    IntStream.range(0, USERS).mapToObj(Arena::user).toList());
            return new Arena(real, RequestLog.of(real));
        }
        EmbeddedKubernetes embedded = EmbeddedKubernetes.start(0);
        return new Arena(embedded, RequestLog.of(embedded));
    }

    @Override
    public void close() {
        api.close();
    }
}
