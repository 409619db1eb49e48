/** Flags, environment and MicroProfile Config as one validated value; {@code Flags} is the only list of them. */
@NullMarked
package com.vpsie.autoscaler.config;

import org.jspecify.annotations.NullMarked;
