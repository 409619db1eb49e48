package com.vpsie.autoscaler.sandbox.kube;

import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.util.ArrayList;
import java.util.List;

/** Which parameters of lists and watches go together. */
final class Reading {
    static final String EXACT = "Exact";
    static final String NOT_OLDER_THAN = "NotOlderThan";

    private static final ResourceKind LIST_OPTIONS =
            ResourceKind.builtin("meta.k8s.io", "v1", "listoptions", "ListOptions");
    private static final String MATCH = "resourceVersionMatch";
    private static final String INITIAL = "sendInitialEvents";

    private Reading() {}

    /** @throws ApiException 422 */
    static void checkList(Call call) {
        List<FieldError> problems = new ArrayList<>();
        if (call.has(INITIAL)) {
            problems.add(forbidden(INITIAL, "sendInitialEvents is forbidden for list"));
        }
        String match = call.parameter(MATCH);
        if (!match.isEmpty()) {
            if (call.parameter("resourceVersion").isEmpty()) {
                problems.add(forbidden(MATCH, "resourceVersionMatch is forbidden unless resourceVersion is provided"));
            }
            if (!call.parameter("continue").isEmpty()) {
                problems.add(forbidden(MATCH, "resourceVersionMatch is forbidden when continue is provided"));
            }
            if (!match.equals(EXACT) && !match.equals(NOT_OLDER_THAN)) {
                problems.add(unsupported(match, "\"Exact\", \"NotOlderThan\", \"\""));
            }
            if (match.equals(EXACT) && call.parameter("resourceVersion").equals("0")) {
                problems.add(forbidden(MATCH, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
            }
        }
        refuse(problems);
    }

    /** @throws ApiException 422 */
    static void checkWatch(Call call) {
        List<FieldError> problems = new ArrayList<>();
        String match = call.parameter(MATCH);
        if (!match.isEmpty() && !call.has(INITIAL)) {
            problems.add(forbidden(
                    MATCH, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
        }
        if (call.has(INITIAL) && !match.equals(NOT_OLDER_THAN)) {
            problems.add(forbidden(MATCH, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
        }
        if (!match.isEmpty() && !match.equals(NOT_OLDER_THAN)) {
            problems.add(unsupported(match, "\"NotOlderThan\""));
        }
        if (!call.parameter("continue").isEmpty()) {
            problems.add(forbidden(MATCH, "resourceVersionMatch is forbidden when continue is provided"));
        }
        refuse(problems);
    }

    private static FieldError forbidden(String field, String why) {
        return new FieldError(Type.FORBIDDEN, field, why);
    }

    private static FieldError unsupported(String given, String supported) {
        return new FieldError(Type.NOT_SUPPORTED, MATCH, "\"" + given + "\": supported values: " + supported);
    }

    private static void refuse(List<FieldError> problems) {
        if (!problems.isEmpty()) {
            throw ApiException.invalid(LIST_OPTIONS, "", problems);
        }
    }

    /**
     * The resourceVersion that a list asks for, 0 when none.
     *
     * @throws ApiException 400
     */
    static long listVersion(Call call) {
        try {
            return version(call);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("invalid resource version: " + notANumber(call));
        }
    }

    /**
     * The resourceVersion that a get or a watch asks for, 0 when none.
     *
     * @throws ApiException 500, which is what a real API server answers
     */
    static long oneVersion(Call call) {
        try {
            return version(call);
        } catch (NumberFormatException e) {
            throw ApiException.of(500, "", notANumber(call));
        }
    }

    private static long version(Call call) {
        String text = call.parameter("resourceVersion");
        return text.isEmpty() ? 0 : Long.parseUnsignedLong(text.startsWith("+") ? "x" : text);
    }

    private static String notANumber(Call call) {
        String text = call.parameter("resourceVersion");
        return "resourceVersion: Invalid value: \"" + text + "\": strconv.ParseUint: parsing \"" + text
                + "\": invalid syntax";
    }
}
