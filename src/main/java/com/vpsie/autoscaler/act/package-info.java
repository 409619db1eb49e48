/**
 * Where deciding ends and doing begins: intents are stored, the gate is asked, the cloud is called, the answer is
 * settled. Everything here runs only while this replica leads. The only package that holds a {@code VpsieWriter}.
 */
@NullMarked
package com.vpsie.autoscaler.act;

import org.jspecify.annotations.NullMarked;
