package com.vpsie.autoscaler.permission;

import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;

class PermissionCheckTest extends PermissionCases {
    @Override
    KubernetesUnderTest open() {
        return EmbeddedKubernetes.start(0);
    }
}
