package com.vpsie.autoscaler.vpsie;

/** Synchronous CDI event: other credentials are in force from now on. Not fired when the Secret says the same again. */
public record CredentialsChanged(VpsieCredentials credentials) {}
