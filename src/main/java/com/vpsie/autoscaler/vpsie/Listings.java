package com.vpsie.autoscaler.vpsie;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * VPSie's lists as values. Tolerant in form (numbers as text, ids as numbers, unknown fields), strict in substance: a
 * list that cannot be read whole is an error, never a short list, since "not listed" is taken as "gone". Pure.
 */
final class Listings {
    private Listings() {}

    /** Machines of one {@code data} object of {@code /k8s/cluster/byId}; masters, slaves and nodes overlap there. */
    static List<VpsieMachine> machines(JsonNode root, String clusterId) throws VpsieException {
        JsonNode cluster = root.path("data");
        if (cluster.isArray() && cluster.size() == 1) {
            cluster = cluster.get(0);
        }
        if (cluster.isMissingNode() && root.hasNonNull("identifier")) {
            cluster = root;
        }
        if (!cluster.isObject() || cluster.isEmpty()) {
            throw new VpsieException(VpsieErrorCode.NOT_FOUND, "VPSie lists no cluster " + clusterId);
        }
        String told = text(cluster, "identifier");
        if (!told.isEmpty() && !told.equalsIgnoreCase(clusterId)) {
            throw unreadable("asked for cluster " + clusterId + ", VPSie answered with " + told);
        }
        Map<String, VpsieMachine> found = new LinkedHashMap<>();
        boolean any = false;
        for (String list : List.of("masters", "slaves", "nodes")) {
            any |= cluster.has(list);
            for (JsonNode entry : entries(cluster.path(list), list)) {
                VpsieMachine machine = machine(entry, list.equals("masters"));
                String key = machine.identifier().isEmpty() ? "host " + machine.hostname() : machine.identifier();
                found.merge(key, machine, Listings::merged);
            }
        }
        if (!any) {
            throw unreadable("cluster " + clusterId + " comes without masters, slaves and nodes");
        }
        return List.copyOf(found.values());
    }

    static List<VpsieGroup> groups(JsonNode root) throws VpsieException {
        List<VpsieGroup> groups = new ArrayList<>();
        for (JsonNode entry : data(root)) {
            if (truth(entry.path("is_deleted"))) {
                continue;
            }
            if (number(entry, "id") <= 0) {
                throw unreadable("a node group without a numeric id");
            }
            groups.add(new VpsieGroup(
                    number(entry, "id"),
                    text(entry, "group_name", "groupName", "name"),
                    text(entry, "identifier"),
                    number(entry, "boxsize_id", "boxsizeId", "KubeSizeID"),
                    (int) number(entry, "cpu"),
                    (int) number(entry, "ram"),
                    (int) number(entry, "ssd", "disk"),
                    (int) number(entry, "nodes_count", "nodesCount")));
        }
        return List.copyOf(groups);
    }

    static List<VpsieOffer> offers(JsonNode root) throws VpsieException {
        List<VpsieOffer> offers = new ArrayList<>();
        for (JsonNode entry : data(root)) {
            offers.add(new VpsieOffer(
                    number(entry, "id"),
                    text(entry, "name", "nickname"),
                    (int) number(entry, "cpu"),
                    (int) number(entry, "ram"),
                    (int) number(entry, "disk", "ssd"),
                    money(entry, "price"),
                    money(entry, "hourly_price")));
        }
        return List.copyOf(offers);
    }

    /** A list answer's entries; {@code null} is how a Go server writes an empty list. */
    static List<JsonNode> data(JsonNode root) throws VpsieException {
        if (!root.has("data") && !root.isArray()) {
            throw unreadable("a list without data");
        }
        return entries(root.isArray() ? root : root.path("data"), "data");
    }

    private static List<JsonNode> entries(JsonNode list, String name) throws VpsieException {
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw unreadable(name + " is no list");
        }
        List<JsonNode> entries = new ArrayList<>();
        for (JsonNode entry : list) {
            if (!entry.isObject()) {
                throw unreadable("an entry of " + name + " is no object");
            }
            entries.add(entry);
        }
        return entries;
    }

    private static VpsieMachine machine(JsonNode entry, boolean listedAsMaster) throws VpsieException {
        String role = text(entry, "role", "node_type", "nodeType").toLowerCase(Locale.ROOT);
        String identifier = text(entry, "identifier", "node_id");
        String hostname = text(entry, "hostname");
        if (identifier.isEmpty() && hostname.isEmpty()) {
            throw unreadable("a machine with neither identifier nor hostname");
        }
        long group = number(entry, "groupId", "group_id", "nodeGroupId", "node_group_id");
        return new VpsieMachine(
                identifier,
                hostname,
                text(entry, "ip", "default_ip", "private_ip"),
                text(entry, "status", "state").toLowerCase(Locale.ROOT),
                listedAsMaster || role.equals("master") || role.startsWith("control"),
                group > 0 ? OptionalLong.of(group) : OptionalLong.empty(),
                (int) number(entry, "cpu"),
                (int) number(entry, "ram"),
                (int) number(entry, "disk", "ssd"));
    }

    /** The same machine in two lists: master in either is master, and what one list does not tell the other may. */
    private static VpsieMachine merged(VpsieMachine a, VpsieMachine b) {
        return new VpsieMachine(
                a.identifier(),
                told(a.hostname(), b.hostname()),
                told(a.ip(), b.ip()),
                told(a.status(), b.status()),
                a.controlPlane() || b.controlPlane(),
                a.groupId().isPresent() ? a.groupId() : b.groupId(),
                Math.max(a.cpu(), b.cpu()),
                Math.max(a.ramMb(), b.ramMb()),
                Math.max(a.diskGb(), b.diskGb()));
    }

    private static String told(String first, String second) {
        return first.isEmpty() ? second : first;
    }

    /** The first of the names that is told; numbers become text. */
    static String text(JsonNode entry, String... names) {
        for (String name : names) {
            JsonNode value = entry.path(name);
            if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
                return value.asText().strip();
            }
        }
        return "";
    }

    /** The first of the names that is a number or a number as text; else 0. */
    private static long number(JsonNode entry, String... names) {
        for (String name : names) {
            Optional<BigDecimal> value = decimal(entry.path(name));
            if (value.isPresent()) {
                return value.get().longValue();
            }
        }
        return 0;
    }

    private static BigDecimal money(JsonNode entry, String name) {
        return decimal(entry.path(name)).orElse(BigDecimal.ZERO);
    }

    private static Optional<BigDecimal> decimal(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(value.decimalValue());
        }
        String text = value.isTextual() ? value.asText().strip() : "";
        return text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static boolean truth(JsonNode value) {
        return AnswerParser.saysError(value);
    }

    private static VpsieException unreadable(String what) {
        return new VpsieException(VpsieErrorCode.UNREADABLE, what);
    }
}
