/** The VPSie node autoscaler: a Kubernetes controller that buys and returns worker nodes. */
package com.vpsie.autoscaler;
