package com.vpsie.autoscaler.sandbox.crd;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.api.v1alpha1.Rfc3339;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Utils;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Adds to a generated CRD what annotations cannot say: the required spec (without it an object with no spec passes, and
 * every rule is skipped), number and time formats, and the order of the printer columns.
 */
final class CrdFinisher {
    private CrdFinisher() {}

    static void finish(CustomResourceDefinition definition, Class<? extends CustomResource<?, ?>> kind) {
        Type[] parts = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
        for (CustomResourceDefinitionVersion version : definition.getSpec().getVersions()) {
            JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
            root.setRequired(List.of("spec"));
            format(property(root, "spec"), parts[0]);
            format(property(root, "status"), parts[1]);
            version.setAdditionalPrinterColumns(inOrder(version.getAdditionalPrinterColumns(), kind));
        }
        definition
                .getSpec()
                .getNames()
                .setListKind(definition.getSpec().getNames().getKind() + "List");
    }

    private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
        JSONSchemaProps property = schema.getProperties().get(name);
        if (property == null) {
            throw new IllegalStateException("the schema has no property " + name);
        }
        return property;
    }

    private static void format(JSONSchemaProps schema, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                format(schema.getItems().getSchema(), arguments[0]);
            } else if (generic.getRawType() == Map.class) {
                format(schema.getAdditionalProperties().getSchema(), arguments[1]);
            }
        } else if (type == int.class || type == Integer.class) {
            schema.setFormat("int32");
        } else if (type == long.class || type == Long.class) {
            schema.setFormat("int64");
        } else if (type instanceof Class<?> bean && schema.getProperties() != null) {
            formatProperties(schema, bean);
        }
    }

    private static void formatProperties(JSONSchemaProps schema, Class<?> bean) {
        for (Map.Entry<String, JSONSchemaProps> property :
                schema.getProperties().entrySet()) {
            Field field = field(bean, property.getKey());
            format(property.getValue(), field.getGenericType());
            if (property.getValue().getDefault() instanceof ObjectNode) {
                // the API server fills it in from the defaults inside, so they stand in one place
                property.getValue().setDefault(JsonNodeFactory.instance.objectNode());
            }
            if (field.isAnnotationPresent(Rfc3339.class)) {
                property.getValue().setFormat("date-time");
            }
        }
    }

    private static Field field(Class<?> bean, String name) {
        try {
            return bean.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(bean + " has a property without a field: " + name, e);
        }
    }

    /** As the annotations stand on the class: the generator sorts them by path. */
    private static List<CustomResourceColumnDefinition> inOrder(
            List<CustomResourceColumnDefinition> columns, Class<?> kind) {
        List<String> names = Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        List<CustomResourceColumnDefinition> sorted = new ArrayList<>(columns);
        sorted.sort(Comparator.comparingInt(column -> names.indexOf(column.getName())));
        for (CustomResourceColumnDefinition column : sorted) {
            if (Utils.isNullOrEmpty(column.getDescription())) {
                column.setDescription(null);
            }
            if (Integer.valueOf(0).equals(column.getPriority())) {
                column.setPriority(null);
            }
        }
        return sorted;
    }
}
