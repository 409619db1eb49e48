package com.vpsie.autoscaler.sandbox.kube.kubectl;

import static com.vpsie.autoscaler.sandbox.kube.kubectl.Step.of;

import java.util.List;

/** Namespaces, ConfigMaps and Secrets: making, reading, changing. */
final class ObjectSteps {
    private static final String SETTINGS = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
              namespace: shop
              labels:
                app: shop
            data:
              colour: blue
              size: small
            """;
    private static final String CHANGED = SETTINGS.replace("  size: small\n", "  shape: round\n");
    private static final String TWO = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: first
              namespace: shop
            ---
            apiVersion: v1
            kind: Secret
            metadata:
              name: second
              namespace: shop
            stringData:
              password: secret
            """;

    private ObjectSteps() {}

    static List<Step> steps() {
        return List.of(
                of("create makes a namespace", "create namespace shop").prints("namespace/shop created"),
                of("get says that there is nothing", "get configmaps -n shop -l app=none")
                        .prints("No resources found in shop namespace."),
                of("apply tries on the server without doing", "apply --dry-run=server -f -")
                        .input(SETTINGS)
                        .prints("configmap/settings created (server dry run)"),
                of("what was only tried is not there", "get configmap settings -n shop")
                        .fails("Error from server (NotFound): configmaps \"settings\" not found"),
                of("apply creates", "apply -f -").input(SETTINGS).prints("configmap/settings created"),
                of("apply again changes nothing", "apply -f -").input(SETTINGS).prints("configmap/settings unchanged"),
                of("diff shows what apply would change", "diff -f -")
                        .input(CHANGED)
                        .fails("- size: small", "+ shape: round"),
                of("apply changes, and removes what is no longer said", "apply -f -")
                        .input(CHANGED)
                        .prints("configmap/settings configured"),
                of("get prints YAML", "get configmap settings -n shop -o yaml").prints("  shape: round"),
                of("get prints JSON", "get configmap settings -n shop -o json").prints("\"shape\": \"round\""),
                of("get picks by JSONPath", "get configmap settings -n shop -o jsonpath={.data.colour}")
                        .prints("blue"),
                of("get prints names", "get configmap settings -n shop -o name").prints("configmap/settings"),
                of("get prints a table", "get configmap settings -n shop").prints("settings 2 AGE"),
                of("create takes literals", "create configmap plain -n shop --from-literal=a=1 --from-literal=b=2")
                        .prints("configmap/plain created"),
                of("create refuses what is there", "create configmap plain -n shop")
                        .fails("configmaps \"plain\" already exists"),
                of(
                                "create tries on the server without doing",
                                "create configmap tried -n shop --dry-run=server -o yaml")
                        .prints("name: tried"),
                of("create takes several documents", "create -f -")
                        .input(TWO)
                        .prints("configmap/first created", "secret/second created"),
                of("create makes a name", "create -f -")
                        .input(SETTINGS.replace("name: settings", "generateName: made-"))
                        .prints("configmap/made-RANDOM created"),
                of("a Secret's text is stored encoded", "get secret second -n shop -o jsonpath={.data.password}")
                        .prints("c2VjcmV0"),
                of("describe hides a Secret's text", "describe secret second -n shop")
                        .prints("password: 6 bytes"),
                of("describe shows a ConfigMap", "describe configmap settings -n shop")
                        .prints("colour:", "round"),
                of("describe shows a namespace", "describe namespace shop")
                        .prints("Status: Active")
                        .mayDiffer("quotas and limit ranges are not served"),
                of("label adds", "label configmap plain -n shop app=shop tier=back")
                        .prints("configmap/plain labeled"),
                of("label does not overwrite unasked", "label configmap plain -n shop tier=front")
                        .fails("'tier' already has a value"),
                of("label overwrites when asked", "label configmap plain -n shop tier=front --overwrite")
                        .prints("configmap/plain labeled"),
                of("get selects by label", "get configmaps -n shop -l app=shop,tier!=front -o name")
                        .prints("configmap/settings"),
                of("get selects by a set of values", "get configmaps -n shop -l 'tier in (front,back)' -o name")
                        .prints("configmap/plain"),
                of("get shows labels in columns", "get configmaps -n shop -l tier -L app,tier")
                        .prints("shop front"),
                of("get shows labels", "get configmaps -n shop -l tier --show-labels")
                        .prints("app=shop,tier=front"),
                of("get selects by field", "get configmaps -n shop --field-selector metadata.name=first -o name")
                        .prints("configmap/first"),
                of("get refuses an unknown field", "get configmaps -n shop --field-selector data.a=1")
                        .fails("\"data.a\" is not a known field selector"),
                of("get sorts", "get configmaps -n shop -l app=shop --sort-by=.metadata.name -o name")
                        .prints("configmap/plain"),
                of("get looks in all namespaces", "get configmaps -A -l app=shop")
                        .prints("shop plain 2 AGE"),
                of(
                                "get prints columns of one's own",
                                "get configmaps -n shop -l tier -o custom-columns=NAME:.metadata.name,A:.data.a")
                        .prints("plain 1"),
                of("label removes", "label configmap plain -n shop tier-").prints("configmap/plain unlabeled"),
                of("annotate adds", "annotate configmap plain -n shop note=hello")
                        .prints("configmap/plain annotated"),
                of("annotate removes", "annotate configmap plain -n shop note-").prints("configmap/plain annotated"),
                of(
                                "patch merges",
                                "patch configmap plain -n shop --type=merge -p '{\"data\":{\"a\":null,\"c\":\"3\"}}'")
                        .prints("configmap/plain patched"),
                of(
                                "patch takes a list of operations",
                                "patch configmap plain -n shop --type=json -p"
                                        + " '[{\"op\":\"test\",\"path\":\"/data/c\",\"value\":\"3\"},"
                                        + "{\"op\":\"replace\",\"path\":\"/data/c\",\"value\":\"4\"}]'")
                        .prints("configmap/plain patched"),
                of(
                                "patch fails with its test",
                                "patch configmap plain -n shop --type=json -p"
                                        + " '[{\"op\":\"test\",\"path\":\"/data/c\",\"value\":\"9\"}]'")
                        .fails("the server rejected our request due to an error in our request"),
                of("patch says when nothing changed", "patch configmap plain -n shop -p '{\"data\":{\"c\":\"4\"}}'")
                        .prints("configmap/plain patched (no change)"),
                of("edit changes", "edit configmap plain -n shop")
                        .editor("sed -i s/\"b: .*\"/\"b: edited\"/")
                        .prints("configmap/plain edited"),
                of("edit without a change does nothing", "edit configmap plain -n shop")
                        .editor("true")
                        .prints("Edit cancelled, no changes made."),
                of("what was patched and edited is there", "get configmap plain -n shop -o jsonpath={.data}")
                        .prints("{\"b\":\"edited\",\"c\":\"4\"}"),
                of("replace puts another in its place", "replace -f -")
                        .input(SETTINGS)
                        .prints("configmap/settings replaced"),
                of("set selector of a kind without one is refused", "set selector configmap/settings app=a -n shop")
                        .fails("setting a selector is only supported for Services"),
                of("get -w goes on with what changes", "get configmap plain -n shop -w -o jsonpath={.data.w}{\"|\\n\"}")
                        .during("patch configmap plain -n shop -p '{\"data\":{\"w\":\"seen\"}}'")
                        .prints("seen|"),
                of("get -w tells events", "get configmaps -n shop -w --output-watch-events")
                        .during("delete configmap first -n shop")
                        .prints("ADDED first", "DELETED first"),
                of("wait waits for a value", "wait configmap/plain -n shop --for=jsonpath={.data.w}=seen --timeout=20s")
                        .prints("configmap/plain condition met"),
                of("wait gives up", "wait configmap/plain -n shop --for=jsonpath={.data.w}=other --timeout=1s")
                        .fails("timed out waiting for the condition"),
                of("apply on the server creates", "apply --server-side -f -")
                        .input(SETTINGS.replace("settings", "served"))
                        .prints("configmap/served serverside-applied"),
                of("apply on the server tells of a conflict", "apply --server-side --field-manager=other -f -")
                        .input(SETTINGS.replace("settings", "served").replace("blue", "red"))
                        .fails("Apply failed with 1 conflict", "conflict with \"kubectl\"", ".data.colour"),
                of(
                                "apply on the server takes over when asked",
                                "apply --server-side --field-manager=other --force-conflicts -f -")
                        .input(SETTINGS.replace("settings", "served").replace("blue", "red"))
                        .prints("configmap/served serverside-applied"),
                of("get shows who manages which field", "get configmap served -n shop -o yaml --show-managed-fields")
                        .prints("manager: other", "f:colour: {}"),
                of("apply goes over to the server's side", "apply --server-side -f -")
                        .input(SETTINGS)
                        .prints("configmap/settings serverside-applied"),
                of("delete by label", "delete configmaps -n shop -l app=shop --field-selector metadata.name=served")
                        .prints("configmap \"served\" deleted"),
                of("delete what is not there", "delete configmap none -n shop").fails("configmaps \"none\" not found"),
                of("delete what may be absent", "delete configmap none -n shop --ignore-not-found"));
    }
}
