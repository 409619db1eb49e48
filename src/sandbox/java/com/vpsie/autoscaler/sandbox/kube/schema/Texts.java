package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.node.TextNode;

/** Texts of problems. */
final class Texts {
    private Texts() {}

    /** In double quotes, with what JSON escapes. */
    static String quote(String text) {
        return TextNode.valueOf(text).toString();
    }
}
