package com.vpsie.autoscaler.leader.core;

import java.util.Optional;

/**
 * Who holds a Lease: {@code <pod or host name>_<pod UID>/<container name>_<process mark>}, the middle part only where
 * both are known. The process mark is random and one per JVM, so no two processes ever share an identity.
 *
 * @param text as written into the Lease
 * @param podUid empty when not known
 * @param container empty when not known
 * @param processMark empty when the text is not of our form
 */
public record Identity(String text, String podUid, String container, String processMark) {

    /** This process. Empty strings mean not known. */
    public static Identity of(String name, String podUid, String container, String processMark) {
        boolean known = !podUid.isBlank() && !container.isBlank();
        String middle = known ? "_" + podUid + "/" + container : "";
        return new Identity(
                name + middle + "_" + processMark, known ? podUid : "", known ? container : "", processMark);
    }

    /** Takes a holder apart; anything that is not of our form becomes an identity with unknown parts. */
    public static Identity parse(String text) {
        int mark = text.lastIndexOf('_');
        if (mark < 0) {
            return new Identity(text, "", "", "");
        }
        String processMark = text.substring(mark + 1);
        return middle(text.substring(0, mark))
                .map(pod -> new Identity(text, pod[0], pod[1], processMark))
                .orElseGet(() -> new Identity(text, "", "", processMark));
    }

    private static Optional<String[]> middle(String head) {
        int from = head.lastIndexOf('_');
        String[] parts = head.substring(from + 1).split("/", -1);
        boolean form = from >= 0 && parts.length == 2 && !parts[0].isEmpty() && !parts[1].isEmpty();
        return form ? Optional.of(parts) : Optional.empty();
    }

    /**
     * True when {@code holder} was an earlier process of this very container: the kubelet starts a container only after
     * the one before it is gone, so that process is dead. Never true without a known pod UID, nor within one JVM, where
     * a redeployment proves no death.
     */
    public boolean succeeds(Identity holder) {
        return !podUid.isEmpty()
                && podUid.equals(holder.podUid)
                && container.equals(holder.container)
                && !holder.processMark.isEmpty()
                && !processMark.equals(holder.processMark);
    }
}
