/**
 * The whole product on one machine: a Kubernetes API, a simulated VPSie, replicas of the WAR as processes of their own,
 * and a table of what they do. On the test class path only; never in the WAR.
 */
@NullMarked
package com.vpsie.autoscaler.sandbox;

import org.jspecify.annotations.NullMarked;
