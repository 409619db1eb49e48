package com.vpsie.autoscaler.sandbox.kube.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds that are only asked: a POST is answered and nothing is stored. */
public enum ReviewKind {
    LOCAL_ACCESS("authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview", true),
    SELF_ACCESS("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", false),
    SELF_RULES("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview", false),
    ACCESS("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview", false),
    SELF("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview", false),
    TOKEN("authentication.k8s.io", "tokenreviews", "TokenReview", false);

    private final String group;
    private final String plural;
    private final String kind;
    private final boolean namespaced;

    ReviewKind(String group, String plural, String kind, boolean namespaced) {
        this.group = group;
        this.plural = plural;
        this.kind = kind;
        this.namespaced = namespaced;
    }

    /** The kind that is asked at {@code /apis/group/v1/…}. */
    static Optional<ReviewKind> find(Attributes wanted, String path) {
        return Stream.of(values())
                .filter(one -> one.group.equals(wanted.group())
                        && one.plural.equals(wanted.resource())
                        && one.namespaced != wanted.namespace().isEmpty()
                        && path.startsWith("/apis/" + one.group + "/v1/"))
                .findFirst();
    }

    public String group() {
        return group;
    }

    public String plural() {
        return plural;
    }

    public String kind() {
        return kind;
    }

    public String singular() {
        return kind.toLowerCase(Locale.ROOT);
    }

    public boolean namespaced() {
        return namespaced;
    }
}
