package com.vpsie.autoscaler.sandbox.kube.access;

/** @param reason which binding allows it, or why the roles could not all be read; may be empty */
public record Verdict(boolean allowed, String reason) {}
