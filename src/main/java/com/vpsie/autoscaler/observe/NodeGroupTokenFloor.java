package com.vpsie.autoscaler.observe;

import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.leader.TokenFloor;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The highest token that any NodeGroup was sealed with. Read with a list that names no resource version, which the API
 * server answers from a quorum and not from its cache. Stateless, thread-safe, blocks for the duration of the list.
 */
@ApplicationScoped
public class NodeGroupTokenFloor implements TokenFloor {
    private static final long PAGE = 500;

    private final KubernetesClient client;

    /** For the client proxy only, which never uses its fields. */
    @SuppressWarnings("NullAway")
    protected NodeGroupTokenFloor() {
        client = null;
    }

    @Inject
    public NodeGroupTokenFloor(KubernetesClient client) {
        this.client = client;
    }

    /** @throws IOException says in one sentence why the groups cannot be listed, e.g. that their definition is missing */
    @Override
    public long read() throws IOException {
        try {
            long highest = 0;
            String next = null;
            do {
                KubernetesResourceList<NodeGroup> page = client.resources(NodeGroup.class)
                        .inAnyNamespace()
                        .list(new ListOptionsBuilder()
                                .withLimit(PAGE)
                                .withContinue(next)
                                .build());
                highest = Math.max(highest, highest(page.getItems().stream()));
                next = page.getMetadata().getContinue();
            } while (next != null && !next.isEmpty());
            return highest;
        } catch (KubernetesClientException e) {
            throw new IOException(Trouble.words(WatchedKind.NODE_GROUPS, e), e);
        }
    }

    private static long highest(Stream<NodeGroup> groups) {
        return groups.map(group -> group.getStatus().getLeaderToken())
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }
}
