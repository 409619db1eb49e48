package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.act.WriteRefused.Why;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import com.vpsie.autoscaler.core.decision.Decision;
import com.vpsie.autoscaler.core.groupplan.GroupFacts;
import com.vpsie.autoscaler.core.groupplan.GroupPlanner;
import com.vpsie.autoscaler.core.groupplan.Step;
import com.vpsie.autoscaler.core.intent.Answer;
import com.vpsie.autoscaler.core.intent.Operation;
import com.vpsie.autoscaler.core.reason.GroupReason;
import com.vpsie.autoscaler.leader.core.NotLeaderException;
import com.vpsie.autoscaler.observe.QueueWorkers.Result;
import com.vpsie.autoscaler.vpsie.VpsieException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One pass over a node group: ask the planner, do the step, ask again, until there is nothing to do. Passes over one
 * group never overlap; passes over different groups do. Threading: one thread for each call.
 */
final class GroupPass {
    private static final Logger LOG = Logger.getLogger(GroupPass.class.getName());
    /** No group needs more; a planner that never rests must not hold a thread for ever. */
    private static final int MOST_STEPS = 1_000;

    private static final Duration SOON = Duration.ofMillis(200);

    private final Tools tools;
    private final FactsBuilder facts;
    private final GroupSteps steps;
    private final Purchases purchases;
    private final GroupReport report;

    GroupPass(Tools tools, GroupSteps steps, Purchases purchases) {
        this.tools = tools;
        this.facts = new FactsBuilder(tools);
        this.steps = steps;
        this.purchases = purchases;
        this.report = new GroupReport(tools);
    }

    /** Looks at one group; never throws for what the cloud or the API server answered. */
    Result at(ActingTerm acting, GroupKey key) {
        Optional<NodeGroup> group = tools.sights().group(key);
        if (group.isEmpty()) {
            tools.metrics().forgetNodeGroup(key.namespace(), key.name());
            return new Result.Done();
        }
        if (acting.stopped(group.get().getMetadata().getUid())) {
            return new Result.Done();
        }
        GroupWork work = new GroupWork(acting, key, group.get(), tools);
        try {
            return run(work);
        } catch (WriteRefused e) {
            return refused(work, e);
        } catch (NotLeaderException e) {
            LOG.log(Level.FINE, key + ": " + e.getMessage(), e);
            return acting.term().isOpen() ? new Result.Failed() : new Result.Done();
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.log(Level.SEVERE, key + " has a ledger that breaks its own rules", e);
            tools.announcer().warning(work.group(), GroupReason.LEDGER_INVALID.code(), String.valueOf(e.getMessage()));
            return new Result.Failed();
        }
    }

    private Result run(GroupWork work) {
        settleWhatIsKnown(work);
        GroupPlanner planner = new GroupPlanner(tools.policy().limits());
        for (int i = 0; i < MOST_STEPS; i++) {
            if (!work.acting().term().isOpen()) {
                return new Result.Done();
            }
            GroupFacts now = facts.of(work);
            Step step = planner.next(now);
            if (step instanceof Step.Ignore) {
                return new Result.Done();
            }
            if (step instanceof Step.Rest rest) {
                report.atRest(work, now, rest);
                return rest.until()
                        .<Result>map(until -> new Result.Again(within(Duration.between(now.now(), until))))
                        .orElseGet(() -> new Result.Again(tools.policy().syncPeriod()));
            }
            Optional<Result> end = tools.policy().dryRun() ? onlySay(work, step) : perform(work, now, step);
            if (end.isPresent()) {
                return end.get();
            }
        }
        throw new IllegalStateException("no rest after " + MOST_STEPS + " steps");
    }

    /** An answer that could not be stored when it came is stored before anything else. */
    private void settleWhatIsKnown(GroupWork work) {
        Optional<Operation> open = work.ledger().operation();
        if (open.isPresent()) {
            Optional<Answer> known = work.acting().remembered(work.uid(), open.get());
            known.ifPresent(answer -> purchases.settle(work, open.get(), answer));
        }
    }

    private Optional<Result> perform(GroupWork work, GroupFacts now, Step step) {
        if (step instanceof Step.Seal seal) {
            steps.seal(work, seal);
        } else if (step instanceof Step.Store store) {
            work.store(store.ledger(), store.decision());
            report.said(work, store.decision());
        } else if (step instanceof Step.AddFinalizer) {
            steps.addFinalizer(work);
        } else if (step instanceof Step.Look look) {
            return look(work, now, look);
        } else if (step instanceof Step.UseGroup use) {
            steps.useGroup(work, use);
            report.said(work, use.decision());
        } else if (step instanceof Step.Begin begin) {
            report.said(work, begin.decision());
            return after(work, steps.begin(work, begin));
        } else if (step instanceof Step.Repeat repeat) {
            report.said(work, repeat.decision());
            return after(work, steps.repeat(work, repeat));
        } else {
            return performRest(work, step);
        }
        return Optional.empty();
    }

