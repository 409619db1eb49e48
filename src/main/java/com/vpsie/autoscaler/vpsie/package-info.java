/**
 * The port to the VPSie cloud. Reading is free, so {@link com.vpsie.autoscaler.vpsie.VpsieReader} may be called by any
 * replica; everything that costs or destroys is in {@link com.vpsie.autoscaler.vpsie.VpsieWriter} and takes a Term.
 */
@NullMarked
package com.vpsie.autoscaler.vpsie;

import org.jspecify.annotations.NullMarked;
