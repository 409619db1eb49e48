/** Three replicas as real processes under real faults, judged by what cloud and API server wrote down themselves. */
@NullMarked
package com.vpsie.autoscaler.it.faults;

import org.jspecify.annotations.NullMarked;
