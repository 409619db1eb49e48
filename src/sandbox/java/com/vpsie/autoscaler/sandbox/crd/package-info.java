/** Writes the CRDs of kube/crds from the annotated classes; runs at build time only. */
@NullMarked
package com.vpsie.autoscaler.sandbox.crd;

import org.jspecify.annotations.NullMarked;
