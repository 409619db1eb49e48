package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.node.TextNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The {@code fieldManager} of a write: a printable text of at most 128 bytes. */
final class FieldManagerOption {
    private static final int LONGEST = 128;

    private FieldManagerOption() {}

    /**
     * Who the written fields will belong to: who the request says, or else the client's program.
     *
     * @throws ApiException 422 for one that is too long or holds characters that cannot be printed
     */
    static String of(Call call) {
        String given = call.parameter("fieldManager");
        check(call.method(), given);
        return given.isEmpty() ? program(call.userAgent()) : given;
    }

    private static void check(String method, String manager) {
        if (manager.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw invalid(method, FieldError.Type.TOO_LONG, "may not be more than " + LONGEST + " bytes");
        }
        int place = 0;
        for (int letter : manager.codePoints().toArray()) {
            if (!printable(letter)) {
                throw invalid(
                        method,
                        FieldError.Type.INVALID,
                        quoted(manager)
                                + String.format(
                                        Locale.ROOT, ": invalid character U+%04X (at position %d)", letter, place));
            }
            place += Character.toString(letter).getBytes(StandardCharsets.UTF_8).length;
        }
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    private static boolean printable(int letter) {
        int type = Character.getType(letter);
        return letter == ' '
                || !Character.isISOControl(letter)
                        && !Character.isSpaceChar(letter)
                        && type != Character.UNASSIGNED
                        && type != Character.FORMAT
                        && type != Character.SURROGATE
                        && type != Character.PRIVATE_USE;
    }

    private static String program(String userAgent) {
        StringBuilder name = new StringBuilder();
        userAgent
                .split("/", 2)[0]
                .codePoints()
                .filter(FieldManagerOption::printable)
                .forEach(letter -> {
                    String more = name + Character.toString(letter);
                    if (more.getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
                        name.appendCodePoint(letter);
                    }
                });
        return name.toString();
    }

    private static ApiException invalid(String method, FieldError.Type type, String detail) {
        String kind = switch (method) {
            case "POST" -> "CreateOptions";
            case "PUT" -> "UpdateOptions";
            default -> "PatchOptions";
        };
        ResourceKind options = ResourceKind.builtin("meta.k8s.io", "v1", kind.toLowerCase(Locale.ROOT), kind);
        return ApiException.invalid(options, "", List.of(new FieldError(type, "fieldManager", detail)));
    }
}
