package com.vpsie.autoscaler.sandbox.scenario;

import java.time.Duration;

/**
 * How one step ended.
 *
 * @param detail what the step had to say, or why it failed
 */
public record StepResult(String name, boolean passed, Duration took, String detail) {}
