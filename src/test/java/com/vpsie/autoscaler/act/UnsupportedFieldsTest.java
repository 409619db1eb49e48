package com.vpsie.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.api.v1alpha1.NodeGroupSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No field of a NodeGroup is ignored without a word. */
class UnsupportedFieldsTest {
    /** What buying, naming, labelling and counting go by. */
    private static final Set<String> ACTED_ON = Set.of(
            "minNodes",
            "maxNodes",
            "datacenterID",
            "resourceIdentifier",
            "project",
            "offeringIDs",
            "kubernetesVersion",
            "preferredInstanceType",
            "labels",
            "taints",
            "kubeSizeID");

    private static final String EVERYTHING_ELSE = """
            osImageID: debian
            allowMixedInstances: false
            scaleUpPolicy: {enabled: false}
            scaleDownPolicy: {enabled: false}
            sshKeyIDs: [mine]
            tags: [blue]
            notes: for nobody
            spotConfig: {enabled: true}
            multiRegion: {enabled: true}
            costOptimization: {enabled: false}
            """;

    @Test
    void aFieldIsActedOnOrNamed() {
        NodeGroupSpec spec = Serialization.unmarshal(EVERYTHING_ELSE, NodeGroupSpec.class);

        Set<String> accounted = UnsupportedFields.of(spec).stream()
                .map(name -> name.substring("spec.".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(accounted).doesNotContainAnyElementsOf(ACTED_ON);
        accounted.addAll(ACTED_ON);
        assertThat(accounted)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(NodeGroupSpec.class.getDeclaredFields())
                        .filter(field -> !field.isSynthetic())
                        .map(field -> field.getName())
                        .toList());
    }

    @Test
    void whatIsAtItsDefaultIsNotNamed() {
        assertThat(UnsupportedFields.of(new NodeGroupSpec())).isEmpty();
    }
}
