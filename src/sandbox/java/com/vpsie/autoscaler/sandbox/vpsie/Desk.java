package com.vpsie.autoscaler.sandbox.vpsie;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry.Effect;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Carries one request into the world and puts its answer into VPSie's words. Stateless but for the world. */
final class Desk {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final VpsieWorld world;
    private final Access access;

    Desk(VpsieWorld world, Access access) {
        this.world = world;
        this.access = access;
    }

    Reply serve(Request request, Writing writing) {
        switch (request.operation()) {
            case AUTH:
                return issue(request, writing);
            case LIST_CLUSTERS:
                return writing.list(world.clusters(), request.page(), cluster -> cluster(cluster, writing));
            case GET_CLUSTER:
                return cluster(request, writing);
            case LIST_GROUPS:
                return groups(request, writing);
            case LIST_OFFERS:
                List<Size> sizes = world.offers(field(request, "dcIdentifier"));
                return sizes.isEmpty()
                        ? writing.refusal(404, "datacenter not found")
                        : writing.list(sizes, request.page(), writing::offer);
            case CREATE_GROUP:
                return createGroup(request, writing);
            case ADD_NODE:
                return answer(
                        world.addNode(
                                request.call(),
                                request.route().clusterId(),
                                request.groupId().orElse(0)),
                        machine -> writing.bought(machine, world.now()),
                        writing);
            case DELETE_NODE:
                return deleteNode(request, writing);
            case DELETE_GROUP:
                return answer(
                        world.deleteGroup(request.call(), request.groupId().orElse(0)),
                        group -> BooleanNode.TRUE,
                        writing);
            case REDUCE:
                return answer(
                        world.reduce(request.call(), request.route().clusterId()), none -> BooleanNode.TRUE, writing);
        }
        throw new IllegalStateException("no desk for " + request.operation());
    }

    /** What a mutating request would have been about, for the log of one that is turned away. */
    Subject subject(Request request) {
        String cluster = request.route().clusterId();
        switch (request.operation()) {
            case CREATE_GROUP:
                return Subject.ofCluster(field(request, "clusterIdentifier"), field(request, "groupName"));
            case DELETE_NODE:
                return Subject.ofIdentifier(cluster, field(request, "identifier"));
            default:
                return request.groupId().isPresent()
                        ? Subject.ofGroupId(cluster, request.groupId().getAsLong())
                        : Subject.ofCluster(cluster, "");
        }
    }

    private Reply issue(Request request, Writing writing) {
        Map<String, String> form = form(request.body());
        return access.issue(form.getOrDefault("clientId", ""), form.getOrDefault("clientSecret", ""))
                .map(writing::issued)
                .orElseGet(() -> writing.error(401, 401, "clientId or clientSecret is wrong"));
    }

    private JsonNode cluster(Cluster cluster, Writing writing) {
        List<Machine> machines = world.listed(cluster.id());
        int masters = (int) machines.stream().filter(Machine::controlPlane).count();
        return writing.cluster(cluster, masters, machines.size() - masters);
    }

    private Reply cluster(Request request, Writing writing) {
        Optional<Cluster> cluster = world.cluster(request.route().clusterId());
        return cluster.map(known -> writing.clusterInfo(known, world.listed(known.id()), request.page(), world.now()))
                .orElseGet(() -> writing.refusal(404, "cluster not found"));
    }

    private Reply groups(Request request, Writing writing) {
        Optional<Cluster> cluster = world.cluster(request.route().clusterId());
        if (cluster.isEmpty()) {
            return writing.refusal(404, "cluster not found");
        }
        String datacenter = cluster.get().datacenter();
        List<Group> groups = world.groups(cluster.get().id()).stream()
                .filter(group -> !group.deleted() || !writing.has(Quirk.HIDES_DELETED_GROUPS))
                .toList();
        return writing.list(
                groups,
                request.page(),
                group ->
                        writing.group(group, datacenter, world.machinesOf(group).size()));
    }

    private Reply createGroup(Request request, Writing writing) {
        Verdict<Group> verdict = world.createGroup(
                request.call(),
                field(request, "clusterIdentifier"),
                field(request, "groupName"),
                body(request).path("KubeSizeID").asLong());
        return answer(
                verdict, group -> JsonNodeFactory.instance.objectNode().put("groupId", group.identifier()), writing);
    }

    private Reply deleteNode(Request request, Writing writing) {
        if (writing.has(Quirk.NO_DELETE_BY_IDENTIFIER)) {
            String why = "no such endpoint";
            long entry =
                    world.turnedAway(request.call(), Operation.DELETE_NODE, subject(request), Effect.REFUSED, 404, why);
            return writing.error(404, 404, why).about(entry);
        }
        Verdict<Machine> verdict =
                world.deleteNode(request.call(), request.route().clusterId(), field(request, "identifier"));
        return answer(verdict, machine -> BooleanNode.TRUE, writing);
    }

    private static <T> Reply answer(Verdict<T> verdict, Function<T, JsonNode> data, Writing writing) {
        if (verdict instanceof Verdict.Granted<T> granted) {
            return writing.good(data.apply(granted.value())).about(granted.entry());
        }
        Verdict.Denied<T> denied = (Verdict.Denied<T>) verdict;
        return writing.refusal(denied.status(), denied.message()).about(denied.entry());
    }

    private static String field(Request request, String name) {
        return body(request).path(name).asText("");
    }

    private static JsonNode body(Request request) {
        try {
            return MAPPER.readTree(request.body());
        } catch (JsonProcessingException notJson) {
            // answered like an empty object: every field is missing
            return JsonNodeFactory.instance.objectNode();
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
