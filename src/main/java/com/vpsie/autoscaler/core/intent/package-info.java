/** The ledger of what was asked of the cloud, see {@code DESIGN.md} beside this file. Values only: time comes in. */
@NullMarked
package com.vpsie.autoscaler.core.intent;

import org.jspecify.annotations.NullMarked;
