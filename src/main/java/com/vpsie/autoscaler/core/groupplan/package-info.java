/** What one NodeGroup needs next, as a function of values. */
@NullMarked
package com.vpsie.autoscaler.core.groupplan;

import org.jspecify.annotations.NullMarked;
