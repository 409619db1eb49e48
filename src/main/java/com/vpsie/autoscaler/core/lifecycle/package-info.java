/** The life of one node as a table of phases. Values only: time comes in. */
@NullMarked
package com.vpsie.autoscaler.core.lifecycle;

import org.jspecify.annotations.NullMarked;
