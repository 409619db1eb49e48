package com.vpsie.autoscaler.sandbox.kube;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** The custom kind that ownership of fields is tried with: each sort of list and map that a schema can name. */
final class Gadgets {
    static final String APPLY = "application/apply-patch+yaml";
    private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private Gadgets() {}

    static String definition() {
        return """
                {'apiVersion': 'apiextensions.k8s.io/v1', 'kind': 'CustomResourceDefinition',
                 'metadata': {'name': 'gadgets.contract.example.com'},
                 'spec': {'group': 'contract.example.com', 'scope': 'Namespaced',
                  'names': {'plural': 'gadgets', 'kind': 'Gadget'},
                  'versions': [
                   {'name': 'v1', 'served': true, 'storage': true, 'subresources': {'status': {}},
                    'schema': {'openAPIV3Schema': %s}}]}}
                """.formatted("""
                {'type': 'object', 'properties': {
                 'spec': {'type': 'object', 'properties': {
                  'size': {'type': 'integer'},
                  'name': {'type': 'string'},
                  'on': {'type': 'boolean'},
                  'color': {'type': 'string'},
                  'args': {'type': 'array', 'items': {'type': 'string'}},
                  'tags': {'type': 'array', 'x-kubernetes-list-type': 'set', 'items': {'type': 'string'}},
                  'parts': {'type': 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'],
                   'items': {'type': 'object', 'required': ['name'], 'properties': {
                    'name': {'type': 'string'}, 'count': {'type': 'integer'}, 'note': {'type': 'string'},
                    'tags': {'type': 'array', 'x-kubernetes-list-type': 'set', 'items': {'type': 'string'}}}}},
                  'ports': {'type': 'array', 'x-kubernetes-list-type': 'map',
                   'x-kubernetes-list-map-keys': ['port', 'protocol'],
                   'items': {'type': 'object', 'required': ['port'], 'properties': {
                    'port': {'type': 'integer'}, 'protocol': {'type': 'string', 'default': 'TCP'},
                    'name': {'type': 'string'}}}},
                  'limits': {'type': 'object', 'additionalProperties': {'type': 'string'}},
                  'groups': {'type': 'object', 'additionalProperties': {'type': 'object', 'properties': {
                    'a': {'type': 'string'}, 'b': {'type': 'string'}}}},
                  'box': {'type': 'object', 'x-kubernetes-map-type': 'atomic', 'properties': {
                   'x': {'type': 'integer'}, 'y': {'type': 'integer'}}},
                  'inner': {'type': 'object', 'properties': {
                   'a': {'type': 'string'}, 'b': {'type': 'string'},
                   'deep': {'type': 'object', 'properties': {'c': {'type': 'string'}}}}},
                  'amount': {'x-kubernetes-int-or-string': true},
                  'free': {'type': 'object', 'x-kubernetes-preserve-unknown-fields': true}}},
                 'status': {'type': 'object', 'properties': {
                  'ready': {'type': 'boolean'}, 'phase': {'type': 'string'},
                  'conditions': {'type': 'array', 'x-kubernetes-list-type': 'map',
                   'x-kubernetes-list-map-keys': ['type'],
                   'items': {'type': 'object', 'required': ['type'], 'properties': {
                    'type': {'type': 'string'}, 'status': {'type': 'string'}}}}}}}}
                """);
    }

    /** Installs the kind, once for each API, and waits until it is served. */
    static void install(Contract api) {
        Reply answer = api.post(CRDS, definition());
        if (answer.code() == 409) {
            return;
        }
        answer.expect(201);
        Await.until("gadgets are served", () -> api.get(path(api)).code() == 200);
    }

    static void remove(Contract api) {
        api.delete(CRDS + "/gadgets.contract.example.com").expect(200);
    }

    static String path(Contract api) {
        return "/apis/contract.example.com/v1/namespaces/" + api.namespace() + "/gadgets";
    }

    /** @param content what stands beside apiVersion and kind; may use single quotes */
    static String object(String name, String content) {
        return "{'apiVersion': 'contract.example.com/v1', 'kind': 'Gadget', 'metadata': {'name': '" + name + "'}"
                + (content.isEmpty() ? "" : ", " + content) + "}";
    }

    /** Applies to the main resource. @param content as of {@link #object} */
    static Reply apply(Contract api, String name, String manager, String content) {
        return apply(api, name, manager, content, "");
    }

    /** @param query what follows the manager, such as {@code &force=true} */
    static Reply apply(Contract api, String name, String manager, String content, String query) {
        return api.patch(path(api) + "/" + name + "?fieldManager=" + manager + query, APPLY, object(name, content));
    }
}
