package com.vpsie.autoscaler.sandbox.kube.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request wants to do, in the words of RBAC. Read from the path alone, whether the kind is served or not: the API
 * server asks for the right first. Immutable.
 *
 * @param verb {@code get}, {@code list}, {@code deletecollection}, …; for a path that is no resource the HTTP method
 * @param namespace empty at the cluster scope; a Namespace object is in itself
 * @param name empty when the request names no object
 * @param path of a request that is about no resource, else empty; the other parts are empty then
 */
public record Attributes(
        String verb, String group, String resource, String subresource, String namespace, String name, String path) {
    private static final Set<String> OF_NAMESPACE_ITSELF = Set.of("status", "finalize");
    private static final Set<String> SEVERAL = Set.of("list", "watch");
    private static final Pattern NAME_SELECTED = Pattern.compile("(?:^|,)\\s*metadata\\.name\\s*==?\\s*([^,/%\\s]+)");

    /** About a resource. */
    public static Attributes of(
            String verb, String group, String resource, String subresource, String namespace, String name) {
        return new Attributes(verb, group, resource, subresource, namespace, name, "");
    }

    public static Attributes ofPath(String verb, String path) {
        return new Attributes(verb, "", "", "", "", "", path);
    }

    /**
     * The rules of {@code RequestInfoFactory} in {@code k8s.io/apiserver/pkg/endpoints/request}.
     *
     * @param query decoded
     */
    public static Attributes of(String method, String path, Map<String, String> query) {
        List<String> steps = new ArrayList<>(
                Arrays.stream(path.split("/")).filter(step -> !step.isEmpty()).toList());
        boolean named = steps.size() > 3 && steps.get(0).equals("apis");
        boolean core = steps.size() > 2 && steps.get(0).equals("api");
        if (!named && !core) {
            return ofPath(method.toLowerCase(Locale.ROOT), path);
        }
        String group = named ? steps.get(1) : "";
        List<String> rest = steps.subList(named ? 3 : 2, steps.size());
        String namespace = "";
        if (rest.get(0).equals("namespaces") && rest.size() > 1) {
            namespace = rest.get(1);
            if (rest.size() > 2 && !OF_NAMESPACE_ITSELF.contains(rest.get(2))) {
                rest = rest.subList(2, rest.size());
            }
        }
        String name = rest.size() > 1 ? rest.get(1) : "";
        String verb = verb(method, name.isEmpty(), query);
        String selected = name.isEmpty() && SEVERAL.contains(verb) ? selectedName(query) : name;
        return new Attributes(verb, group, rest.get(0), rest.size() > 2 ? rest.get(2) : "", namespace, selected, "");
    }

    private static String verb(String method, boolean several, Map<String, String> query) {
        String watch = query.getOrDefault("watch", "");
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> several ? "deletecollection" : "delete";
            case "GET", "HEAD" -> !several ? "get" : watch.equals("true") || watch.equals("1") ? "watch" : "list";
            default -> method.toLowerCase(Locale.ROOT);
        };
    }

    /** A list that is restricted to one name is a request about that object: a right to this name is enough. */
    private static String selectedName(Map<String, String> query) {
        Matcher found = NAME_SELECTED.matcher(query.getOrDefault("fieldSelector", ""));
        return found.find() ? URLDecoder.decode(found.group(1), StandardCharsets.UTF_8) : "";
    }

    boolean isResource() {
        return path.isEmpty();
    }

    /** {@code pods}, {@code pods/eviction}. */
    public String fullResource() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    /** What a refusal says between the user's name and its end. */
    String toRefusal() {
        if (!isResource()) {
            return "cannot " + verb + " path \"" + path + "\"";
        }
        String where = namespace.isEmpty() ? "at the cluster scope" : "in the namespace \"" + namespace + "\"";
        return "cannot " + verb + " resource \"" + fullResource() + "\" in API group \"" + group + "\" " + where;
    }
}
