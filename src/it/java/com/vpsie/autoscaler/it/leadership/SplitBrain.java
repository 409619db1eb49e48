package com.vpsie.autoscaler.it.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.it.stage.Commit;
import com.vpsie.autoscaler.it.stage.Player;
import com.vpsie.autoscaler.it.stage.Scrape;
import com.vpsie.autoscaler.sandbox.kube.TcpProxy.Mode;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.vpsie.Fault;
import com.vpsie.autoscaler.sandbox.vpsie.Operation;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Cuts and pauses the leader of the moment, each time with work to do, and heals it again. Used by one thread. */
final class SplitBrain {
    private static final Duration MARGIN = Duration.ofMillis(1_500);
    private static final Duration HEALED = Duration.ofSeconds(30);
    /** A call that nobody answers ends after 15 s; a group's turn may come after another's. */
    private static final Duration UNANSWERED = Duration.ofSeconds(45);

    private final Servers servers;
    private final Duration lease;
    private int nodes = 2;

    SplitBrain(Servers servers) {
        this.servers = servers;
        this.lease = servers.setup().duration();
    }

    /** Another leads after L, and the one that was cut off is a follower when it is back, without a restart. */
    void cutOffFromKubernetes() throws Exception {
        Player cut = servers.identifyLeader();
        cut.api().mode(Mode.BLACKHOLE);
        try {
            goesOnWithout(cut);
        } finally {
            cut.api().mode(Mode.PASS);
        }
        isAFollowerAgain(cut);
    }

    /** It keeps the lead, since no other replica is known to be better off; it buys nothing and says why. */
    void cutOffFromVpsie() throws Exception {
        Player cut = servers.identifyLeader();
        Instant from = Instant.now();
        cut.cloud().mode(Mode.BLACKHOLE);
        try {
            servers.resize(nodes + 1);
            Await.answer(
                    UNANSWERED,
                    "a word about it in the readiness detail of " + cut.name(),
                    () -> "none",
                    () -> Scrape.probe(cut, "/health/ready").filter(text -> text.contains("\"lastCall\":\"TIMEOUT\"")));
            Await.answer(
                    UNANSWERED,
                    "a word about it in the conditions of both groups",
                    () -> servers.groups().reasons("Error").toString(),
                    () -> Optional.of(servers.groups().reasons("Error").values())
                            .filter(all -> all.stream().allMatch("VPSieAPIError"::equals)));
            assertThat(Scrape.probe(cut, "/readyz"))
                    .as("it takes part all the same")
                    .contains("ok");
            assertThat(servers.stage().history().since(from))
                    .as("writes of the Lease")
                    .isNotEmpty()
                    .allMatch(commit -> commit.holds() && commit.user().equals(cut.name()));
            assertThat(servers.stage().cloud().log().entries())
                    .as("what VPSie was asked for meanwhile")
                    .noneMatch(call -> call.at().isAfter(from));
        } finally {
            cut.cloud().mode(Mode.PASS);
        }
        nodes++;
        servers.awaitSettled();
        assertThat(servers.identifyLeader()).isSameAs(cut);
    }

    /** As if its machine's cable were pulled. */
    void cutOffFromBoth() throws Exception {
        Player cut = servers.identifyLeader();
        cut.api().mode(Mode.BLACKHOLE);
        cut.cloud().mode(Mode.BLACKHOLE);
        try {
            goesOnWithout(cut);
        } finally {
            cut.api().mode(Mode.PASS);
            cut.cloud().mode(Mode.PASS);
        }
        isAFollowerAgain(cut);
    }

    /**
     * VPSie answers while it sleeps; when it wakes up it may read the answer, and must not act on it. It is the only
     * purchase: with a second one on its way the pause could fall between that one's last look at the term and its
     * first byte, where nothing but the intent helps.
     */
    void pausedWhileItPays() throws Exception {
        Player paused = servers.identifyLeader();
        VpsieFaults.Rule slow = servers.stage()
                .cloud()
                .faults()
                .add(Operation.ADD_NODE, 1, paused.name()::equals, Fault.slowAnswer(lease));
        servers.resizeFirst(++nodes);
        sleepsFrom(paused, slow, "a purchase under way");
    }

