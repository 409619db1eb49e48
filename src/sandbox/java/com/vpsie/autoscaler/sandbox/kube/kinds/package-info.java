/** The kinds that are served, built-in and custom, with the rules of their content. */
@NullMarked
package com.vpsie.autoscaler.sandbox.kube.kinds;

import org.jspecify.annotations.NullMarked;
