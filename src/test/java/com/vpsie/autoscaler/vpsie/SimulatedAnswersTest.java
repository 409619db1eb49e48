package com.vpsie.autoscaler.vpsie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.vpsie.Access;
import com.vpsie.autoscaler.sandbox.vpsie.Call;
import com.vpsie.autoscaler.sandbox.vpsie.Group;
import com.vpsie.autoscaler.sandbox.vpsie.Machine;
import com.vpsie.autoscaler.sandbox.vpsie.Quirk;
import com.vpsie.autoscaler.sandbox.vpsie.Quota;
import com.vpsie.autoscaler.sandbox.vpsie.SandboxContent;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieWorld;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever quirk the simulated VPSie speaks with, the product reads the same from it. */
class SimulatedAnswersTest {
    private static final String CLUSTER = SandboxContent.CLUSTER;
    private static final String MACHINES = "/k8s/cluster/byId/" + CLUSTER;
    private static final String GROUPS = "/k8s/node/groups/byClusterId/" + CLUSTER;

    private final VpsieSimulator simulator = VpsieSimulator.start(0, Optional.empty());
    private final HttpClient http = HttpClient.newHttpClient();
    private long groupId;

    @BeforeEach
    void oneGroupWithOneMachineAndOneDeletedGroup() {
        VpsieWorld world = simulator.world();
        Call call = new Call("test", world.now());
        world.createGroup(call, CLUSTER, "gone", 1);
        world.deleteGroup(call, group("gone").id());
        world.createGroup(call, CLUSTER, "workers", 3);
        groupId = group("workers").id();
        world.addNode(call, CLUSTER, groupId);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @EnumSource(Quirk.class)
    void theMachinesAreTheSame(Quirk quirk) throws Exception {
        simulator.speak(quirk);

        List<VpsieMachine> machines = Listings.machines(success(get(MACHINES)), CLUSTER);

        Machine bought = simulator.world().everyMachine().get(1);
        assertThat(machines).hasSize(2);
        assertThat(machines.get(0).controlPlane()).isTrue();
        VpsieMachine worker = machines.get(1);
        assertThat(worker.controlPlane()).isFalse();
        assertThat(worker.identifier()).isEqualTo(bought.identifier());
        assertThat(worker.hostname()).isEqualTo(quirk == Quirk.NAMELESS_WHILE_PROVISIONING ? "" : bought.hostname());
        assertThat(worker.status()).isEqualTo("provisioning");
        assertThat(worker.cpu()).isEqualTo(4);
        assertThat(worker.ramMb()).isEqualTo(8192);
        assertThat(worker.diskGb()).isEqualTo(160);
        assertThat(worker.groupId().isPresent()).isEqualTo(quirk == Quirk.TELLS_GROUP);
    }

    @ParameterizedTest
    @EnumSource(Quirk.class)
    void theGroupsAreTheSameAndDeletedOnesLeftOut(Quirk quirk) throws Exception {
        simulator.speak(quirk);

        List<VpsieGroup> groups = Listings.groups(success(get(GROUPS)));

        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(group.id()).isEqualTo(groupId);
            assertThat(group.name()).isEqualTo("workers");
            assertThat(group.sizeId()).isEqualTo(3);
            assertThat(group.nodesCount()).isEqualTo(1);
            assertThat(group.diskGb()).isEqualTo(160);
        });
    }

    @ParameterizedTest
    @EnumSource(Quirk.class)
    void theOffersAreTheSame(Quirk quirk) throws Exception {
        simulator.speak(quirk);

        List<VpsieOffer> offers = Listings.offers(success(post("/k8s/offers", "{\"dcIdentifier\":\"dc-sandbox\"}")));

        assertThat(offers).hasSize(SandboxContent.sizes().size());
        assertThat(offers.get(2).hourlyPrice()).isEqualByComparingTo("0.060");
        assertThat(offers.get(2).ramMb()).isEqualTo(8192);
    }

    @ParameterizedTest
    @EnumSource(Quirk.class)
    void aRefusalIsDefiniteAndNotFoundIsNotFound(Quirk quirk) throws Exception {
        simulator.speak(quirk);

        Verdict verdict = AnswerParser.judge(post(MACHINES + "/add/slave/group/999", ""));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(VpsieErrorCode.NOT_FOUND);
            assertThat(failure.definite()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 409})
    void everyWordingOfAQuotaIsCapacity(int status) throws Exception {
        for (String wording : Quota.WORDINGS) {
            simulator.world().setQuota(Optional.of(new Quota(1, status, wording)));

            Verdict verdict = AnswerParser.judge(post(MACHINES + "/add/slave/group/" + groupId, ""));

            assertThat(verdict).as(wording).isInstanceOfSatisfying(Verdict.Failure.class, failure -> {
                assertThat(failure.code()).isEqualTo(VpsieErrorCode.CAPACITY);
                assertThat(failure.definite()).isTrue();
            });
        }
    }

    @Test
    void aPagedListTellsItsLastPage() throws Exception {
        simulator.setPerPage(1);

        JsonNode first = success(get(GROUPS + "?page=1"));
        JsonNode second = success(get(GROUPS + "?page=2"));

        assertThat(first.path("pagination").path("total_pages").asInt()).isEqualTo(2);
        assertThat(Listings.groups(first)).isEmpty();
        assertThat(Listings.groups(second)).hasSize(1);
    }

    private Group group(String name) {
        return simulator.world().group(CLUSTER, name).orElseThrow();
    }

    private static JsonNode success(VpsieAnswer answer) {
        if (AnswerParser.judge(answer) instanceof Verdict.Success success) {
            return success.root();
        }
        throw new AssertionError("no success: " + answer);
    }

    private VpsieAnswer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private VpsieAnswer post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.url() + path))
                .header("Authorization", "Bearer " + Access.TOKEN);
    }

    private VpsieAnswer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new VpsieAnswer(response.statusCode(), response.body(), Optional.empty());
    }
}
