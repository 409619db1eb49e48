package com.vpsie.autoscaler.sandbox.vpsie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * VPSie's JSON, with its quirks.
 *
 * @param quirks how it speaks
 * @param perPage entries of a page, 0 for everything in one answer without {@code pagination}
 */
record Writing(Set<Quirk> quirks, int perPage) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final DateTimeFormatter FREE_FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Map<Integer, String> NAMES = Map.of(
            400,
            "BadRequest",
            401,
            "Unauthorized",
            403,
            "Forbidden",
            404,
            "NotFound",
            409,
            "Conflict",
            429,
            "TooManyRequests",
            500,
            "InternalServerError",
            503,
            "ServiceUnavailable");

    boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    /** A good answer around {@code data}. */
    Reply good(JsonNode data) {
        ObjectNode body = envelope(false, 200, "success");
        body.set("data", data);
        return Reply.of(200, body);
    }

    /** A refusal, which a quirk may wrap into a 200. */
    Reply refusal(int status, String message) {
        return Reply.of(has(Quirk.ERRORS_IN_200) ? 200 : status, envelope(true, status, message));
    }

    /** A refusal with exactly this HTTP status. */
    Reply error(int status, int code, String message) {
        return Reply.of(status, envelope(true, code, message));
    }

    /** A list, of which one page is shown. */
    <T> Reply list(List<T> all, int page, Function<T, JsonNode> element) {
        ArrayNode data = JSON.arrayNode();
        page(all, page).forEach(item -> data.add(element.apply(item)));
        Reply reply = good(data);
        paginate((ObjectNode) reply.body(), all.size(), data.size(), page);
        return reply;
    }

    ObjectNode cluster(Cluster cluster, int masters, int workers) {
        return JSON.objectNode()
                .put("identifier", cluster.id())
                .put("cluster_name", cluster.name())
                .put("kube_version", cluster.kubernetesVersion())
                .put("nickname", cluster.name())
                .put("lock", 0)
                .put("managerCount", masters)
                .put("slaveCount", workers)
                .put("count", masters + workers)
                .putNull("lb_id")
                .put("created_on", date(cluster.createdAt()))
                .put("updated_on", date(cluster.createdAt()));
    }

    /** A cluster with its machines: the masters are on the first page, the workers are paged. */
    Reply clusterInfo(Cluster cluster, List<Machine> machines, int page, Instant now) {
        List<Machine> masters = machines.stream().filter(Machine::controlPlane).toList();
        List<Machine> workers =
                machines.stream().filter(machine -> !machine.controlPlane()).toList();
        List<Machine> mastersHere = page <= 1 ? masters : List.of();
        List<Machine> workersHere = page(workers, page);
        ObjectNode data = JSON.objectNode()
                .put("identifier", cluster.id())
                .put("cluster_name", cluster.name())
                .put("kube_version", cluster.kubernetesVersion())
                .put("status", "active");
        boolean apart = !has(Quirk.ALL_IN_NODES);
        boolean together = has(Quirk.ALL_IN_NODES) || has(Quirk.LISTED_TWICE);
        data.set("masters", machines(apart ? mastersHere : List.of(), now));
        data.set("slaves", machines(apart ? workersHere : List.of(), now));
        ArrayNode nodes = machines(together ? mastersHere : List.of(), now);
        data.set("nodes", nodes.addAll(machines(together ? workersHere : List.of(), now)));
        Reply reply = good(data);
        paginate((ObjectNode) reply.body(), workers.size(), workersHere.size(), page);
        return reply;
    }

    ObjectNode machine(Machine machine, Instant now) {
        boolean nameless = has(Quirk.NAMELESS_WHILE_PROVISIONING) && machine.stateAt(now) == MachineState.PROVISIONING;
        ObjectNode node = JSON.objectNode();
        node.set("id", machineId(machine));
        node.put("identifier", machine.identifier())
                .put("hostname", nameless ? "" : machine.hostname())
                .put("ip", nameless ? "" : machine.ip())
                .put("status", machine.stateAt(now).word())
                .put("role", machine.controlPlane() ? "master" : "slave")
                .put("cpu", machine.size().cpu())
                .put("ram", machine.size().ramMb())
                .put("disk", machine.size().diskGb())
                .put("created_on", date(machine.boughtAt()));
        if (has(Quirk.TELLS_GROUP)) {
            machine.group().ifPresent(group -> node.set("groupId", number(group.id())));
        }
        return node;
    }

    ObjectNode group(Group group, String datacenter, int nodes) {
        ObjectNode node = JSON.objectNode();
        node.set("id", number(group.id()));
        return node.put("group_name", group.name())
                .put("identifier", group.identifier())
                .put("boxsize_id", group.size().id())
                .put("dcIdentifier", datacenter)
                .put("cpu", group.size().cpu())
                .put("ram", group.size().ramMb())
                .put("ssd", group.size().diskGb())
                .put("nodes_count", nodes)
                .put("is_active", group.deleted() ? 0 : 1)
                .put("is_deleted", group.deleted() ? 1 : 0)
                .put("created_on", date(group.createdAt()))
                .put("last_updated", date(group.deletedAt().orElse(group.createdAt())));
    }

    ObjectNode offer(Size size) {
        return JSON.objectNode()
                .put("id", size.id())
                .put("name", size.name())
                .put("cpu", size.cpu())
                .put("ram", size.ramMb())
                .put("disk", size.diskGb())
                .put("price", size.monthly())
                .put("hourly_price", size.hourly());
    }

    /** What a purchase answers. */
    JsonNode bought(Machine machine, Instant now) {
        return has(Quirk.NAMES_BOUGHT_NODE) ? machine(machine, now) : JSON.booleanNode(true);
    }

    /** The answer to client id and secret, which is the same in every dialect. */
    Reply issued(Access.Issued issued) {
        ObjectNode body = envelope(false, 200, "success");
        body.putObject("accessToken").put("token", issued.token()).put("expires", date(issued.expires()));
        body.putObject("refreshToken")
                .put("token", "refresh-" + issued.token())
                .put("expires", date(issued.expires().plus(30, ChronoUnit.DAYS)));
        return Reply.of(200, body);
    }

    private ArrayNode machines(List<Machine> machines, Instant now) {
        ArrayNode array = JSON.arrayNode();
        machines.forEach(machine -> array.add(machine(machine, now)));
        return array;
    }

    private <T> List<T> page(List<T> all, int page) {
        return perPage == 0
                ? all
                : all.stream().skip((page - 1L) * perPage).limit(perPage).toList();
    }

    private void paginate(ObjectNode body, int total, int count, int page) {
        if (perPage > 0) {
            body.putObject("pagination")
                    .put("total", total)
                    .put("count", count)
                    .put("per_page", perPage)
                    .put("current_page", page)
                    .put("total_pages", Math.max(1, (total + perPage - 1) / perPage));
        }
    }

    private ObjectNode envelope(boolean failed, int code, String message) {
        ObjectNode body = JSON.objectNode();
        if (has(Quirk.ERROR_AS_WORD)) {
            body.put("error", Boolean.toString(failed));
        } else if (!has(Quirk.ERROR_AS_NAME)) {
            body.put("error", failed);
        } else if (failed) {
            body.put("error", Optional.ofNullable(NAMES.get(code)).orElse("Error"));
        }
        return body.put("code", code).put("message", message);
    }

    private JsonNode machineId(Machine machine) {
        return has(Quirk.IDS_AS_UUID) ? JSON.textNode(machine.identifier()) : number(machine.id());
    }

    private JsonNode number(long id) {
        return has(Quirk.IDS_AS_TEXT) ? JSON.textNode(Long.toString(id)) : JSON.numberNode(id);
    }

    private String date(Instant instant) {
        Instant seconds = instant.truncatedTo(ChronoUnit.SECONDS);
        return has(Quirk.FREE_FORM_DATES)
                ? FREE_FORM.format(seconds.atOffset(ZoneOffset.UTC))
                : DateTimeFormatter.ISO_INSTANT.format(seconds);
    }
}
