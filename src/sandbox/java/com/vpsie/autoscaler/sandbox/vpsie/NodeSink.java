package com.vpsie.autoscaler.sandbox.vpsie;

import io.fabric8.kubernetes.api.model.Node;
import java.time.Instant;
import java.util.Set;

/** Where machines register: a Kubernetes API, or a list in a test. */
public interface NodeSink {
    /** Creates the Node with its status; one that is there already is left as it is. */
    void register(Node node);

    /** Sets the Ready condition to True; a Node that is gone stays so. */
    void becomeReady(String nodeName);

    /** The kubelet's sign of life, some ten seconds after the last; where nobody reads it, it may do nothing. */
    void heartbeat(String nodeName);

    /** Does for the pods on these nodes what their kubelets would do now. */
    void tendPods(Set<String> nodeNames, Instant now);
}
