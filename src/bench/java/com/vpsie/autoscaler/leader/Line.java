package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.TcpProxy;
import io.fabric8.kubernetes.client.Config;
import java.net.URI;

/** One elector's own way to the API server, so that it can be cut off alone. */
final class Line implements KubernetesUnderTest {
    /** How the way fails. */
    enum Cut {
        /** Nothing passes and nobody is told. */
        HUNG,
        /** Connections are reset and new ones refused. */
        REFUSED,
        /** Requests pass and are carried out, their answers do not come back. */
        ANSWER_LOST
    }

    private final KubernetesUnderTest api;
    private final TcpProxy proxy;

    Line(KubernetesUnderTest api) {
        this.api = api;
        int target = URI.create(api.clientConfig("admin").getMasterUrl()).getPort();
        this.proxy = TcpProxy.start(0, target);
    }

    void cut(Cut how) {
        switch (how) {
            case HUNG -> proxy.mode(TcpProxy.Mode.BLACKHOLE);
            case REFUSED -> {
                proxy.listen(false);
                proxy.reset();
            }
            case ANSWER_LOST -> proxy.mode(TcpProxy.Mode.NO_ANSWERS);
        }
    }

    @Override
    public Config clientConfig(String user) {
        Config config = api.clientConfig(user);
        config.setMasterUrl("https://127.0.0.1:" + proxy.port() + "/");
        return config;
    }

    @Override
    public String kubeconfig(String user) {
        return api.kubeconfig(user);
    }

    @Override
    public String restrictedKubeconfig(String user, String... groups) {
        return api.restrictedKubeconfig(user, groups);
    }

    @Override
    public String name() {
        return "a line to the " + api.name();
    }

    /** What is held back is lost. */
    @Override
    public void close() {
        proxy.reset(); // while it still holds back: closing lets go
        proxy.close();
    }
}
