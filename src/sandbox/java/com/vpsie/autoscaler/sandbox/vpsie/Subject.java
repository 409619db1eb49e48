package com.vpsie.autoscaler.sandbox.vpsie;

import java.util.Optional;
import java.util.OptionalLong;

/** What a mutating request is about, as far as that is known; texts are empty where it is not. */
record Subject(String clusterId, OptionalLong groupId, String groupName, String identifier, Optional<Size> size) {
    static Subject ofCluster(String clusterId, String groupName) {
        return new Subject(clusterId, OptionalLong.empty(), groupName, "", Optional.empty());
    }

    static Subject ofGroup(Group group, String identifier) {
        return new Subject(
                group.clusterId(), OptionalLong.of(group.id()), group.name(), identifier, Optional.of(group.size()));
    }

    static Subject ofGroupId(String clusterId, long groupId) {
        return new Subject(clusterId, OptionalLong.of(groupId), "", "", Optional.empty());
    }

    static Subject ofMachine(Machine machine) {
        return machine.group()
                .map(group -> ofGroup(group, machine.identifier()))
                .orElseGet(() -> ofIdentifier(machine.clusterId(), machine.identifier()));
    }

    static Subject ofIdentifier(String clusterId, String identifier) {
        return new Subject(clusterId, OptionalLong.empty(), "", identifier, Optional.empty());
    }
}
