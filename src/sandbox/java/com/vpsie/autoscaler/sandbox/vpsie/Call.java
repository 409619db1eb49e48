package com.vpsie.autoscaler.sandbox.vpsie;

import java.time.Instant;

/**
 * Who asks, and since when.
 *
 * @param caller the replica's identity
 * @param receivedAt when the request had been read; earlier than its execution when that is late
 */
public record Call(String caller, Instant receivedAt) {}
