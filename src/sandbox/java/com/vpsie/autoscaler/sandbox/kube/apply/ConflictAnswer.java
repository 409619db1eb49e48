package com.vpsie.autoscaler.sandbox.kube.apply;

import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The 409 of an apply, which names every field and its owner. */
final class ConflictAnswer {
    private ConflictAnswer() {}

    /** @param conflicts at least one field */
    static ApiException of(Map<Manager, FieldSet> conflicts) {
        List<FieldError> causes = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        conflicts.forEach((manager, fields) -> {
            lines.add("conflicts with " + manager + ":");
            fields.forEach(path -> {
                lines.add("- " + PathElement.text(path));
                causes.add(new FieldError(
                        FieldError.Type.MANAGER_CONFLICT, PathElement.text(path), "conflict with " + manager));
            });
        });
        String message = causes.size() == 1
                ? "Apply failed with 1 conflict: " + causes.get(0).detail() + ": "
                        + causes.get(0).field()
                : "Apply failed with " + causes.size() + " conflicts: " + String.join("\n", lines);
        return ApiException.applyConflict(causes, message);
    }
}
