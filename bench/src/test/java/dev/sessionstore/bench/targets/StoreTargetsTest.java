package dev.sessionstore.bench.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.TargetSpec;
import dev.sessionstore.bench.stores.StoreSpec;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every target does what it is measured for. */
@Tag("slow")
class StoreTargetsTest {

    private static final Payload PAYLOAD = new Payload(100, 5);
    private static final int THREADS = 2;

    static Stream<StoreSpec> specs() {
        return Specs.all();
    }

    static Stream<StoreSpec> servers() {
        return Specs.all().filter(spec -> !spec.backend().equals("memory"));
    }

    private static Stream<TargetSpec> targets(StoreSpec spec) {
        return Stream.concat(
                Stream.concat(
                        Stream.of(Level.STORE, Level.SESSION).flatMap(level -> StoreTargets.of(spec, level).stream()),
                        Stream.concat(Stream.of(StoreTargets.lastWriteWins(spec)), StoreTargets.owned(spec).stream())),
                Stream.of(Operation.values()).flatMap(operation -> StoreTargets.operation(spec, operation).stream()));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everyCandidateWorksOnASessionAndFindsNoneAfterLogout(StoreSpec spec) throws Exception {
        for (TargetSpec targetSpec : targets(spec).toList()) {
            try (Target target = targetSpec.opener().open(PAYLOAD, THREADS)) {
                String handle = target.login();
                target.read(handle);
                target.change(handle);
                target.read(handle);
                target.logout(handle);
                assertThatThrownBy(() -> target.read(handle))
                        .as(targetSpec.name())
                        .isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> target.logout(handle))
                        .as(targetSpec.name())
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void ourWorkKeepsThePayloadAndCounts(StoreSpec spec) throws Exception {
        Backend backend = Backend.of(spec);
        String namespace = Namespaces.unique();
        try (OpenStore open = backend.store(namespace, THREADS)) {
            Store store = open.store();
            for (Work work : List.of(new StoreWork(store, ReadyJson.of(PAYLOAD)), new SessionWork(store, PAYLOAD))) {
                String handle = work.login();
                work.change(handle);
                work.change(handle);
                String sid = store.listing().orElseThrow().sids().findFirst().orElseThrow();
                assertThat(store.get(sid).orElseThrow())
                        .contains("\"views\":2", "\"attribute4\":\"efghijklmnopqrstuvwx\"", "\"cookie\":{");
                work.logout(handle);
                assertThat(store.get(sid)).isEmpty();
            }
        } finally {
            backend.clear(namespace);
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void theRawClientsWorkKeepsThePayloadAndCounts(StoreSpec spec) throws Exception {
        Backend backend = Backend.of(spec);
        String namespace = Namespaces.unique();
        try (RawClient client = backend.raw(namespace, THREADS)) {
            for (Work work : List.of(new RawWork(client, ReadyJson.of(PAYLOAD)), new RawSessionWork(client, PAYLOAD))) {
                String handle = work.login();
                work.change(handle);
                work.change(handle);
                String sid = handle.contains(".") ? handle.substring(0, handle.indexOf('.')) : handle;
                assertThat(client.get(sid)).contains("\"views\":2", "\"attribute4\":\"efghijklmnopqrstuvwx\"");
                assertThat(client.touch(sid)).isTrue();
                work.logout(handle);
                assertThat(client.get(sid)).isNull();
                assertThat(client.touch(sid)).isFalse();
            }
        } finally {
            backend.clear(namespace);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theRawClientAndOurStoreShareARecord(StoreSpec spec) throws Exception {
        Backend backend = Backend.of(spec);
        String namespace = Namespaces.unique();
        try (OpenStore open = backend.store(namespace, THREADS);
                RawClient client = backend.raw(namespace, THREADS)) {
            client.set("one", "{\"views\":1}");
            assertThat(open.store().get("one")).contains("{\"views\":1}");
            assertThat(open.store().listing().orElseThrow().expiresAt("one").orElseThrow())
                    .isBetween(Instant.now().plusSeconds(1795), Instant.now().plusSeconds(1802));
        } finally {
            backend.clear(namespace);
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void aContenderLeavesNothingBehind(StoreSpec spec) throws Exception {
        Backend backend = Backend.of(spec);
        String namespace = Namespaces.unique();
        try (RawClient client = backend.raw(namespace, THREADS)) {
            client.set("one", "{}");
        }
        backend.clear(namespace);
        try (OpenStore open = backend.store(namespace, THREADS)) {
            assertThat(open.store().listing().orElseThrow().count()).isZero();
        } finally {
            backend.clear(namespace);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void noEntryOfAnOwnerIsLeftBehind(StoreSpec spec) throws Exception {
        Backend backend = Backend.of(spec);
        String namespace = Namespaces.unique();
        try (OpenStore open = backend.store(namespace, THREADS)) {
            owners(open).bind("one", "zoe", Instant.now().plusSeconds(60));
        }
        backend.clear(namespace);
        try (OpenStore open = backend.store(namespace, THREADS)) {
            assertThat(owners(open).unbind("one", "zoe")).isFalse();
        } finally {
            backend.clear(namespace);
        }
    }

    private static Owners owners(OpenStore open) {
        return open.store().owners().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void aLoginIsIndexedWithTheOptionOwnerAlone(StoreSpec spec) throws Exception {
        Backend backend = Backend.of(spec);
        String namespace = Namespaces.unique();
        try (OpenStore open = backend.store(namespace, THREADS)) {
            new SessionWork(open.store(), PAYLOAD, options -> options, new Users()::login).login();
            assertThat(owners(open).sids("user-0@example.org")).isEmpty();
            Work work = new SessionWork(open.store(), PAYLOAD, Users::asOwners, new Users()::login);
            String handle = work.login();
            assertThat(owners(open).sids("user-0@example.org")).hasSize(1);
            work.logout(handle);
            assertThat(owners(open).sids("user-0@example.org")).isEmpty();
        } finally {
            backend.clear(namespace);
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void whatTheServerDidIsToldWithoutTheAsking(StoreSpec spec) throws Exception {
        TargetSpec raw = StoreTargets.of(spec, Level.STORE).get(1);
        try (Target target = raw.opener().open(PAYLOAD, THREADS)) {
            String sid = target.login();
            target.read(sid);
            var before = target.serverUse();
            target.serverUse();
            for (int i = 0; i < 10; i++) {
                target.read(sid);
            }
            var after = target.serverUse();
            boolean tells = spec.backend().startsWith("redis-") || spec.name().startsWith("jdbc:m");
            assertThat(after.isPresent()).isEqualTo(tells);
            assertThat(target.server().isPresent()).isEqualTo(!spec.backend().equals("memory"));
            after.ifPresent(now -> {
                var done = now.since(before.orElseThrow());
                assertThat(done.commands()).isBetween(10L, 12L); // a client may ping
                assertThat(done.bytesIn()).isBetween(10L * 20, 10L * 120);
                assertThat(done.bytesOut()).isBetween(10L * 200, 10L * 600);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void namesAreUniqueAndLimitsAreThere(StoreSpec spec) {
        List<TargetSpec> all = targets(spec).toList();
        List<String> names = all.stream().map(TargetSpec::name).toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(all.stream().flatMap(target -> target.baseline().stream()))
                .hasSize(7)
                .isSubsetOf(names);
    }

    @Test
    void twoStoresOfOneKindHaveTwoNames() {
        StoreSpec memory = StoreSpec.parse("memory");
        List<TargetSpec> all = StoreTargets.of(List.of(memory, memory), Level.STORE);
        assertThat(all)
                .extracting(TargetSpec::name)
                .containsExactly("memory", "raw memory", "memory 2", "raw memory 2");
        assertThat(all.get(2).baseline()).contains("raw memory 2");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void nodesWorkOnTheSameSessions(StoreSpec spec) throws Exception {
        try (Target nodes = StoreTargets.nodes(spec, 3).opener().open(PAYLOAD, THREADS)) {
            String cookie = nodes.login();
            for (int i = 0; i < 10; i++) {
                nodes.change(cookie);
            }
            nodes.logout(cookie);
            assertThatThrownBy(() -> nodes.read(cookie)).isInstanceOf(IllegalStateException.class);
        }
    }
}
