package dev.sessionstore.bench.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.Store;
import dev.sessionstore.bench.Candidate;
import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.stores.StoreSpec;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every candidate does what it is measured for. */
@Tag("slow")
class CandidatesTest {

    private static final Payload PAYLOAD = new Payload(100, 5);
    private static final int THREADS = 2;

    static Stream<StoreSpec> specs() {
        return Specs.all();
    }

    static Stream<StoreSpec> servers() {
        return Specs.all().filter(spec -> !spec.backend().equals("memory"));
    }

    private static Stream<Candidate> candidates(StoreSpec spec) {
        return Stream.concat(
                Stream.concat(
                        Stream.of(Level.STORE, Level.SESSION).flatMap(level -> Candidates.of(spec, level).stream()),
                        Stream.of(Candidates.lastWriteWins(spec))),
                Stream.of(Operation.values()).flatMap(operation -> Candidates.operation(spec, operation).stream()));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everyCandidateWorksOnASessionAndFindsNoneAfterLogout(StoreSpec spec) throws Exception {
        for (Candidate candidate : candidates(spec).toList()) {
            try (Target contender = candidate.opener().open(PAYLOAD, THREADS)) {
                String handle = contender.login();
                contender.read(handle);
                contender.change(handle);
                contender.read(handle);
                contender.logout(handle);
                assertThatThrownBy(() -> contender.read(handle))
                        .as(candidate.name())
                        .isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> contender.logout(handle))
                        .as(candidate.name())
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void ourWorkKeepsThePayloadAndCounts(StoreSpec spec) throws Exception {
        Backend backend = Backend.of(spec);
        String space = Namespaces.unique();
        try (OpenStore open = backend.store(space, THREADS)) {
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
            backend.clear(space);
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void theRawClientsWorkKeepsThePayloadAndCounts(StoreSpec spec) throws Exception {
        Backend backend = Backend.of(spec);
        String space = Namespaces.unique();
        try (RawClient client = backend.raw(space, THREADS)) {
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
            backend.clear(space);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theRawClientAndOurStoreShareARecord(StoreSpec spec) throws Exception {
        Backend backend = Backend.of(spec);
        String space = Namespaces.unique();
        try (OpenStore open = backend.store(space, THREADS);
                RawClient client = backend.raw(space, THREADS)) {
            client.set("one", "{\"views\":1}");
            assertThat(open.store().get("one")).contains("{\"views\":1}");
            assertThat(open.store().listing().orElseThrow().expiresAt("one").orElseThrow())
                    .isBetween(Instant.now().plusSeconds(1795), Instant.now().plusSeconds(1802));
        } finally {
            backend.clear(space);
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void aContenderLeavesNothingBehind(StoreSpec spec) throws Exception {
        Backend backend = Backend.of(spec);
        String space = Namespaces.unique();
        try (RawClient client = backend.raw(space, THREADS)) {
            client.set("one", "{}");
        }
        backend.clear(space);
        try (OpenStore open = backend.store(space, THREADS)) {
            assertThat(open.store().listing().orElseThrow().count()).isZero();
        } finally {
            backend.clear(space);
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void whatTheServerDidIsToldWithoutTheAsking(StoreSpec spec) throws Exception {
        Candidate raw = Candidates.of(spec, Level.STORE).get(1);
        try (Target contender = raw.opener().open(PAYLOAD, THREADS)) {
            String sid = contender.login();
            contender.read(sid);
            var before = contender.serverUse();
            contender.serverUse();
            for (int i = 0; i < 10; i++) {
                contender.read(sid);
            }
            var after = contender.serverUse();
            boolean tells = spec.backend().startsWith("redis-") || spec.name().startsWith("jdbc:m");
            assertThat(after.isPresent()).isEqualTo(tells);
            assertThat(contender.server().isPresent()).isEqualTo(!spec.backend().equals("memory"));
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
        List<Candidate> all = candidates(spec).toList();
        List<String> names = all.stream().map(Candidate::name).toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(all.stream().flatMap(candidate -> candidate.limit().stream()))
                .hasSize(6)
                .isSubsetOf(names);
    }

    @Test
    void twoStoresOfOneKindHaveTwoNames() {
        StoreSpec memory = StoreSpec.parse("memory");
        List<Candidate> all = Candidates.of(List.of(memory, memory), Level.STORE);
        assertThat(all).extracting(Candidate::name).containsExactly("memory", "raw memory", "memory 2", "raw memory 2");
        assertThat(all.get(2).limit()).contains("raw memory 2");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void nodesWorkOnTheSameSessions(StoreSpec spec) throws Exception {
        try (Target nodes = Candidates.nodes(spec, 3).opener().open(PAYLOAD, THREADS)) {
            String cookie = nodes.login();
            for (int i = 0; i < 10; i++) {
                nodes.change(cookie);
            }
            nodes.logout(cookie);
            assertThatThrownBy(() -> nodes.read(cookie)).isInstanceOf(IllegalStateException.class);
        }
    }
}
