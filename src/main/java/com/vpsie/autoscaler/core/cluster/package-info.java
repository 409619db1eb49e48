/** What a cluster looks like, as immutable values; JDK only. */
@NullMarked
package com.vpsie.autoscaler.core.cluster;

import org.jspecify.annotations.NullMarked;
