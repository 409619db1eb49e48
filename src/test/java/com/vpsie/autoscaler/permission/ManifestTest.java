package com.vpsie.autoscaler.permission;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.ShippedRights;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The manifest grants exactly what the program says it needs. */
class ManifestTest {
    private static final Deployment SHIPPED =
            new Deployment("kube-system", "vpsie-autoscaler-leader", "kube-system", "vpsie-secret");

    private static Set<String> needed() {
        Set<String> all = new TreeSet<>();
        for (Permission permission : Permission.NEEDED) {
            permission
                    .verbs()
                    .forEach(verb -> all.add(words(
                            verb,
                            permission.group(),
                            permission.resource(),
                            SHIPPED.nameOf(permission.name()),
                            SHIPPED.namespaceOf(permission.scope()))));
        }
        return all;
    }

    private static String words(
            String verb, String group, String resource, Optional<String> name, Optional<String> namespace) {
        return verb + " " + group + "/" + resource
                + name.map(n -> " named " + n).orElse("")
                + namespace.map(n -> " in " + n).orElse("");
    }

    private static Set<String> granted() {
        Set<String> all = new TreeSet<>();
        for (ShippedRights.Rule granted : ShippedRights.of(Path.of("")).rules()) {
            PolicyRule rule = granted.rule();
            List<Optional<String>> names = rule.getResourceNames().isEmpty()
                    ? List.of(Optional.empty())
                    : rule.getResourceNames().stream().map(Optional::of).toList();
            for (String verb : rule.getVerbs()) {
                for (String group : rule.getApiGroups()) {
                    for (String resource : rule.getResources()) {
                        names.forEach(name -> all.add(words(verb, group, resource, name, granted.namespace())));
                    }
                }
            }
        }
        return all;
    }

    @Test
    void theManifestGrantsWhatIsNeededAndNothingElse() {
        assertThat(granted()).isNotEmpty().isEqualTo(needed());
    }

    @Test
    void nothingIsGrantedByAsterisk() {
        assertThat(granted()).noneMatch(right -> right.contains("*"));
    }
}
