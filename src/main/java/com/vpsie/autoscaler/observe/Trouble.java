package com.vpsie.autoscaler.observe;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Says in one sentence for people why a kind could not be read from the API server. */
final class Trouble {
    private Trouble() {}

    /**
     * @param kind what is read
     * @param failure what the client threw
     */
    static String words(WatchedKind kind, Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof KubernetesClientException api && api.getCode() > 0) {
            return ofStatus(kind, api);
        }
        return "the Kubernetes API cannot be reached to read " + kind.plural() + ": " + root(cause);
    }

    private static String ofStatus(WatchedKind kind, KubernetesClientException api) {
        return switch (api.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND ->
                kind.definition()
                        .map(crd -> "CustomResourceDefinition " + crd
                                + " is not installed: kubectl apply -f kube/crds installs it")
                        .orElse("the Kubernetes API knows no " + kind.plural());
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                "the Kubernetes API does not accept our credentials (401) to read " + kind.plural();
            case HttpURLConnection.HTTP_FORBIDDEN ->
                "no right to list and watch " + kind.plural() + " (403): " + firstLine(api.getMessage());
            default ->
                "the Kubernetes API answered " + api.getCode() + " to reading " + kind.plural() + ": "
                        + firstLine(api.getMessage());
        };
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && (cause instanceof CompletionException
                        || (cause instanceof KubernetesClientException api && api.getCode() == 0))) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String name = cause.getClass().getSimpleName();
        return cause.getMessage() == null ? name : name + ": " + firstLine(cause.getMessage());
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
