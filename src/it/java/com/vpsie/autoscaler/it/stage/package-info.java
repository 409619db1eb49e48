/** Replicas, a Kubernetes API, VPSie, and the ways between them, each of which can be cut; and who judges what happened. */
@NullMarked
package com.vpsie.autoscaler.it.stage;

import org.jspecify.annotations.NullMarked;
