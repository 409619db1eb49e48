package com.vpsie.autoscaler.leader.core;

/**
 * One broken rule of the configuration.
 *
 * @param flag as given on the command line, with its dashes
 * @param value as given, or as derived
 * @param rule what must hold, in words
 * @param arithmetic the rule with the numbers put in; empty when the rule has none
 */
public record Violation(String flag, String value, String rule, String arithmetic) {
    /** One line for a person. */
    public String message() {
        String why = arithmetic.isEmpty() ? "" : " (" + arithmetic + ")";
        return flag + "=" + value + ": " + rule + why;
    }
}
