/** High availability as people see it: who leads, what a hand-over costs, and that no two lead. */
@NullMarked
package com.vpsie.autoscaler.it.leadership;

import org.jspecify.annotations.NullMarked;
