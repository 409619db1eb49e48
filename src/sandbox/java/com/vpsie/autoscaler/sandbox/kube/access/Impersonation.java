package com.vpsie.autoscaler.sandbox.kube.access;

import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whom a request poses as, by its {@code Impersonate-…} headers; nobody when there are none. Immutable.
 *
 * @param user empty for nobody
 */
public record Impersonation(String user, String uid, List<String> groups, Map<String, List<String>> extra) {
    private static final String PREFIX = "impersonate-";
    private static final String EXTRA = PREFIX + "extra-";
    private static final String AUTHENTICATION = "authentication.k8s.io";

    /** @param headers as they were sent; names in any case */
    public static Impersonation of(Map<String, List<String>> headers) {
        Map<String, List<String>> lower = new HashMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
        Map<String, List<String>> extra = new HashMap<>();
        lower.forEach((name, values) -> {
            if (name.startsWith(EXTRA)) {
                extra.put(name.substring(EXTRA.length()), List.copyOf(values));
            }
        });
        return new Impersonation(
                first(lower, "user"),
                first(lower, "uid"),
                List.copyOf(lower.getOrDefault(PREFIX + "group", List.of())),
                Map.copyOf(extra));
    }

    private static String first(Map<String, List<String>> headers, String what) {
        return headers.getOrDefault(PREFIX + what, List.of("")).get(0);
    }

    /** @throws ApiException 403 when {@code actual} may not pose so */
    User by(User actual, Rbac rbac, Attributes wanted) {
        if (user.isEmpty()) {
            if (groups.isEmpty() && uid.isEmpty() && extra.isEmpty()) {
                return actual;
            }
            throw ApiException.of(
                    500,
                    "InternalError",
                    "Internal error occurred: requested " + this + " without impersonating a user name");
        }
        for (Attributes needed : needed()) {
            if (!rbac.judge(actual, needed).allowed()) {
                rbac.require(actual, withVerb(wanted, "impersonate-on:user-info:" + wanted.verb()));
            }
        }
        return posed();
    }

    private static Attributes withVerb(Attributes wanted, String verb) {
        return new Attributes(
                verb,
                wanted.group(),
                wanted.resource(),
                wanted.subresource(),
                wanted.namespace(),
                wanted.name(),
                wanted.path());
    }

    private List<Attributes> needed() {
        List<Attributes> needed = new ArrayList<>();
        String[] account = account();
        needed.add(
                account.length == 2
                        ? Attributes.of("impersonate", "", "serviceaccounts", "", account[0], account[1])
                        : Attributes.of("impersonate", "", "users", "", "", user));
        groups.forEach(group -> needed.add(Attributes.of("impersonate", "", "groups", "", "", group)));
        if (!uid.isEmpty()) {
            needed.add(Attributes.of("impersonate", AUTHENTICATION, "uids", "", "", uid));
        }
        extra.forEach((key, values) -> values.forEach(
                value -> needed.add(Attributes.of("impersonate", AUTHENTICATION, "userextras", key, "", value))));
        return needed;
    }

    /** Namespace and name of a ServiceAccount, or something else. */
    private String[] account() {
        return user.startsWith(User.ACCOUNT_PREFIX)
                ? user.substring(User.ACCOUNT_PREFIX.length()).split(":", -1)
                : new String[0];
    }

    private User posed() {
        String[] account = account();
        List<String> all = new ArrayList<>(groups);
        if (account.length == 2 && groups.isEmpty()) {
            all.addAll(User.account(account[0], account[1], "").groups());
        }
        String everybody = User.ANONYMOUS.name().equals(user) ? "system:unauthenticated" : User.AUTHENTICATED;
        if (!all.contains(everybody)) {
            all.add(everybody);
        }
        return new User(user, uid, all, extra);
    }
}
