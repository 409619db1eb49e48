package com.vpsie.autoscaler.core.intent;

/** What can be asked of the cloud that must not be asked twice. The stored word is {@link #code()}. */
public enum OperationKind {
    CREATE_GROUP("CreateGroup"),
    CREATE_NODE("CreateNode"),
    DELETE_GROUP("DeleteGroup");

    private final String code;

    OperationKind(String code) {
        this.code = code;
    }

    /** The word that stands in the status. */
    public String code() {
        return code;
    }
}
