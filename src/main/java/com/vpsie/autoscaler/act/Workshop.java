package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.leader.core.Term;
import com.vpsie.autoscaler.vpsie.VpsieReader;
import com.vpsie.autoscaler.vpsie.VpsieWriter;
import java.util.UUID;
import java.util.function.Supplier;

/** Puts the passes together; the loops of a process share one. Thread-safe. */
final class Workshop {
    private final Tools tools;
    private final VpsieWriter writer;
    private final CloudLooks looks;
    private final Supplier<UUID> ids;

    Workshop(Tools tools, VpsieWriter writer, VpsieReader reader, Supplier<UUID> ids) {
        this.tools = tools;
        this.writer = writer;
        this.looks = new CloudLooks(reader, tools.clock());
        this.ids = ids;
    }

    Tools tools() {
        return tools;
    }

    /** A term to act in. */
    ActingTerm acting(Term term) {
        return new ActingTerm(term, new ConsistentStart(tools.objects(), tools.sights()));
    }

    GroupPass groupPass() {
        Children children = new Children(tools);
        Purchases purchases = new Purchases(tools, children, writer, looks);
        return new GroupPass(tools, new GroupSteps(tools, looks, children, purchases, ids), purchases);
    }

    /** What it remembers of removals is one term's. */
    NodePass nodePass() {
        Children children = new Children(tools);
        return new NodePass(
                tools,
                new NodeLife(tools, looks, children, new NodeLabels(tools)),
                new NodeRemoval(tools, children, new Drainer(tools), new MachineEnd(tools, children, writer, looks)));
    }
}
