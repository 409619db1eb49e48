package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema;

/** Schemas that are written down here. */
final class SchemaText {
    /** What every object has, as far as clients set it: which of it is owned as a whole, and what its lists are. */
    static final String OBJECT_META = """
            {'type': 'object', 'properties': {
              'name': {'type': 'string'},
              'generateName': {'type': 'string'},
              'namespace': {'type': 'string'},
              'selfLink': {'type': 'string'},
              'uid': {'type': 'string'},
              'resourceVersion': {'type': 'string'},
              'generation': {'type': 'integer'},
              'creationTimestamp': {'type': 'string', 'format': 'date-time'},
              'deletionTimestamp': {'type': 'string', 'format': 'date-time'},
              'deletionGracePeriodSeconds': {'type': 'integer'},
              'labels': {'type': 'object', 'additionalProperties': {'type': 'string'}},
              'annotations': {'type': 'object', 'additionalProperties': {'type': 'string'}},
              'finalizers': {'type': 'array', 'x-kubernetes-list-type': 'set', 'items': {'type': 'string'}},
              'ownerReferences': {'type': 'array',
                'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['uid'],
                'items': {'type': 'object', 'x-kubernetes-map-type': 'atomic', 'properties': {
                  'apiVersion': {'type': 'string'},
                  'kind': {'type': 'string'},
                  'name': {'type': 'string'},
                  'uid': {'type': 'string'},
                  'controller': {'type': 'boolean'},
                  'blockOwnerDeletion': {'type': 'boolean'}}}},
              'managedFields': {'type': 'array', 'items': {'type': 'object'}}}}
            """;

    private SchemaText() {}

    /** @param json may use single quotes */
    static Schema parse(String json) {
        try {
            return Schema.parse(Json.read(json.replace('\'', '"')), name -> MissingNode.getInstance());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema that cannot be read: " + json, e);
        }
    }
}
