package com.vpsie.autoscaler.sandbox.vpsie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The calls of VPSie's API, in the simulator's plain way of speaking. */
class VpsieApiTest {
    private final VpsieSimulator simulator = VpsieSimulator.start(0, Optional.empty());
    private final Client client = Client.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void listsTheClusterAndItsMasterWhichIsNoWorker() throws IOException {
        JsonNode clusters = client.get("/k8s/cluster/all").data();
        assertThat(clusters).hasSize(1);
        assertThat(clusters.get(0).path("identifier").asText()).isEqualTo(Client.CLUSTER);
        assertThat(clusters.get(0).path("managerCount").asInt()).isEqualTo(1);

        JsonNode info = client.cluster().data();
        assertThat(info.path("masters")).hasSize(1);
        assertThat(info.path("masters").get(0).path("role").asText()).isEqualTo("master");
        assertThat(info.path("slaves")).isEmpty();
    }

    @Test
    void offersSizesWithPrices() throws IOException {
        JsonNode offers =
                client.post("/k8s/offers", "{\"dcIdentifier\":\"dc-sandbox\"}").data();

        assertThat(offers).hasSize(SandboxContent.sizes().size());
        assertThat(offers.get(1).path("hourly_price").decimalValue()).isEqualByComparingTo("0.030");
        assertThat(client.post("/k8s/offers", "{\"dcIdentifier\":\"nowhere\"}").status())
                .isEqualTo(404);
    }

