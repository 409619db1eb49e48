/** The HTTP face: metrics, health and management, told apart by the port a request came in on. Read only but for step-down. */
@NullMarked
package com.vpsie.autoscaler.web;

import org.jspecify.annotations.NullMarked;
