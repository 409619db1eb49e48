package com.vpsie.autoscaler.sandbox.crd;

import com.vpsie.autoscaler.api.v1alpha1.AutoscalerConfig;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The CRDs as YAML documents, made from the annotated classes. What annotations cannot say is added by {@link
 * CrdFinisher}. Stateless; a call takes about a second.
 */
public final class CrdDocuments {
    /** Where the documents are kept, relative to the project's directory. */
    public static final Path DIRECTORY = Path.of("kube", "crds");

    /** What a person runs after a change of the classes. */
    public static final String REGENERATE = "./mvnw -q test-compile exec:java@crds";

    private static final List<Class<? extends CustomResource<?, ?>>> KINDS =
            List.of(NodeGroup.class, VPSieNode.class, AutoscalerConfig.class);

    private CrdDocuments() {}

    /** Writes every document, replacing the old ones. */
    public static void main(String[] args) throws IOException {
        Files.createDirectories(DIRECTORY);
        for (Map.Entry<String, String> document : generate().entrySet()) {
            Files.writeString(DIRECTORY.resolve(document.getKey()), document.getValue());
        }
    }

    /** File name to YAML, one document each. */
    public static Map<String, String> generate() {
        Map<String, String> documents = new TreeMap<>();
        for (CustomResourceDefinition definition : definitions()) {
            String file = definition.getSpec().getGroup() + "_"
                    + definition.getSpec().getNames().getPlural() + ".yaml";
            documents.put(file, withoutFractions(Serialization.asYaml(definition)));
        }
        return documents;
    }

    /** The finished definitions. */
    public static List<CustomResourceDefinition> definitions() {
        List<CustomResourceDefinition> definitions = new ArrayList<>();
        for (Class<? extends CustomResource<?, ?>> kind : KINDS) {
            new CRDGenerator()
                    .customResourceClasses(kind)
                    .forCRDVersions("v1")
                    .withOutput(new NoOutput())
                    .withPostProcessor(collector(kind, definitions))
                    .generate();
        }
        return definitions;
    }

    private static CRDPostProcessor collector(
            Class<? extends CustomResource<?, ?>> kind, List<CustomResourceDefinition> definitions) {
        return new CRDPostProcessor() {
            @Override
            public HasMetadata process(HasMetadata resource, String version) {
                CustomResourceDefinition definition = (CustomResourceDefinition) resource;
                CrdFinisher.finish(definition, kind);
                definitions.add(definition);
                return definition;
            }
        };
    }

    /** Bounds are doubles in the model; whole numbers are written as such. */
    private static String withoutFractions(String yaml) {
        return yaml.replaceAll("(?m)^(\\s+(?:minimum|maximum|default): -?\\d+)\\.0$", "$1");
    }

    /** The generator insists on writing; the documents are written by us, after finishing. */
    private static final class NoOutput implements CRDGenerator.CRDOutput<OutputStream> {
        @Override
        public OutputStream outputFor(String crdName) {
            return OutputStream.nullOutputStream();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
