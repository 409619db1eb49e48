package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.Copies;
import com.vpsie.autoscaler.api.v1alpha1.CostOptimization;
import com.vpsie.autoscaler.api.v1alpha1.MultiRegionConfig;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroupSpec;
import com.vpsie.autoscaler.api.v1alpha1.ScaleDownPolicy;
import com.vpsie.autoscaler.api.v1alpha1.ScaleUpPolicy;
import com.vpsie.autoscaler.api.v1alpha1.SpotConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names the fields of a NodeGroup that are set to something else than their default and have no effect. Stateless. */
final class UnsupportedFields {
    private UnsupportedFields() {}

    static List<String> of(NodeGroupSpec spec) {
        List<String> names = new ArrayList<>();
        add(names, "osImageID", given(spec.getOsImageID()));
        add(names, "allowMixedInstances", !spec.isAllowMixedInstances());
        add(names, "scaleUpPolicy", differs(spec.getScaleUpPolicy(), new ScaleUpPolicy()));
        add(names, "scaleDownPolicy", differs(spec.getScaleDownPolicy(), new ScaleDownPolicy()));
        add(names, "sshKeyIDs", !spec.getSshKeyIDs().isEmpty());
        add(names, "tags", !spec.getTags().isEmpty());
        add(names, "notes", given(spec.getNotes()));
        add(names, "spotConfig", differs(spec.getSpotConfig(), new SpotConfig()));
        add(names, "multiRegion", differs(spec.getMultiRegion(), new MultiRegionConfig()));
        add(names, "costOptimization", differs(spec.getCostOptimization(), new CostOptimization()));
        return names;
    }

    private static void add(List<String> names, String name, boolean set) {
        if (set) {
            names.add("spec." + name);
        }
    }

    private static boolean given(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    private static boolean differs(@Nullable Object value, Object byDefault) {
        return value != null && !Copies.same(value, byDefault);
    }
}
