package com.vpsie.autoscaler.it.stage;

import com.vpsie.autoscaler.sandbox.replica.Containers;
import com.vpsie.autoscaler.sandbox.replica.LocalProcesses;
import com.vpsie.autoscaler.sandbox.replica.ReplicaRuntime;
import com.vpsie.autoscaler.sandbox.replica.ServerLayout;

/** How the servers of a test run. */
public enum Way {
    /** Through the product's launcher, from one Liberty. */
    PROCESSES {
        @Override
        ReplicaRuntime runtime(ServerLayout layout) {
            return new LocalProcesses(layout, Primed.environment());
        }
    },
    /** Of the image {@code -Dit.image}, as restricted as a pod of the manifest; see {@link TestImage#whyNot}. */
    CONTAINERS {
        @Override
        ReplicaRuntime runtime(ServerLayout layout) {
            return new Containers(TestImage.NAME);
        }
    };

    abstract ReplicaRuntime runtime(ServerLayout layout);
}
