package com.vpsie.autoscaler.leader.elsewhere;

import com.vpsie.autoscaler.leader.Leadership;
import com.vpsie.autoscaler.leader.TokenFloor;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The record that this application's leaders seal: a ConfigMap with the token of the term that wrote it last. Every write
 * is a compare-and-set, so a deposed leader's fails; its token is the floor of the next term's.
 */
@ApplicationScoped
class PayrollBook implements TokenFloor {
    static final String NAMESPACE = "default";
    static final String NAME = "payroll";
    private static final String TOKEN = "token";
    private static final String PAID = "paid";

    private final KubernetesClient client;
    private final Instance<Leadership> leadership;

    @Inject
    PayrollBook(Config config, Instance<Leadership> leadership) {
        this.client = new KubernetesClientBuilder().withConfig(config).build();
        this.leadership = leadership;
    }

    @PreDestroy
    void close() {
        client.close();
    }

    @Override
    public long read() {
        return stored().map(map -> number(map, TOKEN)).orElse(0L);
    }

    /** First thing in a term: from here on whoever has a lower token is refused. */
    void seal(long token) {
        write(token, 0);
    }

    void pay(long token) {
        write(token, 1);
    }

    private void write(long token, int wages) {
        ConfigMap before = stored().orElse(null);
        if (before == null) {
            client.resource(page(token, wages)).create();
        } else if (number(before, TOKEN) > token) {
            leadership.get().fencedBy(number(before, TOKEN));
            throw new IllegalStateException("a later term has sealed the book");
        } else {
            ConfigMap after = new ConfigMapBuilder(before)
                    .withData(page(token, number(before, PAID) + wages).getData())
                    .build();
            client.resource(after).update(); // with the version read above
        }
    }

    private static ConfigMap page(long token, long paid) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(NAME)
                .endMetadata()
                .addToData(TOKEN, Long.toString(token))
                .addToData(PAID, Long.toString(paid))
                .build();
    }

    private Optional<ConfigMap> stored() {
        return Optional.ofNullable(
                client.configMaps().inNamespace(NAMESPACE).withName(NAME).get());
    }

    private static long number(ConfigMap map, String key) {
        return Long.parseLong(map.getData().get(key));
    }
}
