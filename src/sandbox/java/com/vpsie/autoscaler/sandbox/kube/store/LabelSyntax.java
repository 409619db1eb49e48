package com.vpsie.autoscaler.sandbox.kube.store;

import java.util.Optional;
import java.util.regex.Pattern;

/** What keys and values of labels may look like; the texts are those of a real API server. */
final class LabelSyntax {
    private static final int LONGEST = 63;
    private static final String WORD = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final Pattern NAME = Pattern.compile(WORD);
    private static final Pattern PREFIX =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final String CHARACTERS =
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and"
                    + " end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
                    + " validation is '" + WORD + "')";

    private LabelSyntax() {}

    /** What is wrong with a key such as {@code example.com/role}; empty when nothing is. */
    static Optional<String> keyProblem(String key) {
        String[] parts = key.split("/", -1);
        String name = parts[parts.length - 1];
        String problem = "";
        if (parts.length > 2) {
            problem = "a valid label key " + CHARACTERS
                    + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
        } else if (parts.length == 2 && !PREFIX.matcher(parts[0]).matches()) {
            problem = parts[0].isEmpty()
                    ? "prefix part must be non-empty"
                    : "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
                            + " '-' or '.', and must start and end with an alphanumeric character";
        } else if (name.isEmpty()) {
            problem = "name part must be non-empty; name part " + CHARACTERS;
        } else if (name.length() > LONGEST) {
            problem = "name part must be no more than " + LONGEST + " bytes";
        } else if (!NAME.matcher(name).matches()) {
            problem = "name part " + CHARACTERS;
        }
        return problem.isEmpty() ? Optional.empty() : Optional.of(invalid("<nil>: ", key, problem));
    }

    /** What is wrong with a value; empty when nothing is. */
    static Optional<String> valueProblem(String value) {
        if (value.length() > LONGEST) {
            return Optional.of(invalid("", value, "must be no more than " + LONGEST + " bytes"));
        }
        if (!value.isEmpty() && !NAME.matcher(value).matches()) {
            return Optional.of(invalid(
                    "",
                    value,
                    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and"
                            + " must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or"
                            + " '12345', regex used for validation is '(" + WORD + ")?')"));
        }
        return Optional.empty();
    }

    private static String invalid(String path, String value, String problem) {
        return path + "Invalid value: \"" + value + "\": " + problem;
    }
}
