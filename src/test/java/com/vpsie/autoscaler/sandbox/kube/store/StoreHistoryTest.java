package com.vpsie.autoscaler.sandbox.kube.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The past of a store: lists of it, forgetting it, going back to it. */
class StoreHistoryTest {
    private static final ResourceKind LEASE = BuiltinKinds.LEASE;

    private final ObjectStore store = new ObjectStore();

    private ObjectNode create(String name, int value) {
        ObjectNode lease = Json.object();
        lease.putObject("metadata").put("name", name);
        lease.putObject("spec").put("leaseTransitions", value);
        return store.create(LEASE, "default", lease);
    }

    private ObjectNode set(String name, int value) {
        ObjectNode read = store.get(LEASE, "default", name);
        ((ObjectNode) read.get("spec")).put("leaseTransitions", value);
        return store.update(LEASE, "default", name, read, Part.MAIN).object();
    }

    private List<String> at(long version) {
        return store.list(LEASE, "default", Selector.ALL, new ListOptions(0, "", version)).items().stream()
                .map(lease -> Meta.name(lease) + "="
                        + lease.path("spec").path("leaseTransitions").asInt())
                .toList();
    }

    private static void refused(int code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aListIsReadAsItWasAtEachVersion() {
        long empty = store.version();
        create("a", 1);
        long one = store.version();
        create("b", 2);
        set("a", 3);
        long changed = store.version();
        store.delete(LEASE, "default", "a", DeleteOptions.NONE);
        long deleted = store.version();
        create("a", 4);

        assertThat(at(empty)).isEmpty();
        assertThat(at(one)).containsExactly("a=1");
        assertThat(at(changed)).containsExactly("a=3", "b=2");
        assertThat(at(deleted)).containsExactly("b=2");
        assertThat(at(store.version())).containsExactly("a=4", "b=2");
    }

    @Test
    void aVersionThatIsForgottenOrNotWrittenYetIsRefused() {
        create("a", 1);
        long version = store.version();
        create("b", 1);
        store.compact();
        refused(410, () -> at(version));
        refused(504, () -> at(store.version() + 1));
        refused(410, () -> store.rewind(version));
        refused(504, () -> store.rewind(store.version() + 1));
        assertThat(at(store.version())).containsExactly("a=1", "b=1");
    }

    @Test
    void rewindingBringsBackWhatWasAndGivesItsVersionsOutAgain() {
        create("a", 1);
        create("gone", 1);
        long then = store.version();
        set("a", 2);
        store.delete(LEASE, "default", "gone", DeleteOptions.NONE);
        ObjectNode lost = create("later", 1);

        store.rewind(then);

        assertThat(store.version()).isEqualTo(then);
        assertThat(at(then)).containsExactly("a=1", "gone=1");
        assertThat(Long.parseLong(Meta.version(set("a", 9)))).isEqualTo(then + 1);
        refused(404, () -> store.get(LEASE, "default", "later"));
        assertThat(Meta.version(create("later", 2))).isEqualTo(Long.toString(then + 2));
        assertThat(Meta.uid(store.get(LEASE, "default", "later"))).isNotEqualTo(Meta.uid(lost));
    }

    @Test
    void rewindingEndsWatchesAndANewOneSeesOnlyWhatIsWrittenAfterwards() {
        create("a", 1);
        long then = store.version();
        set("a", 2);
        AtomicBoolean ended = new AtomicBoolean();
        List<WatchEvent> old = new ArrayList<>();
        store.watch(LEASE, "default", Selector.ALL, store.version(), old::add, () -> ended.set(true));

        store.rewind(then);
        List<Integer> seen = new ArrayList<>();
        store.watch(
                LEASE,
                "default",
                Selector.ALL,
                then,
                event -> seen.add(event.object().at("/spec/leaseTransitions").asInt()));
        set("a", 3);

        assertThat(ended).isTrue();
        assertThat(old).isEmpty();
        assertThat(seen).containsExactly(3);
    }

    @Test
    void rewindingBehindADefinitionEndsItsKind() throws Exception {
        long then = store.version();
        ObjectNode definition = (ObjectNode) Json.read("""
                {"metadata": {"name": "things.example.com"},
                 "spec": {"group": "example.com", "scope": "Cluster", "names": {"plural": "things", "kind": "Thing"},
                  "versions": [{"name": "v1", "served": true, "storage": true,
                   "schema": {"openAPIV3Schema": {"type": "object"}}}]}}
                """);
        store.create(BuiltinKinds.CRD, "", definition);
        long with = store.version();
        assertThat(store.kinds().find("example.com", "v1", "things")).isPresent();
        store.delete(BuiltinKinds.CRD, "", "things.example.com", DeleteOptions.NONE);
        assertThat(store.kinds().find("example.com", "v1", "things")).isEmpty();
        store.rewind(with);
        assertThat(store.kinds().find("example.com", "v1", "things")).isPresent();
        store.rewind(then);
        assertThat(store.kinds().find("example.com", "v1", "things")).isEmpty();
    }
}
