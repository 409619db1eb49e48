/** The tests of a deployment that is there already, in whatever cluster. */
@NullMarked
package com.vpsie.autoscaler.it.deployment;

import org.jspecify.annotations.NullMarked;
