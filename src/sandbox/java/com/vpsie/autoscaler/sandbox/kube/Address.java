package com.vpsie.autoscaler.sandbox.kube;

import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.KindRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a resource path points to.
 *
 * @param namespace empty for cluster-scoped kinds and for all namespaces
 * @param name empty for the collection
 * @param subresource empty for the main resource
 */
record Address(ResourceKind kind, String namespace, String name, String subresource) {
    /** Empty when no kind is served there. */
    static Optional<Address> parse(KindRegistry kinds, String path) {
        List<String> steps = new ArrayList<>(List.of(path.replaceFirst("^/", "").split("/")));
        String group;
        if (steps.size() >= 3 && steps.get(0).equals("api")) {
            group = "";
            steps.remove(0);
        } else if (steps.size() >= 4 && steps.get(0).equals("apis")) {
            group = steps.get(1);
            steps.remove(0);
            steps.remove(0);
        } else {
            return Optional.empty();
        }
        String version = steps.remove(0);
        String namespace = "";
        if (steps.size() >= 3 && steps.get(0).equals("namespaces") && !isNamespacePart(group, steps.get(2))) {
            namespace = steps.get(1);
            steps.remove(0);
            steps.remove(0);
        }
        if (steps.size() > 3) {
            return Optional.empty();
        }
        String name = steps.size() > 1 ? steps.get(1) : "";
        String subresource = steps.size() > 2 ? steps.get(2) : "";
        String inNamespace = namespace;
        return kinds.find(group, version, steps.get(0))
                .filter(kind -> kind.namespaced() || inNamespace.isEmpty())
                .map(kind -> new Address(kind, inNamespace, name, subresource));
    }

    private static boolean isNamespacePart(String group, String step) {
        return group.isEmpty() && (step.equals("status") || step.equals("finalize"));
    }

    /** As faults name it: {@code leases}, {@code nodegroups/status}. */
    String resource() {
        return subresource.isEmpty() ? kind.plural() : kind.plural() + "/" + subresource;
    }
}
