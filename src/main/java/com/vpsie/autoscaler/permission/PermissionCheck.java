package com.vpsie.autoscaler.permission;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Asks the API server for each verb of each {@link Permission}, one request a verb. Stateless; blocks. */
public final class PermissionCheck {
    private final KubernetesClient client;
    private final Deployment deployment;

    public PermissionCheck(KubernetesClient client, Deployment deployment) {
        this.client = client;
        this.deployment = deployment;
    }

    /**
     * What is needed and not granted, such as {@code update leases.coordination.k8s.io "x" in namespace y}.
     *
     * @throws KubernetesClientException when the API server does not answer
     */
    public List<String> missing(Predicate<Permission> which) {
        List<String> missing = new ArrayList<>();
        for (Permission permission : Permission.NEEDED) {
            if (which.test(permission)) {
                for (String verb : permission.verbs()) {
                    if (!granted(permission, verb)) {
                        missing.add(describe(permission, verb));
                    }
                }
            }
        }
        return missing;
    }

    private boolean granted(Permission permission, String verb) {
        String[] parts = permission.resource().split("/", 2);
        SelfSubjectAccessReview answer = client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withGroup(permission.group())
                        .withResource(parts[0])
                        .withSubresource(parts.length > 1 ? parts[1] : null)
                        .withNamespace(
                                deployment.namespaceOf(permission.scope()).orElse(null))
                        .withName(deployment.nameOf(permission.name()).orElse(null))
                        .withVerb(verb)
                        .endResourceAttributes()
                        .endSpec()
                        .build());
        return answer.getStatus() != null
                && Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }

    private String describe(Permission permission, String verb) {
        return verb + " " + permission.title()
                + deployment
                        .nameOf(permission.name())
                        .map(name -> " \"" + name + "\"")
                        .orElse("")
                + deployment
                        .namespaceOf(permission.scope())
                        .map(namespace -> " in namespace " + namespace)
                        .orElse("");
    }
}
