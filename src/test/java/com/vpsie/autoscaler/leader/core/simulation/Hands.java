package com.vpsie.autoscaler.leader.core.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;

/** What people and others do to the Lease, the group and the store. */
final class Hands {
    private static final int SHORT = 1;
    private static final int LONG = (int) (ALeaderIsFoundInTime.LONGEST_FOREIGN / VirtualTime.SECOND);

    private final World world;

    Hands(World world) {
        this.world = world;
    }

    void touch(Fault fault) {
        switch (fault.kind()) {
            case ANNOTATED -> world.kube.edit(lease -> annotate(lease, fault));
            case SEALED -> seal(fault);
            case REWOUND -> rewind(fault);
            default -> {
                world.excuses.interfered();
                meddle(fault);
            }
        }
    }

    private void meddle(Fault fault) {
        switch (fault.kind()) {
            case DELETED -> world.kube.delete();
            case CLEARED -> world.kube.edit(lease -> clear(lease, fault));
            case HALF_EMPTIED -> world.kube.edit(lease -> halfEmpty(lease, fault));
            case EDITED -> world.kube.edit(lease -> rewrite(lease, fault));
            default -> throw new IllegalArgumentException("not done by hand: " + fault.kind());
        }
    }

    private static ObjectNode annotate(ObjectNode lease, Fault fault) {
        Meta.edit(lease).withObject("/annotations").put("seen", "at " + fault.at());
        return lease;
    }

    private static ObjectNode clear(ObjectNode lease, Fault fault) {
        ObjectNode spec = lease.withObject("/spec");
        if (fault.amount() < 50) {
            spec.remove("holderIdentity");
        } else {
            spec.put("holderIdentity", "");
        }
        return lease;
    }

    private static ObjectNode halfEmpty(ObjectNode lease, Fault fault) {
        ObjectNode spec = lease.withObject("/spec");
        switch (fault.amount() % 4) {
            case 0 -> spec.removeAll();
            case 1 -> spec.remove("leaseDurationSeconds");
            case 2 -> spec.remove("renewTime");
            default -> lease.remove("spec");
        }
        return lease;
    }

    private static ObjectNode rewrite(ObjectNode lease, Fault fault) {
        ObjectNode spec = lease.withObject("/spec");
        switch (fault.amount() % 3) {
            case 0 -> spec.put("holderIdentity", "kubectl-edit");
            case 1 -> spec.put("leaseDurationSeconds", SHORT);
            default -> spec.put("leaseDurationSeconds", LONG);
        }
        return lease;
    }

    /** A replica that runs with election switched off has sealed the group with a token above ours. */
    private void seal(Fault fault) {
        Group.State read = world.group.read();
        world.group.write(read.sealed(read.token() + 1 + 10L * fault.amount()));
    }

    private void rewind(Fault fault) {
        long oldest = world.firstVersion();
        long newest = world.kube.store.version();
        long back = 1 + (newest - oldest) * fault.amount() / 200;
        world.excuses.rewound();
        world.kube.rewind(Math.max(oldest, newest - back));
        world.group.reload();
    }
}
