/** Why it did, or did not, act: the last decisions with what they were based on, for people. Read only. */
@NullMarked
package com.vpsie.autoscaler.explain;

import org.jspecify.annotations.NullMarked;
