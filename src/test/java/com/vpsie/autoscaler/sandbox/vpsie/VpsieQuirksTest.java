package com.vpsie.autoscaler.sandbox.vpsie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every quirk changes what it says, and only that. */
class VpsieQuirksTest {
    private final VpsieSimulator simulator = VpsieSimulator.start(0, Optional.empty());
    private final Client client = Client.of(simulator);
    private long group;

    @BeforeEach
    void oneGroup() throws IOException {
        group = client.createGroup("workers", 1);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aPurchaseMayNameTheMachine() throws IOException {
        simulator.speak(Quirk.NAMES_BOUGHT_NODE);

        JsonNode data = client.addNode(group).data();

        Machine machine = onlyWorker();
        assertThat(data.path("identifier").asText()).isEqualTo(machine.identifier());
        assertThat(data.path("id").asLong()).isEqualTo(machine.id());
        assertThat(data.path("hostname").asText()).isEqualTo(machine.hostname());
    }

    @Test
    void errorMayBeAWordOrAName() throws IOException {
        simulator.speak(Quirk.ERROR_AS_WORD);
        assertThat(client.groups().json().path("error").textValue()).isEqualTo("false");
        assertThat(client.addNode(999).json().path("error").textValue()).isEqualTo("true");

        simulator.speak(Quirk.ERROR_AS_NAME);
        assertThat(client.groups().json().has("error")).isFalse();
        assertThat(client.addNode(999).json().path("error").textValue()).isEqualTo("NotFound");
    }

    @Test
    void refusalsMayComeInGoodAnswers() throws IOException {
        simulator.speak(Quirk.ERRORS_IN_200);

        Client.Answer answer = client.get("/k8s/cluster/byId/nowhere");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("error").asBoolean()).isTrue();
        assertThat(answer.json().path("code").asInt()).isEqualTo(404);
    }

    @Test
    void idsMayBeTextOrUuids() throws IOException {
        client.addNode(group);
        assertThat(slaves().get(0).path("id").isNumber()).isTrue();

        simulator.speak(Quirk.IDS_AS_TEXT);
        assertThat(slaves().get(0).path("id").textValue()).matches("\\d+");
        assertThat(client.groups().data().get(0).path("id").textValue()).isEqualTo(Long.toString(group));

        simulator.speak(Quirk.IDS_AS_UUID);
        assertThat(slaves().get(0).path("id").textValue())
                .isEqualTo(onlyWorker().identifier());
        assertThat(client.groups().data().get(0).path("id").isNumber()).isTrue();
    }

    @Test
    void datesMayBeFreeForm() throws IOException {
        assertThat(client.groups().data().get(0).path("created_on").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

        simulator.speak(Quirk.FREE_FORM_DATES);

        assertThat(client.groups().data().get(0).path("created_on").asText())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    }

    @Test
    void workersMayBeListedAmongTheNodes() throws IOException {
        client.addNode(group);

        simulator.speak(Quirk.ALL_IN_NODES);
        JsonNode info = client.cluster().data();
        assertThat(info.path("nodes")).hasSize(2);
        assertThat(info.path("slaves")).isEmpty();
        assertThat(info.path("masters")).isEmpty();

        simulator.speak(Quirk.LISTED_TWICE);
        JsonNode twice = client.cluster().data();
        assertThat(twice.path("nodes")).hasSize(2);
        assertThat(twice.path("slaves")).hasSize(1);
        assertThat(twice.path("masters")).hasSize(1);
    }

    @Test
    void aMachineMayTellItsGroup() throws IOException {
        client.addNode(group);
        simulator.speak(Quirk.TELLS_GROUP);

        assertThat(slaves().get(0).path("groupId").asLong()).isEqualTo(group);
        assertThat(client.cluster().data().path("masters").get(0).has("groupId"))
                .isFalse();
    }

    @Test
    void deletedGroupsMayBeHidden() throws IOException {
        client.delete("/k8s/cluster/delete/group/" + group, "{}");
        assertThat(client.groups().data()).hasSize(1);

        simulator.speak(Quirk.HIDES_DELETED_GROUPS);

        assertThat(client.groups().data()).isEmpty();
    }

    @Test
    void deletionByIdentifierMayNotExist() throws IOException {
        client.addNode(group);
        simulator.speak(Quirk.NO_DELETE_BY_IDENTIFIER);

        assertThat(client.deleteNode(onlyWorker().identifier()).status()).isEqualTo(404);

        assertThat(simulator.log().living("workers")).hasSize(1);
        assertThat(simulator.log().requests(Operation.DELETE_NODE))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.effect()).isEqualTo(CloudEntry.Effect.REFUSED);
                    assertThat(entry.groupName()).isEqualTo("workers");
                });
    }

    @Test
    void aProvisioningMachineMayHaveNoName() throws IOException {
        simulator.setBootTime(Duration.ofHours(1));
        client.addNode(group);
        simulator.speak(Quirk.NAMELESS_WHILE_PROVISIONING);

        assertThat(slaves().get(0).path("hostname").asText()).isEmpty();
        assertThat(slaves().get(0).path("ip").asText()).isEmpty();
        assertThat(slaves().get(0).path("identifier").asText()).isNotEmpty();
    }

    @Test
    void listsMayComeInPages() throws IOException {
        for (int i = 0; i < 5; i++) {
            client.addNode(group);
        }
        client.createGroup("second", 2);
        client.createGroup("third", 3);
        simulator.setPerPage(2);

        List<String> seen = new ArrayList<>();
        int masters = 0;
        for (int page = 1; page <= 3; page++) {
            JsonNode answer = client.get("/k8s/cluster/byId/" + Client.CLUSTER + "?page=" + page)
                    .json();
            assertThat(answer.path("pagination").path("total_pages").asInt()).isEqualTo(3);
            assertThat(answer.path("pagination").path("total").asInt()).isEqualTo(5);
            answer.path("data")
                    .path("slaves")
                    .forEach(slave -> seen.add(slave.path("identifier").asText()));
            masters += answer.path("data").path("masters").size();
        }
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThat(masters).isEqualTo(1);

        assertThat(client.groups().data()).hasSize(2);
        assertThat(client.get("/k8s/node/groups/byClusterId/" + Client.CLUSTER + "?per_page=100&page=2")
                        .data())
                .hasSize(1);
    }

    private JsonNode slaves() throws IOException {
        return client.cluster().data().path("slaves");
    }

    private Machine onlyWorker() {
        return simulator.world().everyMachine().stream()
                .filter(machine -> !machine.controlPlane())
                .reduce((first, second) -> {
                    throw new AssertionError("more than one worker");
                })
                .orElseThrow();
    }
}
