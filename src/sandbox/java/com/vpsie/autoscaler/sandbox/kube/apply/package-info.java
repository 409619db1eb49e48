/**
 * Server-side apply: who owns which field of an object, and what an applied configuration does to it. The behaviour is
 * that of a Kubernetes API server, described in KEP 555 and in the API concepts page of its documentation.
 */
@NullMarked
package com.vpsie.autoscaler.sandbox.kube.apply;

import org.jspecify.annotations.NullMarked;
