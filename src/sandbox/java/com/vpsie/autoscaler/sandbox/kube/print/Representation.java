package com.vpsie.autoscaler.sandbox.kube.print;

import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The form in which a client wants to read objects, from its {@code Accept} header. Immutable.
 *
 * @param include how much of the object a row of a table carries
 */
public record Representation(Form form, Include include) {
    /** As stored, as rows of a table, or the metadata alone. */
    public enum Form {
        PLAIN,
        TABLE,
        METADATA
    }

    /** The parameter {@code includeObject}. */
    public enum Include {
        NONE,
        METADATA,
        OBJECT
    }

    private static final Representation AS_STORED = new Representation(Form.PLAIN, Include.METADATA);

    /**
     * The first of the forms the client takes that is served.
     *
     * @param accept the header's value, may be empty
     * @param includeObject the query parameter's value, may be empty
     * @throws ApiException 406 when all it takes is an unknown form; 400 for an unknown {@code includeObject}
     */
    public static Representation of(String accept, String includeObject) {
        boolean unknownForm = false;
        for (String range : accept.split(",")) {
            Map<String, String> parameters = new HashMap<>();
            String[] parts = range.split(";");
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].strip().split("=", 2);
                parameters.put(pair[0].toLowerCase(Locale.ROOT), pair.length > 1 ? pair[1] : "");
            }
            String as = parameters.getOrDefault("as", "");
            boolean json = parts[0].strip().equals("application/json");
            if (json && as.isEmpty() || parts[0].strip().equals("*/*")) {
                return AS_STORED;
            }
            boolean ours = json
                    && parameters.getOrDefault("g", "").equals("meta.k8s.io")
                    && parameters.getOrDefault("v", "").matches("v1|v1beta1");
            if (ours && as.equals("Table")) {
                return new Representation(Form.TABLE, include(includeObject));
            } else if (ours && as.matches("PartialObjectMetadata(List)?")) {
                return new Representation(Form.METADATA, Include.METADATA);
            }
            unknownForm |= !as.isEmpty();
        }
        if (unknownForm) {
            throw ApiException.of(
                    406,
                    "NotAcceptable",
                    "only the following media types are accepted: application/json, application/yaml,"
                            + " application/vnd.kubernetes.protobuf");
        }
        return AS_STORED;
    }

    private static Include include(String text) {
        return switch (text) {
            case "", "Metadata" -> Include.METADATA;
            case "None" -> Include.NONE;
            case "Object" -> Include.OBJECT;
            default ->
                throw ApiException.badRequest(
                        "Unable to convert to Table as requested: includeObject: Invalid value: \"" + text
                                + "\": must be 'Metadata', 'Object', 'None', or empty");
        };
    }
}
