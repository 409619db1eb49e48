package com.vpsie.autoscaler.sandbox.kube;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.vpsie.autoscaler.sandbox.kube.ContractTable.Side;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The same cases against the embedded Kubernetes API and against a real kube-apiserver, so that what passes on the one
 * holds on the other. The real one is found through {@code KUBEBUILDER_ASSETS} or {@code KUBECONFIG}; without one each
 * group of cases says by name that it was not run, and why. Last, the table in {@code docs/sandbox.md} is held against
 * what came of it; {@code -Dcontract.renew=true} writes it.
 *
 * <p>Groups of cases run side by side, each on an API of its own that nothing else happens to; a given cluster is one, so
 * that its groups follow one another.
 */
@TestMethodOrder(OrderAnnotation.class)
class KubernetesApiContractTest {
    private static final Logger LOG = Logger.getLogger(KubernetesApiContractTest.class.getName());
    /** {@code -Dcontract.only=patches} runs the cases whose title holds the text; absent, all. */
    private static final String ONLY = System.getProperty("contract.only", "");

    /** {@code -Dcontract.api=real} or {@code embedded} asks that one alone; absent, both. */
    private static final String ASKED = System.getProperty("contract.api", "");

    private static final boolean RENEW = Boolean.getBoolean("contract.renew");

    private static final List<AutoCloseable> OPEN = Collections.synchronizedList(new ArrayList<>());
    private static final ContractTable TABLE = new ContractTable();

    /** What both answer alike. */
    private static List<Cases> common() {
        return List.of(
                new WriteCases(),
                new LeaseCases(),
                new StatusCases(),
                new WatchCases(),
                new ListCases(),
                new SelectorCases(),
                new CollectionCases(),
                new HistoryCases(),
                new PatchCases(),
                new StrategicCases(),
                new TypedCases(),
                new DiscoveryCases(),
                new TableCases(),
                new ColumnCases(),
                new PodChangeCases(),
                new ApplyCases(),
                new ApplyListCases(),
                new ApplyBuiltinCases(),
                new ApplyRefusalCases(),
                new OwnershipCases(),
                new RandomApplyCases(),
                new SchemaCases(),
                new DecodingCases(),
                new CelCases(),
                new CelChangeCases(),
                new CelInstallCases(),
                new StructureCases(),
                new FenceCases(),
                new DefinitionCases(),
                new DeleteCases(),
                new GraceCases(),
                new EventCases(),
                new OtherCases(),
                new AccessCases(),
                new RoleCases(),
                new ReviewCases(),
                new IdentityCases());
    }

    /** What needs the controllers beside the API server. */
    private static List<Cases> controlled() {
        return List.of(new ControllerCases(), new NamespaceCases(), new BudgetCases(), new EvictionCases());
    }

    @AfterAll
    static void stop() throws Exception {
        for (int i = OPEN.size() - 1; i >= 0; i--) {
            OPEN.get(i).close();
        }
        OPEN.clear();
    }

    /** Both at once: most of the time they wait. */
    @BeforeAll
    static void begin() {
        if (!ASKED.equals("real")) {
            EmbeddedApi.begin();
        }
        if (!ASKED.equals("embedded")) {
            RealApi.begin();
        }
    }

    @TestFactory
    List<DynamicNode> embeddedApi() {
        return EmbeddedApi.NODES;
    }

    @TestFactory
    List<DynamicNode> realApi() {
        return RealApi.NODES;
    }

    private static final class EmbeddedApi {
        private static final int LANES = 4;
        private static final List<DynamicNode> NODES = new ArrayList<>();

        private static void begin() {
            Lanes<Contract> lanes = opened(new Lanes<>(LANES, EmbeddedApi::open));
            Stream.of(controlled(), common())
                    .flatMap(List::stream)
                    .forEach(cases -> NODES.add(run(cases, lanes, contract -> contract)));
        }

        private static Contract open() {
            EmbeddedKubernetes embedded = opened(EmbeddedKubernetes.start(0));
            return contract(embedded, () -> embedded.store().compact());
        }
    }

    private static final class RealApi {
        private static final int LANES = 2;
        private static final List<DynamicNode> NODES = new ArrayList<>();

        /** One API server that cases run on. */
        private record Server(Contract contract, boolean controllers) {
            private Contract withControllers() {
                Assumptions.assumeTrue(
                        controllers,
                        "NOT RUN on a real kube-apiserver, because there is no kube-controller-manager in"
                                + " KUBEBUILDER_ASSETS");
                return contract;
            }
        }

        private static void begin() {
            String why = RealKubernetes.whyNot();
            if (!why.isEmpty()) {
                Stream.of(common(), controlled()).flatMap(List::stream).forEach(cases -> NODES.add(notRun(cases, why)));
                return;
            }
            Lanes<Server> lanes = opened(new Lanes<>(RealKubernetes.isOwnToBe() ? LANES : 1, RealApi::open));
            controlled().forEach(cases -> NODES.add(run(cases, lanes, Server::withControllers)));
            common().forEach(cases -> NODES.add(run(cases, lanes, Server::contract)));
        }

        private static Server open() {
            RealKubernetes real = opened(RealKubernetes.find().orElseThrow());
            boolean controllers = real.startControllers();
            return new Server(contract(real, real::forgetHistory), controllers);
        }
    }

    private static <T extends AutoCloseable> T opened(T one) {
        OPEN.add(one);
        return one;
    }

    private static Contract contract(KubernetesUnderTest kubernetes, Runnable forget) {
        Contract api = opened(new Contract(kubernetes, forget));
        Widgets.install(api);
        OPEN.add(() -> Widgets.remove(api));
        Gadgets.install(api);
        OPEN.add(() -> Gadgets.remove(api));
        return api;
    }

    private static <T> DynamicNode run(Cases cases, Lanes<T> lanes, Function<T, Contract> contract) {
        List<Lanes.Named<T>> named = new ArrayList<>();
        for (String name : cases.all().keySet()) {
            String title = cases.group() + ": " + name;
            if (title.contains(ONLY)) {
                named.add(new Lanes.Named<>(title, on -> run(cases, name, contract.apply(on))));
            }
        }
        return lanes.group(cases.group(), named);
    }

    /** Names the case in its failure: reports of dynamic tests give numbers only. */
    private static void run(Cases cases, String name, Contract api) {
        String title = api.name() + ": " + cases.group() + ": " + name;
        Side side = api.name().startsWith("embedded") ? Side.EMBEDDED : Side.REAL;
        boolean mustPass = side == Side.REAL || !cases.unlike().containsKey(name);
        try {
            Objects.requireNonNull(cases.all().get(name), name).run(api);
        } catch (Exception | AssertionError e) {
            TABLE.note(cases, name, side, false);
            if (mustPass) {
                throw new AssertionError(title + ": " + e, e);
            }
            return;
        }
        TABLE.note(cases, name, side, true);
        if (!mustPass) {
            throw new AssertionError(title + ": it passes; take it from the list of what is unlike");
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void theTableOfWhatIsLikeARealApiServerIsUpToDate() {
        Assumptions.assumeTrue(ONLY.isEmpty() && !ASKED.equals("real"), "only some of the cases were run");
        TABLE.check(RENEW);
    }

    private static DynamicNode notRun(Cases cases, String why) {
        String title = cases.group() + ": " + cases.all().size() + " cases NOT RUN on a real kube-apiserver";
        String message = title + ", because " + why;
        return dynamicTest(title, () -> {
            LOG.warning(message);
            Assumptions.abort(message + ": " + cases.all().keySet());
        });
    }
}
