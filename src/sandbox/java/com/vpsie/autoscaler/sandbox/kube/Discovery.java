package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.access.ReviewKind;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.kinds.KindRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The answers of {@code /version}, {@code /api} and {@code /apis}: by group, and all at once for clients that take the
 * aggregated form.
 */
public final class Discovery {
    /** Tells an embedded API from a real one. */
    public static final String COMPILER = "embedded";

    /** The media type of the aggregated form, as clients ask for it and look for it in the answer. */
    static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private final KindRegistry kinds;

    Discovery(KindRegistry kinds) {
        this.kinds = kinds;
    }

    /**
     * @param accept the header of the request
     * @return empty when the path is none of discovery's
     */
    Optional<ObjectNode> answer(String path, String accept) {
        String[] steps = path.replaceAll("^/|/$", "").split("/");
        return switch (steps.length) {
            case 1 -> root(steps[0], wantsAggregated(accept));
            case 2 ->
                steps[0].equals("api")
                        ? resources("", steps[1])
                        : steps[0].equals("apis") ? group(steps[1]) : Optional.empty();
            case 3 -> steps[0].equals("apis") ? resources(steps[1], steps[2]) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<ObjectNode> root(String step, boolean aggregated) {
        return switch (step) {
            case "version" -> Optional.of(version());
            case "api" -> Optional.of(aggregated ? aggregated(List.of("")) : coreVersions());
            case "apis" -> Optional.of(aggregated ? aggregated(groupNames()) : groups());
            default -> Optional.empty();
        };
    }

    /** The first form that is known counts, as with every other {@code Accept}. */
    private static boolean wantsAggregated(String accept) {
        for (String range : accept.split(",")) {
            Set<String> parts = Set.copyOf(
                    Stream.of(range.split(";")).map(String::strip).distinct().toList());
            if (parts.containsAll(List.of("application/json", "g=apidiscovery.k8s.io", "v=v2"))) {
                return true;
            } else if (parts.contains("application/json") && parts.size() == 1) {
                return false;
            }
        }
        return false;
    }

    private static ObjectNode version() {
        return Json.object()
                .put("major", "1")
                .put("minor", "36")
                .put("gitVersion", "v1.36.3")
                .put("gitTreeState", "clean")
                .put("compiler", COMPILER)
                .put("platform", "java");
    }

    private static ObjectNode coreVersions() {
        ObjectNode versions = Json.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    private ObjectNode groups() {
        ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        groupNames().forEach(name -> group(name).ifPresent(groups::add));
        return list;
    }

    private List<String> groupNames() {
        Set<String> names = new TreeSet<>();
        kinds.all().forEach(kind -> names.add(kind.group()));
        Stream.of(ReviewKind.values()).forEach(review -> names.add(review.group()));
        names.remove("");
        return List.copyOf(names);
    }

    private Set<String> versions(String group) {
        Set<String> versions = new TreeSet<>();
        kinds.all().stream().filter(kind -> kind.group().equals(group)).forEach(kind -> versions.add(kind.version()));
        if (Stream.of(ReviewKind.values()).anyMatch(review -> review.group().equals(group))) {
            versions.add("v1");
        }
        return versions;
    }

    private Optional<ObjectNode> group(String name) {
        Set<String> versions = versions(name);
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode group =
                Json.object().put("kind", "APIGroup").put("apiVersion", "v1").put("name", name);
        ArrayNode list = group.putArray("versions");
        for (String version : versions) {
            list.addObject().put("groupVersion", name + "/" + version).put("version", version);
        }
        group.set("preferredVersion", list.get(0).deepCopy());
        return Optional.of(group);
    }

    private List<ServedResource> served(String group, String version) {
        Stream<ServedResource> reviews = Stream.of(ReviewKind.values())
                .filter(review -> review.group().equals(group) && version.equals("v1"))
                .map(ServedResource::of);
        Stream<ServedResource> stored = kinds.all().stream()
                .filter(kind -> kind.group().equals(group) && kind.version().equals(version))
                .map(kind -> ServedResource.of(kind, kinds));
        return Stream.concat(reviews, stored).toList();
    }

    private Optional<ObjectNode> resources(String group, String version) {
        ObjectNode list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        ArrayNode resources = list.putArray("resources");
        served(group, version).forEach(resource -> resource.addTo(resources));
        return resources.isEmpty() ? Optional.empty() : Optional.of(list);
    }

    private ObjectNode aggregated(List<String> groups) {
        ObjectNode list =
                Json.object().put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/v2");
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        for (String group : groups) {
            ObjectNode item = items.addObject();
            ObjectNode metadata = item.putObject("metadata");
            if (!group.isEmpty()) {
                metadata.put("name", group);
            }
            ArrayNode versions = item.putArray("versions");
            for (String version : versions(group)) {
                ObjectNode one = versions.addObject().put("version", version);
                ArrayNode resources = one.putArray("resources");
                served(group, version).forEach(resource -> resources.add(resource.discovery()));
                one.put("freshness", "Current");
            }
        }
        return list;
    }
}
