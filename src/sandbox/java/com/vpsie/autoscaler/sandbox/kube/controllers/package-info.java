/** What kube-controller-manager does on a real cluster, on the store alone: garbage, namespaces, budgets, pods. */
@NullMarked
package com.vpsie.autoscaler.sandbox.kube.controllers;

import org.jspecify.annotations.NullMarked;
