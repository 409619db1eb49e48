/** Where the application is put together: producers of what every part shares. */
@NullMarked
package com.vpsie.autoscaler.boot;

import org.jspecify.annotations.NullMarked;
