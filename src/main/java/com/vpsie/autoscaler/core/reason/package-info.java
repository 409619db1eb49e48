/** Closed sets of reasons with stable codes. */
@NullMarked
package com.vpsie.autoscaler.core.reason;

import org.jspecify.annotations.NullMarked;
