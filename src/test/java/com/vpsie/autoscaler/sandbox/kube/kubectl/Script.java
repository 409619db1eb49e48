package com.vpsie.autoscaler.sandbox.kube.kubectl;

import java.util.List;
import java.util.stream.Stream;

/** The whole script in its order; later steps find what earlier ones left. */
final class Script {
    private Script() {}

    static List<Step> steps() {
        return Stream.of(
                        ObjectSteps.steps(),
                        CustomSteps.steps(),
                        NodeSteps.steps(),
                        QuestionSteps.steps(),
                        DeletionSteps.steps())
                .flatMap(List::stream)
                .toList();
    }
}
