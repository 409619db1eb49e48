/** A real Kubernetes API server, found or started, behind the same interface as the embedded one. */
@NullMarked
package com.vpsie.autoscaler.sandbox.kube.real;

import org.jspecify.annotations.NullMarked;
