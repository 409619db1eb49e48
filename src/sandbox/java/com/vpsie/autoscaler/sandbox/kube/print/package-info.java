/** Objects as rows of a table, the form in which kubectl asks for what it prints. */
@NullMarked
package com.vpsie.autoscaler.sandbox.kube.print;

import org.jspecify.annotations.NullMarked;
