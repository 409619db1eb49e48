package com.vpsie.autoscaler.it.leadership;

import com.vpsie.autoscaler.it.stage.Commit;
import com.vpsie.autoscaler.it.stage.Groups;
import com.vpsie.autoscaler.it.stage.Judge;
import com.vpsie.autoscaler.it.stage.Player;
import com.vpsie.autoscaler.it.stage.Sabotage;
import com.vpsie.autoscaler.it.stage.Scrape;
import com.vpsie.autoscaler.it.stage.Setup;
import com.vpsie.autoscaler.it.stage.Stage;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.vpsie.Access;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The servers of one test in the words of the Go controller's own high-availability tests: start so many, who is the
 * leader, stop all. Used by one thread; {@link #close} leaves no process.
 */
final class Servers implements AutoCloseable {
    private static final String MASTER = "leader_election_master_status";
    private static final Duration STOP = Duration.ofSeconds(45);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private final Stage stage;
    private final Groups groups;
    private final Map<String, Integer> wanted = new TreeMap<>();
    private final Instant began = Instant.now();

    private Servers(Stage stage) {
        this.stage = stage;
        this.groups = new Groups(stage.cluster().admin(), stage.cloud().world());
    }

    /** Sets the stage, starts all servers of it and waits until each takes part. */
    static Servers start(Setup setup) throws Exception {
        Servers servers = new Servers(Stage.set(setup));
        System.out.println(setup.name() + ": " + setup.servers() + " servers as " + setup.way() + " on the "
                + servers.stage.apiName()
                + Sabotage.asked().map(one -> ", without " + one.code()).orElse(""));
        try {
            servers.stage.awaitReady(setup.servers());
            return servers;
        } catch (Exception e) {
            servers.close();
            throw e;
        }
    }

    Stage stage() {
        return stage;
    }

    Setup setup() {
        return stage.setup();
    }

    List<Player> all() {
        return stage.players();
    }

    List<Player> others(Player than) {
        return all().stream().filter(player -> player != than).toList();
    }

    /** By its metrics, as an operator's dashboard has it. */
    static boolean isLeader(Player server) throws InterruptedException {
        return Scrape.of(server).value(MASTER).orElse(0) == 1;
    }

    /** Waits until exactly one says so. */
    Player identifyLeader() throws Exception {
        return Await.answer(
                setup().duration().multipliedBy(3),
                "exactly one leader",
                () -> String.valueOf(stage.history().holding()),
                () -> {
                    List<Player> leading = leading();
                    return leading.size() == 1 ? Optional.of(leading.get(0)) : Optional.empty();
                });
    }

    /** Everybody who says so now, asked one after the other. */
    List<Player> leading() throws InterruptedException {
        List<Player> leading = new ArrayList<>();
        for (Player server : all()) {
            if (isLeader(server)) {
                leading.add(server);
            }
        }
        return leading;
    }

    /** Waits for the commit by which another server than this one leads. */
    Commit takenByAnother(Player than, Instant since) throws Exception {
        return Await.answer(
                setup().duration().multipliedBy(3),
                "another leader than " + than.name(),
                () -> String.valueOf(stage.history().holding()),
                () -> stage.history().since(since).stream()
                        .filter(commit -> commit.holds() && !commit.user().equals(than.name()))
                        .findFirst());
    }

    Groups groups() {
        return groups;
    }

    /** VPSie's credentials are client and secret from now on, for which a replica fetches tokens. */
    void logInBySecret() {
        stage.cluster()
                .putSecret(Map.of(
                        "clientId",
                        Access.CLIENT_ID,
                        "clientSecret",
                        Access.CLIENT_SECRET,
                        "url",
                        stage.cloud().url().toString()));
    }

    /** Two NodeGroups of two nodes each. */
    void createGroups() {
        groups.create();
        groups.names().forEach(name -> wanted.put(name, Groups.FIRST));
    }

    /** Another minimum, and with it another maximum. */
    void resize(int nodes) {
        groups.names().forEach(name -> resize(name, nodes));
    }

    /** The same for one group alone, which buys one machine after the other. */
    void resizeFirst(int nodes) {
        resize(groups.names().get(0), nodes);
    }

    private void resize(String name, int nodes) {
        groups.resize(name, nodes);
        wanted.put(name, nodes);
    }

    /** Waits until what is desired is bought, is at VPSie and has joined, and nothing beyond. */
    void awaitSettled() throws Exception {
        Await.answer(SETTLED, LOOK, "what was asked for and nothing else", this::counts, () -> {
            boolean exact = groups.names().stream()
                    .allMatch(name -> groups.count(name).isExactly(wanted.getOrDefault(name, 0)));
            return exact ? Optional.of(true) : Optional.empty();
        });
    }

    private String counts() {
        return String.join(
                "; ",
                groups.names().stream()
                        .map(name -> name + ": " + wanted.get(name) + " wanted, " + groups.count(name))
                        .toList());
    }

    /** What VPSie's and the API server's logs say of the whole test: who acted without the right to. */
    Judge.Findings judge() {
        Judge judge = new Judge(setup().deadline(), new HashSet<>(setup().users()));
        return judge.judge(stage.history().commits(), stage.cloud().log().entries(), began);
    }

    void stopAll() throws InterruptedException {
        all().forEach(server -> server.replica().signalStop());
        for (Player server : all()) {
            if (!server.replica().awaitEnd(STOP)) {
                throw new AssertionError(server.name() + " still runs " + STOP.toSeconds() + " s after SIGTERM");
            }
        }
    }

    @Override
    public void close() {
        stage.close();
    }

    /** Starts one again that has ended. */
    static void restart(Player server) throws IOException {
        server.replica().start();
    }
}
