/** The vocabulary of a Kubernetes API server: kinds and what is known of them, objects as JSON trees, refusals. */
@NullMarked
package com.vpsie.autoscaler.sandbox.kube.api;

import org.jspecify.annotations.NullMarked;
