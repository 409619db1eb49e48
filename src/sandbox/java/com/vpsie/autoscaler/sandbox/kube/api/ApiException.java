package com.vpsie.autoscaler.sandbox.kube.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A refusal, with what the {@code Status} object of the answer says. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String UNDECODABLE = " cannot be handled as a ";

    private final int code;
    private final String reason;
    private final String group;
    private final String resource;
    private final String name;
    private final transient List<FieldError> causes;
    private final transient ObjectNode more;

    private ApiException(
            int code,
            String reason,
            String group,
            String resource,
            String name,
            List<FieldError> causes,
            String message) {
        this(code, reason, group, resource, name, causes, message, JsonNodeFactory.instance.objectNode());
    }

    private ApiException(
            int code,
            String reason,
            String group,
            String resource,
            String name,
            List<FieldError> causes,
            String message,
            ObjectNode more) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.group = group;
        this.resource = resource;
        this.name = name;
        this.causes = List.copyOf(causes);
        this.more = more;
    }

    public static ApiException of(int code, String reason, String message) {
        return new ApiException(code, reason, "", "", "", List.of(), message);
    }

    public static ApiException badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    public static ApiException unsupportedMediaType(String message) {
        return of(415, "UnsupportedMediaType", message);
    }

    /** The same refusal, with {@code added} in its {@code Status} too. */
    public ApiException with(ObjectNode added) {
        return new ApiException(code, reason, group, resource, name, causes, Objects.toString(getMessage(), ""), added);
    }

    /** A resourceVersion was asked for that has not been written yet. */
    public static ApiException tooLarge(long asked, long current) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        details.putArray("causes")
                .addObject()
                .put("reason", "ResourceVersionTooLarge")
                .put("message", "Too large resource version");
        details.put("retryAfterSeconds", 1);
        ObjectNode added = JsonNodeFactory.instance.objectNode();
        added.set("details", details);
        return of(504, "Timeout", "Timeout: Too large resource version: " + asked + ", current: " + current)
                .with(added);
    }

    /** The version asked for is older than the history that is kept. */
    public static ApiException expired(String message) {
        return of(410, "Expired", message);
    }

    public static ApiException notFound(ResourceKind kind, String name) {
        return about(404, "NotFound", kind, name, kind.qualifiedPlural() + " \"" + name + "\" not found");
    }

    public static ApiException alreadyExists(ResourceKind kind, String name) {
        return about(409, "AlreadyExists", kind, name, kind.qualifiedPlural() + " \"" + name + "\" already exists");
    }

    public static ApiException conflict(ResourceKind kind, String name, String why) {
        return about(
                409,
                "Conflict",
                kind,
                name,
                "Operation cannot be fulfilled on " + kind.qualifiedPlural() + " \"" + name + "\": " + why);
    }

    /** Another manager owns what a server-side apply would change. */
    public static ApiException applyConflict(List<FieldError> causes, String message) {
        return new ApiException(409, "Conflict", "", "", "", causes, message);
    }

    public static ApiException modified(ResourceKind kind, String name) {
        return conflict(
                kind,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    /** What a deletion asked for is not what is there. */
    public static ApiException preconditionFailed(ResourceKind kind, String name, String why) {
        return new ApiException(
                409,
                "Conflict",
                kind.group(),
                kind.kind(),
                name,
                List.of(),
                "Operation cannot be fulfilled on " + kind.qualifiedKind() + " \"" + name + "\": " + why);
    }

    /** A disruption budget does not allow an eviction. */
    public static ApiException budget(String why) {
        return of(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.")
                .withCause(new FieldError(FieldError.Type.DISRUPTION_BUDGET, "", why));
    }

    /** Options of a deletion that cannot be. */
    public static ApiException invalidDeleteOptions(FieldError problem) {
        return new ApiException(
                422,
                "Invalid",
                "meta.k8s.io",
                "DeleteOptions",
                "",
                List.of(problem),
                "DeleteOptions.meta.k8s.io \"\" is invalid: " + problem);
    }

    /** The same refusal with one cause more. */
    public ApiException withCause(FieldError cause) {
        List<FieldError> more = new ArrayList<>(causes);
        more.add(cause);
        return new ApiException(
                code, reason, group, resource, name, more, Objects.requireNonNullElse(getMessage(), ""));
    }

    public static ApiException forbidden(ResourceKind kind, String name, String why) {
        return about(403, "Forbidden", kind, name, kind.qualifiedPlural() + " \"" + name + "\" is forbidden: " + why);
    }

    /** The same for what may not be served at all; the name is empty when the request gave none. */
    public static ApiException forbidden(String group, String plural, String name, String why) {
        String qualified = group.isEmpty() ? plural : plural + "." + group;
        String what = name.isEmpty() ? qualified : qualified + " \"" + name + "\"";
        return new ApiException(403, "Forbidden", group, plural, name, List.of(), what + " is forbidden: " + why);
    }

    /** @param problem field, kind of problem and its text, such as {@code spec.x: Invalid value: 0: must be …} */
    public static ApiException invalid(ResourceKind kind, String name, String problem) {
        return invalid(kind, name, List.of(FieldError.parse(problem)));
    }

    /** @param problems at least one */
    public static ApiException invalid(ResourceKind kind, String name, List<FieldError> problems) {
        String text = problems.size() == 1 ? problems.get(0).toString() : problems.toString();
        return new ApiException(
                422,
                "Invalid",
                kind.group(),
                kind.kind(),
                name,
                problems,
                kind.qualifiedKind() + " \"" + name + "\" is invalid: " + text);
    }

    /** An object that is not what its kind's types allow. */
    public static ApiException undecodable(ResourceKind kind, String why) {
        return badRequest(
                kind.kind() + " in version \"" + kind.version() + "\"" + UNDECODABLE + kind.kind() + ": " + why);
    }

    /** The same refusal as a patch gets it, that made the object: a 422 without the object's name. */
    public ApiException asOfPatch(ObjectNode patched) {
        String message = Objects.requireNonNullElse(getMessage(), "");
        int at = message.indexOf(UNDECODABLE);
        if (at < 0) {
            return this;
        }
        String why = message.substring(message.indexOf(": ", at) + 2);
        String text = JsonNodeFactory.instance.textNode(patched.toString()) + ": " + why;
        FieldError error = new FieldError(FieldError.Type.INVALID, "patch", text);
        return new ApiException(422, "Invalid", "", "", "", List.of(error), " \"\" is invalid: " + error);
    }

    private static ApiException about(int code, String reason, ResourceKind kind, String name, String message) {
        return new ApiException(code, reason, kind.group(), kind.plural(), name, List.of(), message);
    }

    public int code() {
        return code;
    }

    /** The machine-readable reason, such as {@code Conflict}. */
    public String reason() {
        return reason;
    }

    /** The answer's body. */
    public ObjectNode toStatus() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure").put("message", getMessage());
        if (!reason.isEmpty()) {
            status.put("reason", reason);
        }
        if (!resource.isEmpty() || !group.isEmpty() || !causes.isEmpty()) {
            ObjectNode details = status.putObject("details");
            put(details, "name", name);
            put(details, "group", group);
            put(details, "kind", resource);
            if (!causes.isEmpty()) {
                ArrayNode list = details.putArray("causes");
                causes.forEach(cause -> list.add(cause.toCause()));
            }
        }
        more.fields().forEachRemaining(field -> status.set(field.getKey(), field.getValue()));
        return status.put("code", code);
    }

    private static void put(ObjectNode details, String field, String value) {
        if (!value.isEmpty()) {
            details.put(field, value);
        }
    }
}
