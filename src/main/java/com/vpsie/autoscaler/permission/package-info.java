/** What the Kubernetes API must allow this program, and whether it does. */
@NullMarked
package com.vpsie.autoscaler.permission;

import org.jspecify.annotations.NullMarked;
