package com.vpsie.autoscaler.sandbox.vpsie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens: static ones, and those for client id and secret, which end. */
class VpsieAccessTest {
    private static final String FORM = "clientId=sandbox-client&clientSecret=sandbox-secret";

    private final VpsieSimulator simulator = VpsieSimulator.start(0, Optional.empty());
    private final Client client = Client.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void bothHeadersCarryAToken() throws IOException {
        assertThat(client.cluster().status()).isEqualTo(200);
        assertThat(with("Vpsie-Auth", Access.TOKEN).cluster().status()).isEqualTo(200);
        assertThat(with("Authorization", "Bearer wrong").cluster().status()).isEqualTo(401);
        assertThat(with("Authorization", Access.TOKEN).cluster().status()).isEqualTo(401);
        assertThat(with("X-Other", "none").cluster().status()).isEqualTo(401);
    }

    @Test
    void clientIdAndSecretAreGoodForATokenThatEnds() throws IOException {
        simulator.access().setTokenLifetime(Duration.ofSeconds(2));
        JsonNode token = client.form("/auth/from/api", FORM).json().path("accessToken");
        Client bearer = with("Authorization", "Bearer " + token.path("token").asText());

        assertThat(bearer.cluster().status()).isEqualTo(200);
        Instant expires = Instant.parse(token.path("expires").asText());
        Eventually.holds("expired", () -> Instant.now().isAfter(expires.plusSeconds(1)));
        assertThat(bearer.cluster().status()).isEqualTo(401);
    }

    @Test
    void aWrongSecretGetsNoToken() throws IOException {
        Client.Answer answer = client.form("/auth/from/api", "clientId=sandbox-client&clientSecret=wrong");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("error").asBoolean()).isTrue();
        assertThat(answer.json().has("accessToken")).isFalse();
    }

    @Test
    void secretsMayBeEncodedInTheForm() throws IOException {
        simulator.access().allowClient("a b", "p&=ss/ü");

        Client.Answer answer = client.form("/auth/from/api", "clientId=a+b&clientSecret=p%26%3Dss%2F%C3%BC");

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void revokedTokensAreTurnedAwayAndThePurchaseIsOnRecord() throws IOException {
        long group = client.createGroup("workers", 1);
        String token = client.form("/auth/from/api", FORM)
                .json()
                .path("accessToken")
                .path("token")
                .asText();
        Client issued = with("Vpsie-Auth", token);
        assertThat(issued.addNode(group).status()).isEqualTo(200);

        simulator.access().revokeIssued();

        assertThat(issued.addNode(group).status()).isEqualTo(401);
        assertThat(client.cluster().status()).isEqualTo(200);
        simulator.access().revoke(Access.TOKEN);
        assertThat(client.cluster().status()).isEqualTo(401);
        simulator.access().allow("rotated");
        assertThat(with("Authorization", "Bearer rotated").cluster().status()).isEqualTo(200);
        assertThat(simulator.log().requests(Operation.ADD_NODE))
                .extracting(CloudEntry::status)
                .containsExactly(200, 401);
        assertThat(simulator.log().bought("workers")).hasSize(1);
    }

    private Client with(String header, String value) {
        return client.with(simulator.url(), header, value);
    }
}
