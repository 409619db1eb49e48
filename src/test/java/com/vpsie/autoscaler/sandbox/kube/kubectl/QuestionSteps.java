package com.vpsie.autoscaler.sandbox.kube.kubectl;

import static com.vpsie.autoscaler.sandbox.kube.kubectl.Step.of;

import java.util.List;

/** What the API says about itself, and about who may do what. */
final class QuestionSteps {
    private static final String ROLE = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: reader, namespace: shop}
            rules:
              - {apiGroups: [""], resources: [configmaps], verbs: [get, list]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: reader, namespace: shop}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
            subjects:
              - {kind: ServiceAccount, name: reader, namespace: shop}
            """;
    private static final String DESCRIPTIONS = "descriptions of built-in fields are left out";
    private static final String READER = " --as=system:serviceaccount:shop:reader";

    private QuestionSteps() {}

    static List<Step> steps() {
        return List.of(
                of("explain tells of a built-in kind", "explain configmap")
                        .prints("KIND: ConfigMap", "FIELDS:", "binaryData")
                        .mayDiffer(DESCRIPTIONS),
                of("explain tells of a field", "explain pod.spec.nodeName")
                        .prints("FIELD: nodeName <string>")
                        .mayDiffer(DESCRIPTIONS),
                of("explain tells of metadata", "explain lease.metadata.ownerReferences.uid")
                        .prints("FIELD: uid <string>")
                        .mayDiffer(DESCRIPTIONS),
                of("explain tells of a custom kind", "explain nodegroup")
                        .prints("GROUP: autoscaler.vpsie.com", "spec\t<Object>")
                        .mayDiffer(DESCRIPTIONS),
                of("explain tells of a field of a custom kind", "explain nodegroup.spec.minNodes")
                        .prints("FIELD: minNodes <integer>"),
                of("explain shows everything", "explain nodegroup.status --recursive")
                        .prints("desiredNodes\t<integer>"),
                of("explain of an unknown field", "explain nodegroup.spec.colour")
                        .fails("field \"colour\" does not exist"),
                of("api-resources lists our kinds", "api-resources --api-group=autoscaler.vpsie.com --no-headers")
                        .prints("nodegroups ng,ngs autoscaler.vpsie.com/v1alpha1 true NodeGroup"),
                of("api-resources tells verbs", "api-resources --api-group=autoscaler.vpsie.com -o wide")
                        .prints("delete,deletecollection,get,list,patch,create,update,watch"),
                of("api-resources lists leases", "api-resources --api-group=coordination.k8s.io --no-headers")
                        .prints("leases coordination.k8s.io/v1 true Lease"),
                of("api-versions lists ours", "api-versions")
                        .prints("autoscaler.vpsie.com/v1alpha1", "policy/v1")
                        .mayDiffer("only the groups that the product and its users meet are served"),
                of("version names the server", "version").prints("Server Version: v1.36"),
                of("get --raw reads a path", "get --raw /apis/coordination.k8s.io/v1/namespaces/shop/leases")
                        .prints("\"kind\":\"LeaseList\""),
                of("the server says that it is ready", "get --raw /readyz").prints("ok"),
                of("auth whoami names the user", "auth whoami -o jsonpath={.status.userInfo.username}")
                        .prints("admin"),
                of("auth can-i says yes", "auth can-i create nodegroups.autoscaler.vpsie.com -n shop")
                        .prints("yes"),
                of("auth can-i warns of an unknown kind", "auth can-i get unicorns")
                        .prints("yes"),
                of("create makes a service account", "create serviceaccount reader -n shop")
                        .prints("serviceaccount/reader created"),
                of("create makes a role with its binding", "create -f -")
                        .input(ROLE)
                        .prints("role.rbac.authorization.k8s.io/reader created"),
                of("auth can-i says yes for another", "auth can-i list configmaps -n shop" + READER)
                        .prints("yes"),
                of("auth can-i says no for another", "auth can-i delete configmaps -n shop" + READER)
                        .fails("no"),
                of("auth can-i lists what another may", "auth can-i --list -n shop" + READER)
                        .prints("configmaps [] [] [get list]")
                        .mayDiffer("the keys of the issuer of tokens are not served, so no role reads them"),
                of("what another may is done", "get configmap plain -n shop -o name" + READER)
                        .prints("configmap/plain"),
                of("what another may not is refused", "delete configmap plain -n shop" + READER)
                        .fails("Error from server (Forbidden)", "cannot delete resource \"configmaps\""),
                of("describe shows a role", "describe role reader -n shop").prints("configmaps [] [] [get list]"),
                of("create makes a token", "create token reader -n shop --duration=10m")
                        .prints("TOKEN"));
    }
}
