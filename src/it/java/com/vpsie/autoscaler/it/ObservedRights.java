package com.vpsie.autoscaler.it;

import com.vpsie.autoscaler.permission.Deployment;
import com.vpsie.autoscaler.permission.Permission;
import com.vpsie.autoscaler.permission.Permission.Scope;
import com.vpsie.autoscaler.sandbox.kube.AccessLog.Entry;
import java.util.List;
import java.util.Optional;

/**
 * What a user asked of the Kubernetes API, held against what {@link Permission#NEEDED} says the program needs. Immutable.
 *
 * <p>A right over the whole cluster counts as used only by a request that no right in the namespaces of Lease and Secret
 * would have allowed.
 */
final class ObservedRights {
    private final Deployment deployment;
    private final List<Entry> asked;

    ObservedRights(Deployment deployment, List<Entry> asked) {
        this.deployment = deployment;
        this.asked = List.copyOf(asked);
    }

    /** Requests that nothing needed covers, as {@code delete pods "web" in namespace shop}. */
    List<String> surplus() {
        return asked.stream()
                .filter(entry ->
                        Permission.NEEDED.stream().noneMatch(needed -> verbs(needed, entry) && covers(needed, entry)))
                .map(ObservedRights::words)
                .sorted()
                .toList();
    }

    /** Verbs that are needed, it says, and that nobody used where they are granted. */
    List<String> unused() {
        return Permission.NEEDED.stream()
                .flatMap(needed -> needed.verbs().stream()
                        .filter(verb ->
                                asked.stream().noneMatch(entry -> entry.verb().equals(verb) && uses(needed, entry)))
                        .map(verb -> words(needed, verb)))
                .sorted()
                .toList();
    }

    private static boolean verbs(Permission needed, Entry entry) {
        return needed.verbs().contains(entry.verb());
    }

    private boolean covers(Permission needed, Entry entry) {
        return needed.group().equals(entry.group())
                && needed.resource().equals(entry.resource())
                && within(deployment.namespaceOf(needed.scope()), entry.namespace())
                && within(deployment.nameOf(needed.name()), entry.name());
    }

    private static boolean within(Optional<String> granted, String asked) {
        return granted.isEmpty() || granted.get().equals(asked);
    }

    private boolean uses(Permission needed, Entry entry) {
        boolean elsewhere = !entry.namespace().equals(deployment.electionNamespace())
                && !entry.namespace().equals(deployment.secretNamespace());
        return covers(needed, entry) && (needed.scope() != Scope.CLUSTER || elsewhere);
    }

    private static String words(Entry entry) {
        return entry.verb() + " " + entry.resource() + " of group \"" + entry.group() + "\""
                + (entry.name().isEmpty() ? "" : " named " + entry.name())
                + (entry.namespace().isEmpty() ? "" : " in namespace " + entry.namespace());
    }

    private String words(Permission needed, String verb) {
        return verb + " " + needed.title()
                + deployment.nameOf(needed.name()).map(name -> " named " + name).orElse("")
                + deployment
                        .namespaceOf(needed.scope())
                        .map(namespace -> " in namespace " + namespace)
                        .orElse(" in the whole cluster");
    }
}
