/** Replicas of the product as child processes: how they are started, watched, stopped and never left behind. */
@NullMarked
package com.vpsie.autoscaler.sandbox.replica;

import org.jspecify.annotations.NullMarked;
