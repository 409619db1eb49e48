package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.Identity;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Who this process is. The process mark lives in a system property, since a redeployed application has new classes but
 * is the same process, and another process is what the mark has to tell apart.
 */
public final class ProcessIdentity {
    private static final String MARK_PROPERTY = "com.vpsie.autoscaler.leader.process-mark";

    private ProcessIdentity() {}

    /** From {@code POD_NAME} (else the host name), {@code POD_UID} and {@code CONTAINER_NAME}. */
    public static Identity of(Map<String, String> environment) {
        String name = value(environment, "POD_NAME")
                .or(() -> value(environment, "HOSTNAME"))
                .orElseGet(ProcessIdentity::host);
        return Identity.of(
                name,
                value(environment, "POD_UID").orElse(""),
                value(environment, "CONTAINER_NAME").orElse(""),
                mark());
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    private static String mark() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        String fresh = HexFormat.of().formatHex(random);
        Object mark = System.getProperties().computeIfAbsent(MARK_PROPERTY, absent -> fresh);
        return mark.toString();
    }
}
