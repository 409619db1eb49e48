/**
 * A Kubernetes API to run the product against: an embedded one with faults on command, and a harness for a real one.
 *
 * <p>The embedded API is a verified fake: {@code KubernetesApiContractTest} runs the same cases against it and against
 * a real kube-apiserver.
 */
@NullMarked
package com.vpsie.autoscaler.sandbox.kube;

import org.jspecify.annotations.NullMarked;