    private Optional<Result> performRest(GroupWork work, Step step) {
        if (step instanceof Step.Adopt adopt) {
            steps.adopt(work, adopt);
            report.said(work, adopt.decision());
        } else if (step instanceof Step.EnsureChild ensure) {
            steps.ensureChild(work, ensure);
        } else if (step instanceof Step.RemoveChild remove) {
            report.said(work, remove.decision());
            steps.removeChild(work, remove);
        } else if (step instanceof Step.Freeze freeze) {
            steps.freeze(work, freeze);
            report.said(work, freeze.decision());
        } else if (step instanceof Step.Thaw thaw) {
            steps.thaw(work, thaw);
            report.said(work, thaw.decision());
        } else if (step instanceof Step.ReleaseFinalizer) {
            steps.releaseFinalizer(work);
            tools.metrics().forgetNodeGroup(work.key().namespace(), work.key().name());
            return Optional.of(new Result.Done());
        }
        return Optional.empty();
    }

    private Optional<Result> look(GroupWork work, GroupFacts now, Step.Look look) {
        try {
            steps.look(work, look);
            return Optional.empty();
        } catch (VpsieException e) {
            LOG.log(Level.FINE, work.key() + ": cannot read VPSie's lists", e);
            report.atRest(
                    work,
                    now,
                    new Step.Rest(
                            GroupReason.VPSIE_API_ERROR,
                            "cannot read VPSie's lists (" + e.code() + "): " + e.getMessage(),
                            Optional.empty()));
            return Optional.of(new Result.Failed());
        }
    }

    /** After a refusal nothing is asked again at once. */
    private Optional<Result> after(GroupWork work, Purchases.Result result) {
        if (result.problem().isEmpty()) {
            return Optional.empty();
        }
        Purchases.Problem problem = result.problem().get();
        Step.Rest rest = new Step.Rest(Answers.groupReason(problem.code()), problem.message(), Optional.empty());
        report.atRest(work, facts.of(work), rest);
        return Optional.of(problem.retryAfter()
                .<Result>map(wait -> new Result.Again(within(wait)))
                .orElseGet(Result.Failed::new));
    }

    /** What would change nothing but our own books is done in memory; at the first step that would act it ends. */
    private Optional<Result> onlySay(GroupWork work, Step step) {
        if (step instanceof Step.Look look) {
            return look(work, facts.of(work), look);
        }
        if (step instanceof Step.Store store) {
            work.store(store.ledger(), store.decision());
            return Optional.empty();
        }
        if (step instanceof Step.UseGroup use) {
            steps.useGroup(work, use);
            return Optional.empty();
        }
        Decision wouldBe = wouldBe(work, step);
        LOG.info(() -> work.key() + ": dry run, would " + wouldBe.action().code() + ": " + wouldBe.message());
        report.said(work, wouldBe);
        return Optional.of(new Result.Again(tools.policy().syncPeriod()));
    }

    private Decision wouldBe(GroupWork work, Step step) {
        Instant now = tools.clock().now();
        if (step instanceof Step.Begin begin) {
            return begin.decision();
        }
        if (step instanceof Step.Adopt adopt) {
            return adopt.decision();
        }
        if (step instanceof Step.RemoveChild remove) {
            return remove.decision();
        }
        return new Decision(
                now,
                Decision.Action.NONE,
                GroupReason.RECONCILING,
                step.getClass().getSimpleName() + " of " + work.key());
    }

    private Result refused(GroupWork work, WriteRefused e) {
        if (e.why() == Why.STALE || e.why() == Why.EXISTS) {
            LOG.log(Level.FINE, work.key() + " has changed meanwhile", e);
            return new Result.Again(SOON);
        }
        if (e.why() == Why.FENCED) {
            LOG.log(Level.WARNING, work.key() + " is left alone for the rest of this term: " + e.getMessage());
            work.acting().stop(work.uid());
            return new Result.Done();
        }
        LOG.log(Level.WARNING, "a write for " + work.key() + " was refused", e);
        return e.why() == Why.ABSENT ? new Result.Again(SOON) : new Result.Failed();
    }

    private Duration within(Duration wish) {
        Duration positive = wish.isNegative() || wish.isZero() ? SOON : wish;
        return positive.compareTo(tools.policy().syncPeriod()) < 0
                ? positive
                : tools.policy().syncPeriod();
    }
}
