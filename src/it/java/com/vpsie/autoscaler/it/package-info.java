/** The WAR on a real Liberty, started the way users start it: by the launcher, as a process of its own. */
@NullMarked
package com.vpsie.autoscaler.it;

import org.jspecify.annotations.NullMarked;
