/** The one list of metrics. Everybody may import it; it imports only MicroProfile, {@code core} and {@code leader.core}. */
@NullMarked
package com.vpsie.autoscaler.metrics;

import org.jspecify.annotations.NullMarked;
