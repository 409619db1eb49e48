/** Patch documents as changes of an object. */
@NullMarked
package com.vpsie.autoscaler.sandbox.kube.patch;

import org.jspecify.annotations.NullMarked;
