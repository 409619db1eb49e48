/** A script of kubectl commands, run on the embedded API and on a real one. */
@NullMarked
package com.vpsie.autoscaler.sandbox.kube.kubectl;

import org.jspecify.annotations.NullMarked;
