package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.Condition;
import com.vpsie.autoscaler.api.v1alpha1.Names;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes lists of conditions: the transition time moves only with the status, and nothing moves when nothing changes. */
final class Conditions {
    /** What a condition says. */
    record Saying(String type, boolean holds, String reason, String message, long generation) {}

    private Conditions() {}

    static List<Condition> with(List<Condition> before, List<Saying> sayings, Instant now) {
        List<Condition> after = new ArrayList<>(before);
        for (Saying saying : sayings) {
            Optional<Condition> old = before.stream()
                    .filter(condition -> condition.getType().equals(saying.type()))
                    .findFirst();
            Condition next = condition(saying, old, now);
            if (old.isPresent()) {
                after.set(after.indexOf(old.get()), next);
            } else {
                after.add(next);
            }
        }
        return after;
    }

    private static Condition condition(Saying saying, Optional<Condition> old, Instant now) {
        String status = saying.holds() ? "True" : "False";
        boolean sameStatus =
                old.map(condition -> condition.getStatus().equals(status)).orElse(false);
        if (sameStatus
                && saying.reason().equals(old.get().getReason())
                && saying.message().equals(ChildCodec.text(old.get().getMessage()))
                && Long.valueOf(saying.generation()).equals(old.get().getObservedGeneration())) {
            return old.get();
        }
        Condition next = new Condition();
        next.setType(saying.type());
        next.setStatus(status);
        next.setReason(saying.reason());
        next.setMessage(saying.message());
        next.setObservedGeneration(saying.generation());
        String since = sameStatus ? old.get().getLastTransitionTime() : null;
        next.setLastTransitionTime(since == null ? Names.time(now) : since);
        next.setLastUpdateTime(Names.time(now));
        return next;
    }
}
