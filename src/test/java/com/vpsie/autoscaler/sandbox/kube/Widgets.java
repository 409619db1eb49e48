package com.vpsie.autoscaler.sandbox.kube;

/** The custom kind that the contract is tried with: a status subresource and a schema that refuses nothing. */
final class Widgets {
    private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private Widgets() {}

    static String definition(String plural, String kind) {
        return """
                {'apiVersion': 'apiextensions.k8s.io/v1', 'kind': 'CustomResourceDefinition',
                 'metadata': {'name': '%1$s.contract.example.com'},
                 'spec': {'group': 'contract.example.com', 'scope': 'Namespaced',
                  'names': {'plural': '%1$s', 'kind': '%2$s'},
                  'versions': [{'name': 'v1', 'served': true, 'storage': true, 'subresources': {'status': {}},
                   'schema': {'openAPIV3Schema': {'type': 'object', 'properties': {
                    'spec': {'type': 'object', 'x-kubernetes-preserve-unknown-fields': true},
                    'status': {'type': 'object', 'x-kubernetes-preserve-unknown-fields': true}}}}}]}}
                """.formatted(plural, kind);
    }

    /** Installs the kind and waits until it is served. */
    static void install(Contract api) {
        Contract.Reply answer = api.post(CRDS, definition("widgets", "Widget"));
        if (answer.code() != 409) {
            answer.expect(201);
        }
        Await.until("widgets are served", () -> api.get(api.widgets()).code() == 200);
    }

    /** Leaves a given cluster as it was found; our own kinds stay, they may have been there before. */
    static void remove(Contract api) {
        api.delete(CRDS + "/widgets.contract.example.com").expect(200);
    }
}
