/**
 * A VPSie cloud that runs in the process: the model ({@link com.vpsie.autoscaler.sandbox.vpsie.VpsieWorld}), its
 * append-only log ({@link com.vpsie.autoscaler.sandbox.vpsie.CloudLog}) by which tests judge, and the HTTP API in front
 * of it ({@link com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator}) with faults on command.
 *
 * <p>Nothing here uses the product's own classes, so an error in the product's reading of VPSie is not repeated here.
 */
@NullMarked
package com.vpsie.autoscaler.sandbox.vpsie;

import org.jspecify.annotations.NullMarked;
