/**
 * What {@code liberty/bin/vpsie-autoscaler} runs before, or instead of, the server: plain Java on the application's own
 * classes, without a container. Only {@code check} and the reading of a kubeconfig need the Kubernetes client.
 */
@NullMarked
package com.vpsie.autoscaler.config.launcher;

import org.jspecify.annotations.NullMarked;
