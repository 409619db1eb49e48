package com.vpsie.autoscaler.vpsie;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Judges an answer: the one place that knows VPSie's error shapes and wording. Pure, thread-safe.
 *
 * <p>Shapes seen: HTTP 4xx/5xx with {@code {"error":true|string,"code":int,"message":string}}, with text or with
 * nothing; HTTP 200 with {@code "error":true} and a status in {@code code}. The rule for mutations is in {@code
 * definite}: 4xx is VPSie refusing, everything else that is no success may have been done.
 */
final class AnswerParser {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final int LONGEST_MESSAGE = 300;

    /** The Go controller's list of terminal texts. */
    private static final List<String> CAPACITY = List.of(
            "exceeds the allowed limit",
            "quota exceeded",
            "quotaexceeded",
            "plan does not allow",
            "maximum number of",
            "limit reached",
            "subscription does not allow");

    /** For answers with an error but no usable code. */
    private static final Map<String, VpsieErrorCode> WORDS = Map.of(
            "not found", VpsieErrorCode.NOT_FOUND,
            "does not exist", VpsieErrorCode.NOT_FOUND,
            "unauthorized", VpsieErrorCode.UNAUTHORIZED,
            "unauthenticated", VpsieErrorCode.UNAUTHORIZED,
            "forbidden", VpsieErrorCode.FORBIDDEN,
            "already exists", VpsieErrorCode.CONFLICT,
            "too many requests", VpsieErrorCode.RATE_LIMITED,
            "rate limit", VpsieErrorCode.RATE_LIMITED);

    private AnswerParser() {}

    static Verdict judge(VpsieAnswer answer) {
        boolean success = answer.status() >= 200 && answer.status() < 300;
        if (success && answer.body().isBlank()) {
            return new Verdict.Success(MissingNode.getInstance());
        }
        JsonNode root = parse(answer.body());
        if (!success) {
            return ofStatus(answer.status(), answer.status(), message(root, answer.body()));
        }
        if (!root.isObject() && !root.isArray()) {
            return new Verdict.Failure(VpsieErrorCode.UNREADABLE, false, "no JSON object: " + shortened(answer.body()));
        }
        return saysError(root.path("error")) ? ofBody(root, answer) : new Verdict.Success(root);
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode root = JSON.readTree(body);
            return root == null ? MissingNode.getInstance() : root;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance(); // the caller decides what an unreadable body means
        }
    }

    /** HTTP said success, the body says error: the body's code counts as the status where it is one. */
    private static Verdict ofBody(JsonNode root, VpsieAnswer answer) {
        String message = message(root, answer.body());
        int code = root.path("code").asInt(0);
        if (code >= 400 && code < 600) {
            return ofStatus(code, answer.status(), message);
        }
        String text = message.toLowerCase(Locale.ROOT);
        if (saysCapacity(text)) {
            return new Verdict.Failure(VpsieErrorCode.CAPACITY, true, message);
        }
        return WORDS.entrySet().stream()
                .filter(word -> text.contains(word.getKey()))
                .findFirst()
                .map(word -> new Verdict.Failure(word.getValue(), true, message))
                .orElseGet(() -> new Verdict.Failure(VpsieErrorCode.SERVER_ERROR, false, message));
    }

    private static Verdict ofStatus(int status, int httpStatus, String message) {
        boolean clientError = status >= 400 && status < 500 && status != 408;
        if (saysCapacity(message.toLowerCase(Locale.ROOT))) {
            return new Verdict.Failure(VpsieErrorCode.CAPACITY, clientError || httpStatus < 300, message);
        }
        VpsieErrorCode code = switch (status) {
            case 401 -> VpsieErrorCode.UNAUTHORIZED;
            case 403 -> VpsieErrorCode.FORBIDDEN;
            case 404, 410 -> VpsieErrorCode.NOT_FOUND;
            case 408 -> VpsieErrorCode.TIMEOUT;
            case 409 -> VpsieErrorCode.CONFLICT;
            case 429 -> VpsieErrorCode.RATE_LIMITED;
            default ->
                clientError
                        ? VpsieErrorCode.INVALID
                        : status >= 500 ? VpsieErrorCode.SERVER_ERROR : VpsieErrorCode.UNREADABLE;
        };
        return new Verdict.Failure(code, clientError, message);
    }

    private static boolean saysCapacity(String lowerCaseText) {
        return CAPACITY.stream().anyMatch(lowerCaseText::contains);
    }

    /** The flag is a boolean, a string or a number, depending on who wrote the endpoint. */
    static boolean saysError(JsonNode error) {
        if (error.isTextual()) {
            String text = error.asText().strip().toLowerCase(Locale.ROOT);
            return !(text.isEmpty() || text.equals("false") || text.equals("0") || text.equals("null"));
        }
        return error.isNumber() ? error.asInt() != 0 : error.isBoolean() ? error.asBoolean() : error.isContainerNode();
    }

    private static String message(JsonNode root, String body) {
        String said = root.path("message").asText("");
        JsonNode error = root.path("error");
        String name = error.isTextual() ? error.asText() : error.path("message").asText("");
        String both = name.isBlank() || name.equalsIgnoreCase("true") || said.contains(name)
                ? said
                : said.isBlank() ? name : name + ": " + said;
        return shortened(both.isBlank() ? body : both);
    }

    private static String shortened(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
