package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions whose records are sealed: what a request sees, what the store has, and what is refused. */
class SealedSessionsTest {

    private static final SealingKeys ONE = SealingKeys.of("k1", bytes(1));
    private static final SealingKeys TWO =
            SealingKeys.builder().key("k2", bytes(2)).key("k1", bytes(1)).build();
    private static final SealingKeys NEW = SealingKeys.of("k2", bytes(2));
    private static final String PLAIN =
            "{\"cookie\":{\"originalMaxAge\":60000,\"expires\":\"2026-11-21T07:46:00.000Z\"},\"user\":\"zoe\"}";

    private final Bench bench = new Bench();
    private final SessionManager sealing = manager(ONE, Sealing.SEAL);

    @AfterEach
    void close() {
        bench.close();
    }

    private static byte[] bytes(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private SessionManager manager(SealingKeys keys, Sealing sealing) {
        return bench.options().seal(keys, sealing).build();
    }

    private static SessionManager without(Bench bench) {
        return SessionManager.builder(bench.store)
                .secret(Bench.SECRET)
                .clock(bench.clock)
                .build();
    }

    private String login(SessionManager manager) {
        StringBuilder sid = new StringBuilder();
        Bench.request(
                manager,
                Requests.plain(),
                withSession(s -> sid.append(s.put("user", "zoe").id())));
        bench.store.calls();
        return sid.toString();
    }

    private void read(SessionManager manager, String sid) {
        Bench.request(
                manager,
                known(sid),
                withSession(s -> assertThat(s.get("user", String.class)).hasValue("zoe")));
    }

    private void change(SessionManager manager, String sid) {
        Bench.request(manager, known(sid), withSession(s -> s.update("n", Integer.class, n -> n.orElse(0) + 1)));
    }

    private void refused(SessionManager manager, String sid, String why) {
        SessionExchange exchange = manager.open(known(sid));
        assertThatExceptionOfType(UnreadableSessionException.class)
                .isThrownBy(exchange::session)
                .withMessageContaining(why);
        assertThat(exchange.commit()).as("the browser keeps its cookie").isEmpty();
        exchange.finish();
    }

    private String record(String sid) {
        return bench.memory.get(sid).orElse("none");
    }

    private void put(String sid, String record) {
        bench.memory.set(sid, record, bench.clock.instant().plus(Duration.ofMinutes(30)));
    }

    @Test
    void theRecordIsAnObjectWithTheCookieAndWhatIsSealed() {
        String sid = login(sealing);
        assertThat(record(sid))
                .matches("\\{\"cookie\":\\{\"originalMaxAge\":null,\"expires\":null,\"httpOnly\":true,\"path\":\"/\"},"
                        + "\"sealed\":\"s1\\.k1\\.[\\w-]+\"}");
        read(sealing, sid);
        assertThat(bench.store.calls()).containsExactly("get " + sid);
    }

    @Test
    void aSessionIsNotWrittenOnlyBecauseItCouldBeSealedAgain() {
        String sid = login(sealing);
        String record = record(sid);
        bench.clock.advance(Duration.ofHours(1));
        read(sealing, sid);
        read(manager(TWO, Sealing.SEAL), sid);
        put("plain", PLAIN);
        read(sealing, "plain");
        assertThat(bench.store.calls())
                .containsExactly(
                        "get " + sid, "touch " + sid, "get " + sid, "touch " + sid, "get plain", "touch plain");
        assertThat(record(sid)).isEqualTo(record);
        assertThat(record("plain")).isEqualTo(PLAIN);
    }

    @Test
    void aRecordOfAnotherSessionIsRefused() {
        String sid = login(sealing);
        put("other", record(sid));
        refused(sealing, "other", "belongs to another session");
        assertThat(record("other")).isEqualTo(record(sid));
        SessionManager hashing = bench.options().hashSids().seal(ONE).build();
        String hashed = login(hashing);
        String key = bench.memory
                .listing()
                .orElseThrow()
                .sids()
                .filter(one -> one.length() == 43)
                .findFirst()
                .orElseThrow();
        read(hashing, hashed);
        put(hashed, record(key));
        refused(sealing, hashed, "belongs to another session");
    }

    @Test
    void whatTheKeysDoNotOpenIsUnreadableAndNeverNoSession() {
        String sid = login(sealing);
        refused(manager(NEW, Sealing.SEAL), sid, "sealed with the key 'k1', which is not among those given [k2]");
        refused(manager(SealingKeys.of("k1", bytes(9)), Sealing.SEAL), sid, "does not open with the key 'k1'");
        refused(without(bench), sid, "sealed with the key 'k1', which is not among those given []");
        assertThat(bench.store.calls()).containsOnly("get " + sid);
        SessionManager anew = bench.options()
                .seal(NEW)
                .unreadablePolicy(UnreadablePolicy.START_ANEW)
                .build();
        Bench.request(anew, known(sid), withSession(s -> assertThat(s.id()).isNotEqualTo(sid)));
        read(sealing, sid);
    }

    @Test
    void membersOfOthersBesideWhatIsSealedAreRefused() {
        String sid = login(sealing);
        put(sid, record(sid).replaceFirst("}$", ",\"user\":\"root\"}"));
        refused(sealing, sid, "a program without the key");
    }

    @Test
    void theCookieBesideWhatIsSealedIsNotRead() {
        SessionManager minute = bench.options()
                .seal(ONE)
                .cookie(c -> c.maxAge(Duration.ofMinutes(1)).httpOnly(true))
                .build();
        String sid = login(minute);
        String record = record(sid);
        put(sid, record.replaceAll("\"cookie\":\\{[^}]*}", "\"cookie\":{\"originalMaxAge\":9e12,\"httpOnly\":false}"));
        assertThat(record(sid)).isNotEqualTo(record);
        Bench.request(minute, known(sid), withSession(s -> {
            assertThat(s.cookie().maxAge()).hasValue(Duration.ofMinutes(1));
            s.touch();
        }));
        assertThat(bench.memory.listing().orElseThrow().expiresAt(sid))
                .hasValue(bench.clock.instant().plusSeconds(60));
    }

    @Test
    void plainRecordsAreSealedAtTheirNextWriteAndRefusedWhereThatIsDemanded() {
        put("A", PLAIN);
        SessionManager requiring = manager(ONE, Sealing.REQUIRE);
        refused(requiring, "A", "is not sealed");
        read(sealing, "A");
        change(sealing, "A");
        assertThat(record("A")).contains("\"sealed\":\"s1.k1.").doesNotContain("zoe");
        read(requiring, "A");
        put("A", "null");
        refused(requiring, "A", "is not sealed");
    }

    @Test
    void sealingIsSwitchedOnAndOffNodeByNode() {
        SessionManager none = without(bench);
        SessionManager opening = manager(ONE, Sealing.OPEN);
        put("A", PLAIN);
        change(none, "A");
        change(opening, "A");
        change(none, "A");
        change(opening, "A");
        change(sealing, "A");
        read(opening, "A");
        change(sealing, "A");
        change(opening, "A");
        assertThat(record("A")).endsWith("\"user\":\"zoe\",\"n\":7}");
        read(none, "A");
    }

    @Test
    void anotherKeySealsAtTheNextWriteAndThenTheOldOneIsNotNeeded() {
        String sid = login(sealing);
        SessionManager both = manager(TWO, Sealing.REQUIRE);
        read(both, sid);
        assertThat(record(sid)).contains("\"s1.k1.");
        change(both, sid);
        assertThat(record(sid)).contains("\"s1.k2.");
        read(manager(NEW, Sealing.REQUIRE), sid);
        refused(sealing, sid, "'k2'");
    }

    @Test
    void changesOfRequestsAtTheSameTimeAreMerged() {
        String sid = login(sealing);
        SessionExchange one = sealing.open(known(sid));
        SessionExchange two = sealing.open(known(sid));
        for (SessionExchange exchange : List.of(one, two)) {
            exchange.session().orElseThrow().update("n", Integer.class, n -> n.orElse(0) + 1);
        }
        one.commit();
        two.commit();
        Bench.request(sealing, known(sid), withSession(s -> {
            assertThat(s.get("n", Integer.class)).hasValue(2);
            assertThat(s.get("user", String.class)).hasValue("zoe");
        }));
    }

    @Test
    void aNewIdKeepsTheDataSealedForIt() {
        String sid = login(sealing);
        StringBuilder next = new StringBuilder();
        Bench.request(sealing, known(sid), withSession(s -> {
            assertThat(s.regenerateKeepingData()).isTrue();
            next.append(s.id());
        }));
        read(sealing, next.toString());
        assertThat(record(sid)).isEqualTo("none");
    }

    @Test
    void aStoreWithoutAbilitiesKeepsSealedRecords() {
        SessionManager manager = SessionManager.builder(new WithoutAbilities(bench.memory))
                .secret(Bench.SECRET)
                .lastWriteWins()
                .seal(ONE, Sealing.REQUIRE)
                .build();
        String sid = login(manager);
        change(manager, sid);
        read(manager, sid);
        assertThat(record(sid)).contains("\"s1.k1.");
    }

    @Test
    void theSessionsOfAnOwnerAreFoundListedAndEnded() {
        Consumer<SessionManagerBuilder> owners = o -> o.owner(s -> s.get("user", String.class));
        for (boolean hashing : List.of(false, true)) {
            SessionManagerBuilder options = bench.options().seal(ONE, Sealing.REQUIRE);
            owners.accept(hashing ? options.hashSids() : options);
            SessionManager manager = options.build();
            login(manager);
            login(manager);
            assertThat(manager.sessionsOf("zoe", null))
                    .hasSize(2)
                    .allSatisfy(one -> assertThat(one.get("user", String.class)).hasValue("zoe"));
            assertThat(manager.reindex()).isEqualTo(2);
            SessionManagerBuilder keyless = bench.options().seal(NEW);
            owners.accept(hashing ? keyless.hashSids() : keyless);
            assertThat(keyless.build().sessionsOf("zoe", null)).hasSize(2).noneMatch(OwnedSession::isReadable);
            assertThat(manager.destroyAllOf("zoe", null)).isEqualTo(2);
            assertThat(bench.memory.listing().orElseThrow().count()).isZero();
        }
    }

    @Test
    void theLargestSizeIsThatOfTheJson() {
        SessionManager manager = bench.options().seal(ONE).maxSize(1000).build();
        Bench.request(manager, Requests.plain(), withSession(s -> s.put("a", "x".repeat(850))));
        String sid = "new1";
        assertThat(record(sid)).hasSizeGreaterThan(1000);
        assertThatExceptionOfType(SessionTooLargeException.class)
                .isThrownBy(() ->
                        Bench.request(manager, Requests.plain(), withSession(s -> s.put("a", "x".repeat(1000)))));
    }

    @Test
    void anAttributeMayBeCalledSealed() {
        put("A", "{\"cookie\":{},\"user\":\"zoe\",\"sealed\":\"s2 or anything\",\"x\":\"s1.k1.AAAA\"}");
        read(without(bench), "A");
        change(sealing, "A");
        Optional<Session> found = sealing.find("A");
        assertThat(found.flatMap(s -> s.get("sealed", String.class))).hasValue("s2 or anything");
    }

    @Test
    void anEndedSessionIsGoneAndNotBroughtBack() {
        String sid = login(sealing);
        SessionExchange late = sealing.open(known(sid));
        late.session().orElseThrow().put("a", 1);
        Bench.request(sealing, known(sid), withSession(Session::destroy));
        assertThat(late.commit()).isEmpty();
        assertThat(record(sid)).isEqualTo("none");
    }
}
