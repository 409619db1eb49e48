package com.vpsie.autoscaler.web;

import com.vpsie.autoscaler.explain.ExplainedDecision;
import com.vpsie.autoscaler.leader.LeadershipView;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the management port answers, as JSON. */
final class ManagementJson {
    private static final double MILLIS = 1000.0;

    private ManagementJson() {}

    static String leadership(LeadershipView view) {
        JsonObjectBuilder object = Json.createObjectBuilder()
                .add("identity", view.identity())
                .add("state", view.state())
                .add("suspect", view.suspect())
                .add("token", view.token())
                .add("remainingSeconds", view.remaining().toMillis() / MILLIS)
                .add("participating", view.participating());
        addNullable(object, "leader", view.leader());
        addNullable(object, "problem", view.problem());
        return object.build().toString();
    }

    static String decisions(List<ExplainedDecision> decisions, @Nullable String group) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (ExplainedDecision decision : decisions) {
            if (group == null || group.equals(decision.group())) {
                JsonObjectBuilder inputs = Json.createObjectBuilder();
                decision.inputs().forEach(inputs::add);
                array.add(Json.createObjectBuilder()
                        .add("time", decision.time().toString())
                        .add("group", decision.group())
                        .add("action", decision.action())
                        .add("reason", decision.reason())
                        .add("message", decision.message())
                        .add("inputs", inputs));
            }
        }
        return Json.createObjectBuilder().add("decisions", array).build().toString();
    }

    private static void addNullable(JsonObjectBuilder object, String key, @Nullable String value) {
        if (value == null) {
            object.addNull(key);
        } else {
            object.add(key, value);
        }
    }
}
