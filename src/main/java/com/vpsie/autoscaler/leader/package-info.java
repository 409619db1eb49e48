/**
 * Leader election on a Kubernetes Lease for any Jakarta EE application: it knows nothing of the rest of this product
 * and imports nothing of it.
 */
@NullMarked
package com.vpsie.autoscaler.leader;

import org.jspecify.annotations.NullMarked;