    /**
     * The Lease was renewed for the purchase, VPSie refused the token, and the replica sleeps while it fetches another
     * one. When it wakes up nothing but the budget of its term is between it and a purchase, the only one.
     */
    void pausedBetweenRenewalAndPurchase() throws Exception {
        Player paused = servers.identifyLeader();
        VpsieFaults faults = servers.stage().cloud().faults();
        VpsieFaults.Rule firstLogin =
                faults.add(Operation.AUTH, 1, paused.name()::equals, Fault.slowAnswer(Duration.ZERO));
        servers.logInBySecret();
        servers.resize(++nodes);
        struck(firstLogin, "a login");
        servers.awaitSettled();

        faults.add(Operation.ADD_NODE, 1, paused.name()::equals, Fault.status(401, "token expired"));
        VpsieFaults.Rule secondLogin = faults.add(Operation.AUTH, 1, paused.name()::equals, Fault.slowAnswer(lease));
        servers.resizeFirst(++nodes);
        sleepsFrom(paused, secondLogin, "a login in the middle of a purchase");
    }

    /** Past its lease, while another does the work, and wakes up as a follower. */
    private void sleepsFrom(Player paused, VpsieFaults.Rule moment, String words) throws Exception {
        struck(moment, words);
        Instant asleep = Instant.now();
        paused.replica().pause();
        try {
            servers.takenByAnother(paused, asleep);
            // a pause past the end of the lease is what the test is about
            TimeUnit.NANOSECONDS.sleep(Math.max(
                    0,
                    lease.multipliedBy(3)
                            .dividedBy(2)
                            .minus(Duration.between(asleep, Instant.now()))
                            .toNanos()));
        } finally {
            paused.replica().resume();
        }
        isAFollowerAgain(paused);
        servers.awaitSettled();
    }

    private static void struck(VpsieFaults.Rule moment, String words) throws Exception {
        Await.answer(HEALED, words, () -> "none", () -> moment.struck() == 1 ? Optional.of(true) : Optional.empty());
    }

    /** Another leads in time and buys what is wanted now. */
    private void goesOnWithout(Player cut) throws Exception {
        Instant from = Instant.now();
        Commit last = servers.stage().history().holding().orElseThrow();
        servers.resize(++nodes);
        Commit taken = servers.takenByAnother(cut, from);
        Instant lastCommit = servers.stage().history().commits().stream()
                .filter(commit -> commit.holder().equals(last.holder()))
                .map(Commit::received)
                .reduce((earlier, later) -> later)
                .orElseThrow();
        assertThat(Duration.between(lastCommit, taken.received()))
                .as("from the last commit of " + cut.name() + " to the next leader's")
                .isLessThanOrEqualTo(lease.plus(servers.setup().stagger()).plus(MARGIN));
        servers.awaitSettled();
    }

    /** The process is the same, follows, and takes part; exactly one leads, the one that the Lease names. */
    private void isAFollowerAgain(Player healed) throws Exception {
        List<ProcessHandle> processes = healed.replica().processes();
        Await.answer(
                HEALED,
                healed.name() + " to follow",
                () -> "last seen leading",
                () -> Scrape.probe(healed, "/health/ready")
                        .filter(text -> text.contains("\"state\":\"FOLLOWER\""))
                        .filter(text -> text.startsWith("{\"status\":\"UP\"")));
        assertThat(healed.replica().processes())
                .as("processes of " + healed.name())
                .isEqualTo(processes);
        Player leader = servers.identifyLeader();
        assertThat(servers.stage().history().holding().map(Commit::pod)).contains(leader.name());
    }
}
