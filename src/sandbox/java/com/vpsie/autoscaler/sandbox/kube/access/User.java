package com.vpsie.autoscaler.sandbox.kube.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whoever sends a request, as the API server knows them. Immutable.
 *
 * @param uid empty when unknown
 * @param groups all of them, those that every caller is in too
 * @param extra what else came with the credentials
 */
public record User(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
    /** The group that may do everything, whatever the roles say. */
    public static final String MASTERS = "system:masters";

    static final String AUTHENTICATED = "system:authenticated";
    static final String ACCOUNT_PREFIX = "system:serviceaccount:";

    /** Who comes without credentials. */
    public static final User ANONYMOUS = new User("system:anonymous", "", List.of("system:unauthenticated"), Map.of());

    public User {
        groups = List.copyOf(groups);
        extra = Map.copyOf(extra);
    }

    /** Somebody who has shown who they are, in these groups and in that of everybody who has. */
    public static User of(String name, List<String> groups) {
        List<String> all = new ArrayList<>(groups);
        if (!all.contains(AUTHENTICATED)) {
            all.add(AUTHENTICATED);
        }
        return new User(name, "", all, Map.of());
    }

    /** A ServiceAccount, in the groups that all of them and all of its namespace are in. */
    public static User account(String namespace, String name, String uid) {
        return new User(
                ACCOUNT_PREFIX + namespace + ":" + name,
                uid,
                List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, AUTHENTICATED),
                Map.of());
    }

    boolean isMaster() {
        return groups.contains(MASTERS);
    }

    /** As reviews show it. */
    ObjectNode toInfo() {
        ObjectNode info = Json.object().put("username", name);
        if (!uid.isEmpty()) {
            info.put("uid", uid);
        }
        ArrayNode list = info.putArray("groups");
        groups.forEach(list::add);
        if (!extra.isEmpty()) {
            ObjectNode more = info.putObject("extra");
            new TreeMap<>(extra).forEach((key, values) -> {
                ArrayNode array = more.putArray(key);
                values.forEach(array::add);
            });
        }
        return info;
    }
}
