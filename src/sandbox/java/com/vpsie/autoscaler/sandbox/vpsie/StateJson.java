package com.vpsie.autoscaler.sandbox.vpsie;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** What the control endpoints show, as JSON: dates in RFC 3339, durations in seconds, money in USD. */
final class StateJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private StateJson() {}

    static ObjectNode entry(CloudEntry entry) {
        ObjectNode node = JSON.objectNode()
                .put("number", entry.number())
                .put("at", entry.at().toString())
                .put("nanos", entry.nanos())
                .put("receivedAt", entry.receivedAt().toString())
                .put("caller", entry.caller())
                .put("operation", entry.operation().name())
                .put("cluster", entry.clusterId())
                .put("group", entry.groupName())
                .put("identifier", entry.identifier())
                .put("effect", entry.effect().name())
                .put("status", entry.status())
                .put("note", entry.note())
                .put("answer", entry.answer().name())
                .put("settledAt", entry.settledAt().toString());
        entry.groupId().ifPresent(id -> node.put("groupId", id));
        entry.size().ifPresent(size -> node.put("size", size.name()));
        return node;
    }

    static ObjectNode invoice(Invoice invoice) {
        ObjectNode node =
                JSON.objectNode().put("until", invoice.until().toString()).put("total", invoice.total());
        for (Invoice.Line line : invoice.lines()) {
            node.withArray("lines")
                    .addObject()
                    .put("identifier", line.identifier())
                    .put("group", line.groupName())
                    .put("hourly", line.hourly())
                    .put("seconds", seconds(line.paid()))
                    .put("cost", line.cost());
        }
        return node;
    }

    static ObjectNode state(VpsieSimulator simulator) {
        VpsieWorld world = simulator.world();
        Instant now = world.now();
        Timings timings = world.timings();
        ObjectNode node = JSON.objectNode().put("now", now.toString());
        node.putObject("timings")
                .put("boot", seconds(timings.boot()))
                .put("ready", seconds(timings.ready()))
                .put("deletion", seconds(timings.deletion()))
                .put("listing", seconds(timings.listing()));
        simulator.faults().waiting().forEach(kind -> node.withArray("faults").add(kind.name()));
        ObjectNode requests = node.putObject("requests");
        simulator.requests().byOperation().forEach((kind, count) -> requests.put(kind.name(), count));
        for (Cluster cluster : world.clusters()) {
            ObjectNode shown = node.withArray("clusters").addObject().put("id", cluster.id());
            world.groups(cluster.id())
                    .forEach(group -> shown.withArray("groups").add(group(group, world)));
        }
        world.everyMachine().forEach(machine -> node.withArray("machines").add(machine(machine, now)));
        return node;
    }

    private static ObjectNode group(Group group, VpsieWorld world) {
        return JSON.objectNode()
                .put("id", group.id())
                .put("name", group.name())
                .put("size", group.size().name())
                .put("deleted", group.deleted())
                .put("machines", world.machinesOf(group).size());
    }

    private static ObjectNode machine(Machine machine, Instant now) {
        return JSON.objectNode()
                .put("identifier", machine.identifier())
                .put("hostname", machine.hostname())
                .put("ip", machine.ip())
                .put("group", machine.group().map(Group::name).orElse(""))
                .put("controlPlane", machine.controlPlane())
                .put("state", machine.stateAt(now).word())
                .put("fate", machine.fate().name())
                .put("boughtAt", machine.boughtAt().toString());
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
