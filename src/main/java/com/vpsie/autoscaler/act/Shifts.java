package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.leader.core.Term;
import com.vpsie.autoscaler.observe.ClusterEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Begins the work of terms. Stateless. */
@ApplicationScoped
public class Shifts {
    private final Workshop workshop;
    private final ClusterEvents events;

    /** For the client proxy only, which never uses its fields. */
    @SuppressWarnings("NullAway")
    protected Shifts() {
        workshop = null;
        events = null;
    }

    @Inject
    Shifts(Workshop workshop, ClusterEvents events) {
        this.workshop = workshop;
        this.events = events;
    }

    /** Starts the loops for a term; they are woken by what changes from now on. Returns at once. */
    public Shift begin(Term term, List<TermLoop> loops) {
        return Shift.begin(workshop.acting(term), loops, events);
    }
}
