/**
 * What every replica keeps warm: caches of NodeGroups, VPSieNodes and Nodes, the watched Secret, and the queue that turns
 * their changes into work. Followers stop here; only a leader has listeners and workers.
 */
@NullMarked
package com.vpsie.autoscaler.observe;

import org.jspecify.annotations.NullMarked;
