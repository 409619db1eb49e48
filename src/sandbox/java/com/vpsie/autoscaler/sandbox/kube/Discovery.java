package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.access.ReviewKind;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.kinds.KindRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The answers of {@code /version}, {@code /api} and {@code /apis}: enough for fabric8 and kubectl. */
public final class Discovery {
    /** Tells an embedded API from a real one. */
    public static final String COMPILER = "embedded";

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    private final KindRegistry kinds;

    Discovery(KindRegistry kinds) {
        this.kinds = kinds;
    }

    /** Empty when the path is none of discovery's. */
    Optional<ObjectNode> answer(String path) {
        String[] steps = path.replaceAll("^/|/$", "").split("/");
        return switch (steps.length) {
            case 1 ->
                switch (steps[0]) {
                    case "version" -> Optional.of(version());
                    case "api" -> Optional.of(coreVersions());
                    case "apis" -> Optional.of(groups());
                    default -> Optional.empty();
                };
            case 2 ->
                steps[0].equals("api")
                        ? resources("", steps[1])
                        : steps[0].equals("apis") ? group(steps[1]) : Optional.empty();
            case 3 -> steps[0].equals("apis") ? resources(steps[1], steps[2]) : Optional.empty();
            default -> Optional.empty();
        };
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
        Set<String> names = new TreeSet<>();
        kinds.all().forEach(kind -> names.add(kind.group()));
        Stream.of(ReviewKind.values()).forEach(review -> names.add(review.group()));
        names.remove("");
        names.forEach(name -> group(name).ifPresent(groups::add));
        return list;
    }

    private Optional<ObjectNode> group(String name) {
        Set<String> versions = new TreeSet<>();
        kinds.all().stream().filter(kind -> kind.group().equals(name)).forEach(kind -> versions.add(kind.version()));
        if (Stream.of(ReviewKind.values()).anyMatch(review -> review.group().equals(name))) {
            versions.add("v1");
        }
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

    private Optional<ObjectNode> resources(String group, String version) {
        String groupVersion = group.isEmpty() ? version : group + "/" + version;
        ObjectNode list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", groupVersion);
        ArrayNode resources = list.putArray("resources");
        Stream.of(ReviewKind.values())
                .filter(review -> groupVersion.equals(review.group() + "/v1"))
                .forEach(review -> resources
                        .addObject()
                        .put("name", review.plural())
                        .put("singularName", review.singular())
                        .put("namespaced", review.namespaced())
                        .put("kind", review.kind())
                        .putArray("verbs")
                        .add("create"));
        kinds.all().stream()
                .filter(kind -> kind.group().equals(group) && kind.version().equals(version))
                .forEach(kind -> describe(resources, kind));
        return resources.isEmpty() ? Optional.empty() : Optional.of(list);
    }

    private static void describe(ArrayNode resources, ResourceKind kind) {
        ObjectNode main =
                entry(resources, kind, kind.plural(), kind.kind(), VERBS).put("singularName", kind.singular());
        if (!kind.shortNames().isEmpty()) {
            ArrayNode names = main.putArray("shortNames");
            kind.shortNames().forEach(names::add);
        }
        if (kind.traits().status()) {
            entry(resources, kind, kind.plural() + "/status", kind.kind(), List.of("get", "patch", "update"));
        }
        if (kind.plural().equals(BuiltinKinds.SERVICE_ACCOUNT.plural())) {
            entry(resources, kind, "serviceaccounts/token", "TokenRequest", List.of("create"))
                    .put("group", "authentication.k8s.io")
                    .put("version", "v1");
        }
        if (kind.equals(BuiltinKinds.POD)) {
            entry(resources, kind, "pods/eviction", "Eviction", List.of("create"))
                    .put("group", "policy")
                    .put("version", "v1");
        }
    }

    private static ObjectNode entry(
            ArrayNode resources, ResourceKind kind, String name, String kindName, List<String> verbs) {
        ObjectNode entry = resources.addObject();
        entry.put("name", name).put("singularName", "").put("namespaced", kind.namespaced());
        entry.put("kind", kindName);
        ArrayNode list = entry.putArray("verbs");
        verbs.forEach(list::add);
        return entry;
    }
}
