/**
 * The custom resources, as JavaBeans that Jackson and the CRD generator read. They are the source of kube/crds: after a
 * change here regenerate those files. Field names are the JSON names; times are RFC 3339 strings in UTC.
 */
@NullMarked
package com.vpsie.autoscaler.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
