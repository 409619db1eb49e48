package com.vpsie.autoscaler.sandbox.kube;

import com.vpsie.autoscaler.sandbox.kube.Fault.Action;
import com.vpsie.autoscaler.sandbox.kube.Fault.AppliedButStatus;
import com.vpsie.autoscaler.sandbox.kube.Fault.HeavyTail;
import com.vpsie.autoscaler.sandbox.kube.Fault.Latency;
import com.vpsie.autoscaler.sandbox.kube.Fault.SlowAnswer;
import com.vpsie.autoscaler.sandbox.kube.Fault.Status;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What faults do to one request. Of the request's thread.
 *
 * @param faults in the order they were added: delays, and at most one that is none
 */
record Mishap(List<Faults.Active> faults) {
    /** The connection must be ended by a reset. */
    static final class ConnectionReset extends IOException {
        private static final long serialVersionUID = 1;

        ConnectionReset(String why) {
            super(why);
        }
    }

    /**
     * What happens before the request is carried out.
     *
     * @return the answer in place of carrying it out
     */
    Optional<Answer> before() throws IOException, InterruptedException {
        for (Faults.Active one : faults) {
            Action action = one.fault().action();
            if (action instanceof Latency latency) {
                one.pause(latency.time());
            } else if (action instanceof HeavyTail tail) {
                one.pause(tail.draw(ThreadLocalRandom.current().nextDouble()));
            }
        }
        Optional<Faults.Active> other = other();
        if (other.isEmpty()) {
            return Optional.empty();
        }
        Action action = other.get().fault().action();
        if (action instanceof Fault.Hang) {
            other.get().hang();
            throw new ConnectionReset("hung until the fault was removed");
        } else if (action instanceof Fault.Reset || action instanceof Fault.Down) {
            throw new ConnectionReset("reset on command");
        } else if (action instanceof Status status) {
            return Optional.of(refusal(status.code(), status.retryAfter()));
        }
        return Optional.empty();
    }

    /**
     * What happens after it, before the answer leaves.
     *
     * @return the answer to be sent
     */
    Answer after(Answer answer) throws IOException, InterruptedException {
        for (Faults.Active one : faults) {
            if (one.fault().action() instanceof SlowAnswer slow) {
                one.pause(slow.time());
            }
        }
        Optional<Action> other = other().map(one -> one.fault().action());
        if (other.isPresent() && other.get() instanceof Fault.AnswerLost) {
            throw new ConnectionReset("answer lost on command");
        }
        if (other.isPresent() && other.get() instanceof AppliedButStatus status) {
            return refusal(status.code(), Optional.empty());
        }
        return answer;
    }

    private Optional<Faults.Active> other() {
        return faults.stream()
                .filter(one -> !(one.fault().action() instanceof Fault.Delay))
                .findFirst();
    }

    private static Answer refusal(int code, Optional<Duration> retryAfter) {
        Answer answer = Answer.of(ApiException.of(code, Fault.reasonOf(code), "on command"));
        retryAfter.ifPresent(wait -> answer.body().withObject("/details").put("retryAfterSeconds", wait.toSeconds()));
        return answer;
    }

    /** For {@code Retry-After}, where one is wanted. */
    Optional<Duration> retryAfter() {
        return other().map(one -> one.fault().action())
                .filter(Status.class::isInstance)
                .flatMap(action -> ((Status) action).retryAfter());
    }

    /** For the log: empty when nothing happens. */
    String name() {
        return other().or(() -> faults.stream().findFirst())
                .map(one -> one.fault().action().getClass().getSimpleName())
                .orElse("");
    }
}
