package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** The columns that a definition gives its kind, as kubectl prints them. */
final class ColumnCases extends Cases {
    private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    /** Type, path, part of a spec, cell. */
    private static final String[][] COLUMNS = {
        {"integer", ".spec.size", "'size': 3", "3"},
        {"integer", ".spec.text", "'text': 'a'", "null"},
        {"string", ".spec.text", "'text': 'a'", "\"a\""},
        {"boolean", ".spec.flag", "'flag': true", "true"},
        {"number", ".spec.number", "'number': 1.5", "1.5"},
        {"string", ".spec.none", "'text': 'a'", "null"},
        {"date", ".spec.when", "'when': 'never'", "\"<invalid>\""},
        {"string", ".spec.parts[*].name", "'parts': [{'name': 'x'}, {'name': 'y'}]", "\"x\""},
        {"string", ".spec.parts[1].name", "'parts': [{'name': 'x'}, {'name': 'y'}]", "\"y\""},
        {"string", ".spec.parts", "'parts': [{'name': 'x'}]", "\"[{\\\"name\\\":\\\"x\\\"}]\""},
        {
            "string",
            ".spec.parts[?(@.type==\"B\")].status",
            "'parts': [{'type': 'A', 'status': 'f'}, {'type': 'B', 'status': 't'}]",
            "\"t\""
        },
        {"string", ".spec.a\\.b", "'a.b': 'dotted'", "\"dotted\""},
    };

    ColumnCases() {
        super("columns of custom kinds");
        add("a custom kind without columns of its own shows its age", api -> {
            Reply made = api.newWidget("");
            Reply table = TableCases.table(api, api.widgets() + "/" + made.name());
            assertThat(table.at("/columnDefinitions/1/name").asText()).isEqualTo("Age");
            assertThat(table.at("/columnDefinitions/1/type").asText()).isEqualTo("date");
            assertThat(table.at("/rows/0/cells/1").asText()).matches("[0-9]{1,2}s");
        });
        for (int i = 0; i < COLUMNS.length; i++) {
            String[] column = COLUMNS[i];
            int index = i + 1;
            add(
                    "a column of type " + column[0] + " at " + column[1] + " of " + column[2] + " shows " + column[3],
                    api -> {
                        dials(api);
                        Reply made = TableCases.make(
                                api,
                                dialPath(api),
                                "'apiVersion': 'contract.example.com/v1', 'kind': 'Dial', 'spec': {" + column[2] + "}");
                        Reply table = TableCases.table(api, dialPath(api) + "/" + made.name());
                        assertThat(table.at("/columnDefinitions/" + index + "/type")
                                        .asText())
                                .isEqualTo(column[0]);
                        assertThat(table.at("/rows/0/cells/" + index).toString())
                                .isEqualTo(column[3]);
                    });
        }
        add("a column of a custom kind has its priority and its description", api -> {
            dials(api);
            JsonNode columns = TableCases.table(api, dialPath(api)).at("/columnDefinitions");
            assertThat(columns.at("/1/priority").asInt()).isZero();
            assertThat(columns.at("/2/priority").asInt()).isEqualTo(1);
            assertThat(columns.at("/1/description").asText()).isEqualTo("column 0");
        });
        add("the columns go with the definition", api -> {
            dials(api);
            api.delete(CRDS + "/dials.contract.example.com").expect(200);
            Await.until(
                    "dials are gone",
                    () -> api.getAs(dialPath(api), TableCases.TABLE).code() == 404);
        });
    }

    private static String dialPath(Contract api) {
        return "/apis/contract.example.com/v1/namespaces/" + api.namespace() + "/dials";
    }

    /** Installs the kind that has all the columns, once. */
    private static void dials(Contract api) {
        if (api.get(CRDS + "/dials.contract.example.com").code() == 200) {
            return;
        }
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < COLUMNS.length; i++) {
            columns.append(i == 0 ? "" : ", ")
                    .append("{'name': 'C")
                    .append(i)
                    .append("', 'type': '")
                    .append(COLUMNS[i][0])
                    .append("', 'priority': ")
                    .append(i % 2)
                    .append(", 'description': 'column ")
                    .append(i)
                    .append("', 'jsonPath': '")
                    .append(COLUMNS[i][1].replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("'}");
        }
        String definition = Widgets.definition("dials", "Dial")
                .replace("'subresources'", "'additionalPrinterColumns': [" + columns + "], 'subresources'");
        api.post(CRDS, definition).expect(201);
        Await.until(
                "dials are served",
                () -> api.getAs(dialPath(api), TableCases.TABLE).code() == 200);
    }
}
