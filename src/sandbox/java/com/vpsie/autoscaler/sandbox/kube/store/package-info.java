/** The state of the API server: objects, versions, history and watches, without HTTP. */
@NullMarked
package com.vpsie.autoscaler.sandbox.kube.store;

import org.jspecify.annotations.NullMarked;
