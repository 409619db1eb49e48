package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.act.WriteRefused.Why;
import com.vpsie.autoscaler.api.v1alpha1.AutoscalerConfig;
import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@link Objects} over the application's Kubernetes client. */
final class KubernetesObjects implements Objects {
    private static final long PAGE = 500;
    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;

    KubernetesObjects(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Listed<NodeGroup> listGroups() {
        return listAll(NodeGroup.class);
    }

    @Override
    public Listed<VPSieNode> listChildren() {
        return listAll(VPSieNode.class);
    }

    /** Without a resource version in the request the server answers from a quorum, and all pages as of the first. */
    private <T extends HasMetadata> Listed<T> listAll(Class<T> kind) {
        List<T> all = new ArrayList<>();
        String version = "";
        String next = "";
        do {
            KubernetesResourceList<T> page = client.resources(kind)
                    .inAnyNamespace()
                    .list(new ListOptionsBuilder()
                            .withLimit(PAGE)
                            .withContinue(next.isEmpty() ? null : next)
                            .build());
            all.addAll(page.getItems());
            version = page.getMetadata().getResourceVersion();
            String more = page.getMetadata().getContinue();
            next = more == null ? "" : more;
        } while (!next.isEmpty());
        return new Listed<>(all, version);
    }

    @Override
    public Optional<AutoscalerConfig> getConfig() {
        return Optional.ofNullable(client.resources(AutoscalerConfig.class)
                .withName(Names.CONFIG_NAME)
                .get());
    }

    @Override
    public Optional<NodeGroup> getGroup(GroupKey key) {
        return Optional.ofNullable(client.resources(NodeGroup.class)
                .inNamespace(key.namespace())
                .withName(key.name())
                .get());
    }

    @Override
    public Optional<VPSieNode> getChild(String namespace, String name) {
        return Optional.ofNullable(client.resources(VPSieNode.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    @Override
    public NodeGroup putGroup(NodeGroup group) {
        return write(group, () -> client.resource(group).update());
    }

    @Override
    public NodeGroup putGroupStatus(NodeGroup group) {
        return write(group, () -> client.resource(group).updateStatus());
    }

    @Override
    public VPSieNode createChild(VPSieNode child) {
        return write(child, () -> client.resource(child).create());
    }

    @Override
    public VPSieNode putChild(VPSieNode child) {
        return write(child, () -> client.resource(child).update());
    }

    @Override
    public VPSieNode putChildStatus(VPSieNode child) {
        return write(child, () -> client.resource(child).updateStatus());
    }

    @Override
    public void deleteChild(String namespace, String name, String uid) {
        delete("/apis/" + Names.GROUP + "/" + Names.VERSION + "/namespaces/" + namespace + "/vpsienodes/" + name, uid);
    }

    @Override
    public Optional<Node> getNode(String name) {
        return Optional.ofNullable(client.nodes().withName(name).get());
    }

    @Override
    public void patchNode(String name, Map<String, Object> patch) {
        // given a name alone, the client reads the object before it patches it
        Node named =
                new NodeBuilder().withNewMetadata().withName(name).endMetadata().build();
        write(
                name,
                () -> client.resource(named).patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch)));
    }

    @Override
    public void deleteNode(String name, String uid) {
        delete("/api/v1/nodes/" + name, uid);
    }

    @Override
    public List<Pod> podsOn(String node) {
        return client.pods()
                .inAnyNamespace()
                .withField("spec.nodeName", node)
                .list()
                .getItems();
    }

    @Override
    public boolean evict(Pod pod) {
        return client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .evict(new EvictionBuilder()
                        .withNewMetadata()
                        .withName(pod.getMetadata().getName())
                        .withNamespace(pod.getMetadata().getNamespace())
                        .endMetadata()
                        .build());
    }

    /** The client's own delete knows no precondition on the uid. */
    private void delete(String path, String uid) {
        DeleteOptions options = new DeleteOptionsBuilder()
                .withNewPreconditions()
                .withUid(uid)
                .endPreconditions()
                .build();
        try {
            client.raw(path, "DELETE", options);
        } catch (KubernetesClientException e) {
            boolean goneOrAnother =
                    e.getCode() == HttpURLConnection.HTTP_NOT_FOUND || e.getCode() == HttpURLConnection.HTTP_CONFLICT;
            if (!goneOrAnother) {
                throw e;
            }
        }
    }

    private static <T> T write(HasMetadata object, Supplier<T> request) {
        return write(object.getKind() + " " + object.getMetadata().getName(), request);
    }

    private static <T> T write(String what, Supplier<T> request) {
        try {
            return request.get();
        } catch (KubernetesClientException e) {
            throw refused(what, e);
        }
    }

    private static RuntimeException refused(String what, KubernetesClientException e) {
        String message = what + ": " + e.getMessage();
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_CONFLICT ->
                new WriteRefused(alreadyExists(e) ? Why.EXISTS : Why.STALE, message, e);
            case HttpURLConnection.HTTP_NOT_FOUND -> new WriteRefused(Why.ABSENT, message, e);
            case UNPROCESSABLE -> new WriteRefused(fenced(e) ? Why.FENCED : Why.REFUSED, message, e);
            case HttpURLConnection.HTTP_FORBIDDEN -> new WriteRefused(Why.REFUSED, message, e);
            default -> e;
        };
    }

    private static boolean alreadyExists(KubernetesClientException e) {
        return e.getStatus() != null && "AlreadyExists".equals(e.getStatus().getReason());
    }

    private static boolean fenced(KubernetesClientException e) {
        return e.getMessage() != null && e.getMessage().contains(NodeGroup.FENCE_MESSAGE);
    }
}
