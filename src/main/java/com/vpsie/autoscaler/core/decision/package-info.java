/** What was decided and why, as a value. */
@NullMarked
package com.vpsie.autoscaler.core.decision;

import org.jspecify.annotations.NullMarked;
