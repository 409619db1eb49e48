/** Who somebody is and what they may do: tokens, RBAC, and the reviews that ask for both. */
@NullMarked
package com.vpsie.autoscaler.sandbox.kube.access;

import org.jspecify.annotations.NullMarked;
