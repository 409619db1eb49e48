package com.vpsie.autoscaler.boot;

import com.vpsie.autoscaler.leader.LeadershipAcquired;
import com.vpsie.autoscaler.leader.core.Term;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.time.Duration;

/** Begins to act as soon as the application is up, whoever leads. For tests of tests only. */
@ApplicationScoped
public class FollowerActs {
    void onStart(@Observes Startup up, Event<LeadershipAcquired> acquired) {
        acquired.fire(new LeadershipAcquired(new Usurped()));
    }

    private record Usurped() implements Term {
        @Override
        public long token() {
            return 1;
        }

        @Override
        public String identity() {
            return "usurper";
        }

        @Override
        public Duration remaining() {
            return Duration.ofDays(1);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean inJeopardy() {
            return false;
        }

        @Override
        public void requireBudget(Duration toStart) {
            // always granted
        }

        @Override
        public void ensureFresh() {
            // nothing to renew
        }
    }
}
