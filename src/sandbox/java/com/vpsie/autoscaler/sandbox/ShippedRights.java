package com.vpsie.autoscaler.sandbox;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The roles of {@code kube/base/rbac.yaml} for an installation in another namespace, bound to users instead of the
 * ServiceAccount, so that what is missing in the manifest fails here as it does in a cluster. Immutable.
 */
public final class ShippedRights {
    private static final String NAMESPACE = "kube-system";
    private static final String LEASE = "vpsie-autoscaler-leader";
    private static final String DOCUMENT_BORDER = "(?m)^---$";

    private final String text;
    private final String namespace;
    private final String lease;
    private final List<String> users;

    private ShippedRights(String text, String namespace, String lease, List<String> users) {
        this.text = text;
        this.namespace = namespace;
        this.lease = lease;
        this.users = users;
    }

    /**
     * The manifest as it is shipped.
     *
     * @param project the directory of pom.xml
     */
    public static ShippedRights of(Path project) {
        try {
            return new ShippedRights(
                    Files.readString(project.resolve("kube/base/rbac.yaml")), NAMESPACE, LEASE, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For Lease and Secret in this namespace. */
    public ShippedRights in(String otherNamespace) {
        return new ShippedRights(text, otherNamespace, lease, users);
    }

    /** For a Lease of this name. */
    public ShippedRights forLease(String name) {
        return new ShippedRights(text, namespace, name, users);
    }

    /** Bound to these users and to nobody else. */
    public ShippedRights boundTo(List<String> names) {
        return new ShippedRights(text, namespace, lease, List.copyOf(names));
    }

    /** The objects, in the order of the file. */
    public List<HasMetadata> objects() {
        List<HasMetadata> objects = new ArrayList<>();
        for (String document : text.split(DOCUMENT_BORDER)) {
            if (document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#"))) {
                objects.add(adapted(Serialization.unmarshal(document)));
            }
        }
        return objects;
    }

    private HasMetadata adapted(HasMetadata object) {
        if (object.getMetadata().getNamespace() != null) {
            object.getMetadata().setNamespace(namespace);
        }
        if (object instanceof Role role) {
            role.getRules().forEach(this::rename);
        } else if (object instanceof RoleBinding binding) {
            binding.setSubjects(subjects(binding.getSubjects()));
        } else if (object instanceof ClusterRoleBinding binding) {
            binding.setSubjects(subjects(binding.getSubjects()));
        }
        return object;
    }

    /** A rule about the Lease alone is about ours; where it stands beside another, it is looked at and nothing more. */
    private void rename(PolicyRule rule) {
        if (rule.getResourceNames().equals(List.of(LEASE))) {
            rule.setResourceNames(List.of(lease));
        } else if (rule.getResourceNames().equals(List.of(NAMESPACE))) {
            rule.setResourceNames(List.of(namespace));
        }
    }

    private List<Subject> subjects(List<Subject> shipped) {
        if (!users.isEmpty()) {
            return users.stream()
                    .map(user -> new SubjectBuilder()
                            .withApiGroup("rbac.authorization.k8s.io")
                            .withKind("User")
                            .withName(user)
                            .build())
                    .toList();
        }
        shipped.forEach(subject -> subject.setNamespace(namespace));
        return shipped;
    }

    /** All rules with the namespace they hold in, empty for the whole cluster. */
    public List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (HasMetadata object : objects()) {
            if (object instanceof Role role) {
                role.getRules().forEach(rule -> rules.add(new Rule(Optional.of(namespace), rule)));
            } else if (object instanceof ClusterRole role) {
                role.getRules().forEach(rule -> rules.add(new Rule(Optional.empty(), rule)));
            }
        }
        return rules;
    }

    /** What is granted, and where. */
    public record Rule(Optional<String> namespace, PolicyRule rule) {}

    /** Creates what holds in the whole cluster, or brings it to what it should be. */
    public void applyClusterWide(KubernetesClient admin) {
        objects().stream()
                .filter(object -> object.getMetadata().getNamespace() == null)
                .forEach(object -> apply(admin, object));
    }

    /** The same with what holds in the namespace, which must be there. */
    public void applyNamespaced(KubernetesClient admin) {
        objects().stream()
                .filter(object -> object.getMetadata().getNamespace() != null)
                .forEach(object -> apply(admin, object));
    }

    private static void apply(KubernetesClient admin, HasMetadata object) {
        HasMetadata found = admin.resource(object).get();
        if (found == null) {
            admin.resource(object).create();
        } else if (!(object instanceof ServiceAccount)) {
            object.getMetadata().setResourceVersion(found.getMetadata().getResourceVersion());
            admin.resource(object).update();
        }
    }
}
