package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.core.intent.Answer;
import com.vpsie.autoscaler.core.intent.Operation;
import com.vpsie.autoscaler.core.intent.Sighting;
import com.vpsie.autoscaler.leader.core.Term;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A term and what acting remembers within it: nothing of this outlives the term, nothing of it is needed by the next one.
 * Thread-safe.
 */
public final class ActingTerm {
    private record Known(String opId, int attempt, Answer answer) {}

    private final Term term;
    private final ConsistentStart start;
    private final String sealedBy = UUID.randomUUID().toString();
    private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();
    private final Map<String, Known> answers = new ConcurrentHashMap<>();
    private final Set<String> sealed = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicInteger creations = new AtomicInteger();

    ActingTerm(Term term, ConsistentStart start) {
        this.term = term;
        this.start = start;
    }

    /** Blocks until the caches are as new as the beginning of the term. */
    void awaitStart() {
        start.ensure();
    }

    Term term() {
        return term;
    }

    long token() {
        return term.token();
    }

    /** Random, so that the seals of two terms with an equal token are still two versions. */
    String sealedBy() {
        return sealedBy;
    }

    /** First sight of the operation's current attempt, which is now if it was not seen before. */
    Sighting sight(String groupUid, Operation operation, Duration monotonicNow) {
        return sightings.compute(
                groupUid,
                (uid, seen) -> seen != null && seen.covers(operation) ? seen : Sighting.of(operation, monotonicNow));
    }

    /** The request may have been on its way until now: the wait begins anew. */
    void restartSight(String groupUid, Operation operation, Duration monotonicNow) {
        sightings.put(groupUid, Sighting.of(operation, monotonicNow));
    }

    /** An answer must not be forgotten only because it cannot be stored now. */
    void remember(String groupUid, Operation operation, Answer answer) {
        answers.put(groupUid, new Known(operation.id(), operation.attempts(), answer));
    }

    /** The answer to the operation's current attempt, if this process got one. */
    Optional<Answer> remembered(String groupUid, Operation operation) {
        Known known = answers.get(groupUid);
        return known != null && known.opId().equals(operation.id()) && known.attempt() == operation.attempts()
                ? Optional.of(known.answer())
                : Optional.empty();
    }

    void forget(String groupUid) {
        answers.remove(groupUid);
    }

    /** This term's seal has been on the group. */
    void sealed(String groupUid) {
        sealed.add(groupUid);
    }

    boolean hasSealed(String groupUid) {
        return sealed.contains(groupUid);
    }

    /** This group's seal was refused: it is left alone for the rest of the term. */
    void stop(String groupUid) {
        refused.add(groupUid);
    }

    boolean stopped(String groupUid) {
        return refused.contains(groupUid);
    }

    /** Counts a purchase that is about to be made. */
    void countCreation() {
        creations.incrementAndGet();
    }

    int creations() {
        return creations.get();
    }
}
