package com.vpsie.autoscaler.sandbox.vpsie;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a path asks for, under either base path.
 *
 * @param clusterId empty where the path has none
 * @param groupId as written, empty where the path has none
 */
record Route(Operation operation, String clusterId, String groupId) {
    private record Template(String method, Pattern path, Operation operation) {}

    private static final List<Template> ROUTES = List.of(
            route("POST", "/auth/from/api", Operation.AUTH),
            route("GET", "/k8s/cluster/all", Operation.LIST_CLUSTERS),
            route("GET", "/k8s/cluster/byId/{cluster}", Operation.GET_CLUSTER),
            route("GET", "/k8s/node/groups/byClusterId/{cluster}", Operation.LIST_GROUPS),
            route("POST", "/k8s/offers", Operation.LIST_OFFERS),
            route("POST", "/k8s/cluster/add/group", Operation.CREATE_GROUP),
            route("POST", "/k8s/cluster/byId/{cluster}/add/slave/group/{group}", Operation.ADD_NODE),
            route("DELETE", "/k8s/cluster/byId/{cluster}/delete/slave", Operation.DELETE_NODE),
            route("DELETE", "/k8s/cluster/delete/group/{group}", Operation.DELETE_GROUP),
            route("DELETE", "/k8s/cluster/byId/{cluster}/reduce", Operation.REDUCE),
            route("DELETE", "/k8s/cluster/byId/{cluster}/reduce/[a-z]+", Operation.REDUCE));

    static Optional<Route> of(String method, String path) {
        for (Template candidate : ROUTES) {
            Matcher matcher = candidate.path.matcher(path);
            if (candidate.method.equals(method) && matcher.matches()) {
                return Optional.of(new Route(
                        candidate.operation, named(candidate, matcher, "cluster"), named(candidate, matcher, "group")));
            }
        }
        return Optional.empty();
    }

    private static String named(Template candidate, Matcher matcher, String name) {
        return candidate.path.pattern().contains("<" + name + ">") ? matcher.group(name) : "";
    }

    private static Template route(String method, String path, Operation operation) {
        String regex = "(?:/v2|/apps/v2)"
                + path.replace("{cluster}", "(?<cluster>[^/]+)").replace("{group}", "(?<group>[^/]+)");
        return new Template(method, Pattern.compile(regex), operation);
    }
}
