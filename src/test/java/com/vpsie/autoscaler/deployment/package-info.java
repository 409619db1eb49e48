/** What is shipped beside the program: manifests, alerts, dashboard. */
@NullMarked
package com.vpsie.autoscaler.deployment;

import org.jspecify.annotations.NullMarked;
