/** Scripts that play with a running sandbox and judge it by the logs of the API server and of the cloud. */
@NullMarked
package com.vpsie.autoscaler.sandbox.scenario;

import org.jspecify.annotations.NullMarked;