    @Test
    void aPurchaseAnswersTrueAndTheMachineBoots() throws IOException {
        simulator.setBootTime(Duration.ofMillis(300));
        long group = client.createGroup("workers", 3);

        Client.Answer answer = client.addNode(group);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().isBoolean() && answer.data().asBoolean()).isTrue();
        JsonNode machine = worker();
        assertThat(machine.path("status").asText()).isEqualTo("provisioning");
        assertThat(machine.path("cpu").asInt()).isEqualTo(4);
        assertThat(machine.path("ram").asInt()).isEqualTo(8192);
        assertThat(machine.path("disk").asInt()).isEqualTo(160);
        assertThat(machine.has("groupId")).isFalse();
        assertThat(client.groups().data().get(0).path("nodes_count").asInt()).isEqualTo(1);
        Eventually.holds(
                "running",
                () -> simulator
                                .world()
                                .everyMachine()
                                .get(1)
                                .stateAt(simulator.world().now())
                        == MachineState.RUNNING);
        assertThat(worker().path("status").asText()).isEqualTo("running");
    }

    @Test
    void aDeletedMachineIsListedAsDeletingUntilItIsGone() throws IOException {
        simulator.world().setTimings(old -> old.withDeletion(Duration.ofMillis(300)));
        client.addNode(client.createGroup("workers", 1));
        String identifier = worker().path("identifier").asText();

        assertThat(client.deleteNode(identifier).status()).isEqualTo(200);
        assertThat(worker().path("status").asText()).isEqualTo("deleting");
        assertThat(client.deleteNode(identifier).status()).isEqualTo(200);

        Eventually.holds("gone", () -> simulator.world().listed(Client.CLUSTER).size() == 1);
        assertThat(client.cluster().data().path("slaves")).isEmpty();
        assertThat(client.deleteNode(identifier).status()).isEqualTo(404);
        assertThat(simulator.log().deleted("workers")).hasSize(1);
        assertThat(simulator.log().requests(Operation.DELETE_NODE))
                .extracting(CloudEntry::effect)
                .containsExactly(CloudEntry.Effect.EXECUTED, CloudEntry.Effect.NO_CHANGE, CloudEntry.Effect.REFUSED);
    }

    @Test
    void aSecondGroupOfTheSameSizeIsRefused() throws IOException {
        client.createGroup("workers", 1);

        Client.Answer answer = client.post(
                "/k8s/cluster/add/group",
                "{\"clusterIdentifier\":\"sandbox-cluster\",\"groupName\":\"others\",\"KubeSizeID\":1}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(simulator.log().createdGroups("others")).isEmpty();
        assertThat(client.createGroup("others", 2)).isPositive();
    }

    @Test
    void aGroupNeedsTheCapitalKOfItsSize() throws IOException {
        Client.Answer answer = client.post(
                "/k8s/cluster/add/group",
                "{\"clusterIdentifier\":\"sandbox-cluster\",\"groupName\":\"workers\",\"kubeSizeID\":1}");

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void anEmptyGroupIsDeletedAndStaysListedAsDeleted() throws IOException {
        simulator.world().setTimings(old -> old.withDeletion(Duration.ZERO));
        long group = client.createGroup("workers", 1);
        client.addNode(group);

        assertThat(deleteGroup(group)).isEqualTo(409);
        client.deleteNode(worker().path("identifier").asText());
        assertThat(deleteGroup(group)).isEqualTo(200);
        assertThat(deleteGroup(group)).isEqualTo(404);

        JsonNode listed = client.groups().data();
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).path("is_deleted").asInt()).isEqualTo(1);
        assertThat(client.addNode(group).status()).isEqualTo(404);
        assertThat(client.createGroup("workers", 1)).isNotEqualTo(group);
    }

    @Test
    void aFullGroupMayTakeItsMachinesAlong() throws IOException {
        long group = client.createGroup("workers", 1);
        client.addNode(group);
        simulator.world().setFullGroupsMayGo(true);

        assertThat(deleteGroup(group)).isEqualTo(200);

        assertThat(simulator.log().deleted("workers")).hasSize(1);
        assertThat(simulator.log().living("workers")).isEmpty();
    }

    @Test
    void reduceAndTheDeletionOfAMasterAreForbiddenAndRemembered() throws IOException {
        String master = client.cluster()
                .data()
                .path("masters")
                .get(0)
                .path("identifier")
                .asText();

        assertThat(client.delete("/k8s/cluster/byId/sandbox-cluster/reduce", "{}")
                        .status())
                .isEqualTo(403);
        assertThat(client.delete("/k8s/cluster/byId/sandbox-cluster/reduce/slave", "{\"groupId\":101}")
                        .status())
                .isEqualTo(403);
        assertThat(client.deleteNode(master).status()).isEqualTo(403);

        assertThat(simulator.log().forbidden()).hasSize(3);
    }

    @Test
    void everyKnownWordingOfAQuotaIsSpoken() throws IOException {
        long group = client.createGroup("workers", 1);
        client.addNode(group);
        for (String wording : Quota.WORDINGS) {
            simulator.world().setQuota(Optional.of(new Quota(1, 409, wording)));
            Client.Answer answer = client.addNode(group);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.json().path("message").asText()).isEqualTo(wording);
        }
        simulator.world().setQuota(Optional.of(Quota.of(1)));
        assertThat(client.addNode(group).status()).isEqualTo(403);
        simulator.world().setQuota(Optional.empty());
        assertThat(client.addNode(group).status()).isEqualTo(200);
        assertThat(simulator.log().bought("workers")).hasSize(2);
    }

    @Test
    void bothBasePathsLeadToTheSameCloud() throws IOException {
        Client apps = client.with(simulator.root().resolve("/apps/v2"), "Vpsie-Auth", Access.TOKEN);
        long group = apps.createGroup("workers", 1);

        assertThat(apps.addNode(group).status()).isEqualTo(200);
        assertThat(client.cluster().data().path("slaves")).hasSize(1);
        assertThat(apps.with(URI.create(simulator.root() + "/v3"), "Vpsie-Auth", Access.TOKEN)
                        .cluster()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theLogNamesTheCallerOfTheUserAgent() throws IOException {
        long group = client.createGroup("workers", 1);
        Client.of(simulator, "vpsie-autoscaler-7d-x2").addNode(group);

        assertThat(simulator.log().bought("workers"))
                .extracting(CloudEntry::caller)
                .isEqualTo(List.of("vpsie-autoscaler-7d-x2"));
        assertThat(simulator.requests().of(Operation.ADD_NODE, "vpsie-autoscaler-7d-x2"))
                .isEqualTo(1);
        assertThat(simulator.requests().of(Operation.LIST_GROUPS)).isEqualTo(1);
    }

    @Test
    void anUnknownClusterOrGroupIsNotFound() throws IOException {
        assertThat(client.get("/k8s/cluster/byId/nowhere").status()).isEqualTo(404);
        assertThat(client.get("/k8s/node/groups/byClusterId/nowhere").status()).isEqualTo(404);
        assertThat(client.addNode(999).status()).isEqualTo(404);
        assertThat(client.get("/k8s/nothing").status()).isEqualTo(404);
    }

    private int deleteGroup(long group) throws IOException {
        return client.delete(
                        "/k8s/cluster/delete/group/" + group,
                        "{\"deleteStatistic\":{\"reason\":\"test\",\"note\":\"\"}}")
                .status();
    }

    private JsonNode worker() throws IOException {
        JsonNode slaves = client.cluster().data().path("slaves");
        assertThat(slaves).hasSize(1);
        return slaves.get(0);
    }
}
