package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.io.IOException;
import java.util.Base64;

/**
 * Where the next page of a list begins, in the form of a real API server's tokens. Immutable.
 *
 * @param version of the first page; -1 for whatever is there now, which may not fit to the pages before
 * @param after the last row before the page, within what is listed
 */
record ContinueToken(long version, String after) {
    private static final String FORM = "meta.k8s.io/v1";
    private static final String END = "\0";

    /** @throws ApiException 400 */
    static ContinueToken parse(String text) {
        JsonNode token;
        try {
            token = Json.read(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException | IOException e) {
            throw invalid("not the text of a token");
        }
        if (!token.path("v").asText().equals(FORM)) {
            throw invalid("server does not recognize this encoded version "
                    + token.path("v").asText());
        }
        long version = token.path("rv").asLong();
        if (version == 0) {
            throw invalid("incorrect encoded start resourceVersion (version " + FORM + ")");
        }
        String start = token.path("start").asText();
        if (start.isEmpty()) {
            throw invalid("encoded start key empty (version " + FORM + ")");
        }
        if (start.contains("..")) {
            throw invalid(start);
        }
        return new ContinueToken(version, start.endsWith(END) ? start.substring(0, start.length() - 1) : start);
    }

    private static ApiException invalid(String why) {
        return ApiException.badRequest("invalid continue token: continue key is not valid: " + why);
    }

    String encode() {
        ObjectNode token = Json.object().put("v", FORM).put("rv", version).put("start", after + END);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(token));
    }

    /** The refusal of a token whose version is no longer known, with one that goes on at the same place now. */
    ApiException expired() {
        ObjectNode more = Json.object();
        more.putObject("metadata").put("continue", new ContinueToken(-1, after).encode());
        return ApiException.expired("The provided continue parameter is too old to display a consistent list result."
                        + " You can start a new list without the continue parameter, or use the continue token in this"
                        + " response to retrieve the remainder of the results. Continuing with the provided token"
                        + " results in an inconsistent list - objects that were created, modified, or deleted between"
                        + " the time the first chunk was returned and now may show up in the list.")
                .with(more);
    }
}
