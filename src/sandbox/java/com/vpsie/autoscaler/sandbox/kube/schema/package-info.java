/** OpenAPI schemas of Kubernetes objects: defaults, pruning, validation, CEL rules. */
@NullMarked
package com.vpsie.autoscaler.sandbox.kube.schema;

import org.jspecify.annotations.NullMarked;
