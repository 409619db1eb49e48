/** Reads objects that clients send in Kubernetes' binary form, as kubectl does with what it makes itself. */
@NullMarked
package com.vpsie.autoscaler.sandbox.kube.protobuf;

import org.jspecify.annotations.NullMarked;
