package com.vpsie.autoscaler.vpsie;

import com.vpsie.autoscaler.leader.core.Term;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;

/** Sends what costs without asking the term in the last step before the bytes go out. For tests of tests only. */
@Alternative
@Priority(1)
@ApplicationScoped
public class NoBudget {
    @Produces
    @ApplicationScoped
    VpsieWriter writer(
            AccessSource access,
            CallGuard guard,
            AtMostOnceExchange exchange,
            VpsieLimits limits,
            UserAgent userAgent) {
        return new Unasked(new HttpVpsieWriter(access, guard, exchange, limits, Clock.systemUTC(), userAgent.value()));
    }

    private record Unasked(VpsieWriter real) implements VpsieWriter {
        @Override
        public Outcome<AddedNode> addNode(Term term, String clusterId, long groupId) {
            return real.addNode(new Endless(term), clusterId, groupId);
        }

        @Override
        public Outcome<Boolean> createGroup(Term term, String clusterId, String name, long sizeId) {
            return real.createGroup(new Endless(term), clusterId, name, sizeId);
        }

        @Override
        public Outcome<Boolean> deleteNode(Term term, String clusterId, String identifier) {
            return real.deleteNode(new Endless(term), clusterId, identifier);
        }

        @Override
        public Outcome<Boolean> deleteGroup(Term term, String clusterId, long groupId) {
            return real.deleteGroup(new Endless(term), clusterId, groupId);
        }
    }

    private record Endless(Term term) implements Term {
        @Override
        public long token() {
            return term.token();
        }

        @Override
        public String identity() {
            return term.identity();
        }

        @Override
        public Duration remaining() {
            return term.remaining();
        }

        @Override
        public boolean isOpen() {
            return term.isOpen();
        }

        @Override
        public boolean inJeopardy() {
            return term.inJeopardy();
        }

        @Override
        public void requireBudget(Duration toStart) {
            // this is the sabotage
        }

        @Override
        public void ensureFresh() {
            term.ensureFresh();
        }
    }
}
