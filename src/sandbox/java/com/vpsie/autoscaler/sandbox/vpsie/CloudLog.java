package com.vpsie.autoscaler.sandbox.vpsie;

import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry.Answer;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Everything that was ever asked of the cloud which costs or destroys, in the order in which it was executed. What the
 * product says of itself is not evidence; this is.
 *
 * <p>Append-only: entries are never removed or changed, but for whether the caller got its answer, which is known only
 * later. Thread-safe; queries return copies.
 */
public final class CloudLog {
    private final List<CloudEntry> entries = new ArrayList<>();

    synchronized long append(CloudEntry entry) {
        entries.add(entry);
        return entry.number();
    }

    synchronized long next() {
        return entries.size();
    }

    synchronized void answered(long number, Answer answer) {
        int index = Math.toIntExact(number);
        entries.set(index, entries.get(index).withAnswer(answer));
    }

    /** All of it, oldest first. */
    public synchronized List<CloudEntry> entries() {
        return List.copyOf(entries);
    }

    /** The entries that meet a condition, oldest first. */
    public List<CloudEntry> where(Predicate<CloudEntry> condition) {
        return entries().stream().filter(condition).toList();
    }

    /** Every request of a kind, executed or not: what a client really sent. */
    public List<CloudEntry> requests(Operation operation) {
        return where(entry -> entry.operation() == operation);
    }

    /** Purchases that were executed in groups of this name. */
    public List<CloudEntry> bought(String groupName) {
        return executed(Operation.ADD_NODE, groupName);
    }

    /** Purchases that were executed. */
    public List<CloudEntry> bought() {
        return where(entry -> entry.operation() == Operation.ADD_NODE && entry.executed());
    }

    /** Deletions of machines that were executed in groups of this name; a repeated one does not count. */
    public List<CloudEntry> deleted(String groupName) {
        return executed(Operation.DELETE_NODE, groupName);
    }

    /** Creations of groups of this name that were executed. */
    public List<CloudEntry> createdGroups(String groupName) {
        return executed(Operation.CREATE_GROUP, groupName);
    }

    /** Requests no client may ever make: {@code reduce}, and the deletion of a master. */
    public List<CloudEntry> forbidden() {
        return where(entry -> entry.effect() == Effect.FORBIDDEN);
    }

    /** Executed requests whose caller was told nothing, or something else. */
    public List<CloudEntry> unanswered() {
        return where(entry -> entry.executed() && (entry.answer() == Answer.LOST || entry.answer() == Answer.BENT));
    }

    /** Machines ever bought, oldest first. */
    public List<Lifetime> lifetimes() {
        Map<String, Lifetime> byIdentifier = new LinkedHashMap<>();
        for (CloudEntry entry : where(CloudEntry::executed)) {
            if (entry.operation() == Operation.ADD_NODE) {
                byIdentifier.put(entry.identifier(), born(entry));
            } else if (entry.operation() == Operation.DELETE_NODE) {
                byIdentifier.computeIfPresent(entry.identifier(), (identifier, life) -> ended(life, entry));
            }
        }
        return List.copyOf(byIdentifier.values());
    }

    /** The lives of machines bought in groups of this name. */
    public List<Lifetime> intervals(String groupName) {
        return lifetimes().stream()
                .filter(life -> life.groupName().equals(groupName))
                .toList();
    }

    /** Machines of groups of this name that were bought and not told to go. */
    public List<Lifetime> living(String groupName) {
        return intervals(groupName).stream()
                .filter(life -> life.deletedAt().isEmpty())
                .toList();
    }

    /** What all machines have cost until {@code now}. */
    public Invoice invoice(Instant now) {
        return Invoice.of(lifetimes(), now);
    }

    private List<CloudEntry> executed(Operation operation, String groupName) {
        return where(entry -> entry.operation() == operation
                && entry.effect() == Effect.EXECUTED
                && entry.groupName().equals(groupName));
    }

    private static Lifetime born(CloudEntry entry) {
        return new Lifetime(
                entry.identifier(),
                entry.groupId().orElseThrow(),
                entry.groupName(),
                entry.size().orElseThrow(),
                entry.caller(),
                entry.at(),
                Optional.empty(),
                Optional.empty());
    }

    private static Lifetime ended(Lifetime life, CloudEntry deletion) {
        return new Lifetime(
                life.identifier(),
                life.groupId(),
                life.groupName(),
                life.size(),
                life.boughtBy(),
                life.boughtAt(),
                Optional.of(deletion.at()),
                Optional.of(deletion.settledAt()));
    }
}
