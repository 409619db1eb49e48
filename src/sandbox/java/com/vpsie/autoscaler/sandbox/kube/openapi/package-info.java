/** The OpenAPI documents of the served kinds, from which kubectl explains them. */
@NullMarked
package com.vpsie.autoscaler.sandbox.kube.openapi;

import org.jspecify.annotations.NullMarked;
