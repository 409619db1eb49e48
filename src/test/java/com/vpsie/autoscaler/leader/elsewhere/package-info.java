/**
 * Another application that uses the election as a library: it knows the packages {@code leader} and {@code leader.core},
 * and nothing else of this product. docs/leader-election-elsewhere.md tells its story.
 */
@NullMarked
package com.vpsie.autoscaler.leader.elsewhere;

import org.jspecify.annotations.NullMarked;
