package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.Owners;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the table of owners holds and which rows go when; the suite's chapter OWNER tests the contract. */
@Tag("slow")
class OwnersTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final MovableClock clock = new MovableClock(Instant.parse("2030-06-01T12:00:00Z"));
    private final String table = Db.newTable();

    private JdbcStore open(Db db) {
        return db.builder(table).clock(clock).build();
    }

    private Instant later() {
        return clock.instant().plus(HOUR);
    }

    private void login(JdbcStore store, String sid, String owner) {
        owners(store).bind(sid, owner, later());
        store.set(sid, "{}", later());
    }

    private static Owners owners(JdbcStore store) {
        return store.owners().orElseThrow();
    }

    private String rows(Db db) throws Exception {
        return db.query("SELECT COUNT(*) FROM " + db.quoted(table + "_owners"));
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void manyPagesAreListedInTheOrderOfBindingWhenTheClockStandsStill(Db db) {
        try (JdbcStore store = open(db)) {
            List<String> sids = IntStream.range(0, 250)
                    .mapToObj(i -> "s" + (i * 7919) % 1000)
                    .toList();
            sids.forEach(sid -> login(store, sid, "zoe"));
            login(store, "other", "zo\u00eb");
            sids.forEach(sid -> owners(store).bind(sid, "zoe", later().plusSeconds(1)));
            assertThat(owners(store).sids("zoe")).containsExactlyElementsOf(sids);
            assertThat(owners(store).sids("zoe").limit(3)).containsExactlyElementsOf(sids.subList(0, 3));
            assertThat(owners(store).sids("Zoe")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void wholePagesAreListedAndEndedToTheLastSessionWhateverTheirIdsAre(Db db) {
        List<String> odd = List.of("%", "_", "é😀", "'", "\n", "A", "a", "\\", "0", "~");
        try (JdbcStore store = open(db)) {
            for (int count : List.of(99, 100, 101, 200, 201)) {
                String owner = "owner-" + count;
                List<String> sids = IntStream.range(0, count)
                        .mapToObj(i -> odd.get(i % odd.size()) + count + "-" + i)
                        .toList();
                sids.forEach(sid -> login(store, sid, owner));
                assertThat(owners(store).sids(owner)).containsExactlyElementsOf(sids);

                List<String> listed = new ArrayList<>();
                owners(store).sids(owner).forEach(sid -> {
                    if (listed.size() == 98) {
                        store.destroy(sids.get(98));
                        login(store, "later" + count, owner);
                    }
                    listed.add(sid);
                });
                assertThat(listed).containsAll(sids.subList(0, 98)).containsAll(sids.subList(99, count));
                assertThat(listed).doesNotHaveDuplicates();

                assertThat(owners(store).destroyAll(owner, Set.of(sids.get(97))))
                        .isEqualTo(count - 1);
                assertThat(owners(store).sids(owner)).containsExactly(sids.get(97));
            }
            assertThat(owners(store).sids("owner-100")).hasSize(1);
        }
    }

    /** As several nodes bind them, each with a clock that stands at the same microsecond. */
    @ParameterizedTest
    @EnumSource(Db.class)
    void entriesOfOneMomentAreListedOnceEach(Db db) throws Exception {
        try (JdbcStore store = open(db)) {
            db.insertEntries(table, 250, later());
            db.insert(table, 250, i -> "s%06d".formatted(i), i -> later().getEpochSecond());
            db.execute("UPDATE %s SET %s = '%s', %s = 7"
                    .formatted(
                            db.quoted(table + "_owners"),
                            db.quoted("owner"),
                            StoreArguments.ownerDigest("zoe"),
                            db.quoted("since")));
            assertThat(owners(store).sids("zoe").toList()).hasSize(250).isSorted();
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void destroyAllDestroysEachSessionOnceAndRemovesTheEntriesOfAMinuteAgo(Db db) throws Exception {
        List<String> destroyed = new ArrayList<>();
        try (JdbcStore store = open(db)) {
            store.on(StoreEvent.Destroyed.class, e -> destroyed.add(e.sid()));
            IntStream.range(0, 150).forEach(i -> login(store, "s" + i, "zoe"));
            login(store, "other", "max");
            store.destroy("s7");
            destroyed.clear();
            clock.advance(Duration.ofMinutes(2));
            owners(store).bind("s8", "zoe", later());
            assertThat(owners(store).destroyAll("zoe", Set.of("s9", "nobody's")))
                    .isEqualTo(148);
            assertThat(destroyed).hasSize(148).doesNotHaveDuplicates().doesNotContain("s7", "s9", "other");
            assertThat(owners(store).sids("zoe")).containsExactly("s9");
            assertThat(rows(db)).as("s8 that was bound just now, s9 and other").isEqualTo("3");
            assertThat(store.get("other")).isPresent();
            assertThat(owners(store).destroyAll("zoe", Set.of("s9"))).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void aListingRemovesTheDeadAMinuteAfterTheyWereBoundAndTheEndedAtOnce(Db db) throws Exception {
        try (JdbcStore store = open(db)) {
            login(store, "live", "zoe");
            owners(store).bind("dead", "zoe", later());
            owners(store).bind("ended", "zoe", clock.instant().plusSeconds(10));
            clock.advance(Duration.ofSeconds(50));
            assertThat(owners(store).sids("zoe")).containsExactly("live");
            assertThat(rows(db)).as("without the ended one").isEqualTo("2");
            owners(store).bind("dead", "zoe", later());
            clock.advance(Duration.ofSeconds(50));
            assertThat(owners(store).sids("zoe")).containsExactly("live");
            assertThat(rows(db)).as("bound again 50 seconds ago").isEqualTo("2");
            clock.advance(Duration.ofSeconds(11));
            assertThat(owners(store).sids("zoe")).containsExactly("live");
            assertThat(rows(db)).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void anEntryEndsWithASessionOfTheSameExpiry(Db db) {
        try (JdbcStore store = open(db)) {
            clock.advance(Duration.ofMillis(123));
            Instant expiry = clock.instant().plusMillis(5_500);
            owners(store).bind("a", "zoe", expiry);
            store.set("a", "{}", expiry);
            for (int i = 0; i < 60; i++) {
                clock.advance(Duration.ofMillis(125));
                assertThat(owners(store).sids("zoe").toList())
                        .as("at %s of %s", clock.instant(), expiry)
                        .isEqualTo(store.get("a").isPresent() ? List.of("a") : List.of());
            }
            assertThat(owners(store).unbind("a", "zoe")).as("ended").isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void anEntryThatEndedAndIsBoundAgainComesLast(Db db) {
        try (JdbcStore store = open(db)) {
            owners(store).bind("a", "zoe", clock.instant().plusSeconds(10));
            login(store, "b", "zoe");
            clock.advance(Duration.ofSeconds(20));
            login(store, "a", "zoe");
            assertThat(owners(store).sids("zoe")).containsExactly("b", "a");
            owners(store).bind("b", "zoe", clock.instant().plusSeconds(1));
            owners(store).bind("c", "zoe", clock.instant());
            clock.advance(Duration.ofMinutes(5));
            assertThat(owners(store).sids("zoe"))
                    .as("the end never moves to earlier")
                    .containsExactly("b", "a");
            assertThat(owners(store).unbind("c", "zoe"))
                    .as("an instant already past")
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void sidsThatDifferInCaseOrAccentsAreDistinctAndWhatTheSessionsRefuseIsRefused(Db db) {
        try (JdbcStore store = open(db)) {
            List<String> sids = List.of("abc", "ABC", "\u00e4", "a\u0308", "a%", "a_", "\ud83d\ude00", "x".repeat(128));
            sids.forEach(sid -> login(store, sid, "zoe"));
            assertThat(owners(store).sids("zoe")).containsExactlyElementsOf(sids);
            assertThat(owners(store).unbind("ABC", "zoe")).isTrue();
            assertThat(owners(store).unbind("ABC", "zoe")).isFalse();
            assertThat(owners(store).sids("zoe")).contains("abc").doesNotContain("ABC");
            boolean ignored = db.isMySqlLike();
            if (ignored) {
                assertThatThrownBy(() -> owners(store).bind("abc ", "zoe", later()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("ends with a space");
                assertThatThrownBy(() -> owners(store).unbind("abc ", "zoe"))
                        .isInstanceOf(IllegalArgumentException.class);
            } else {
                login(store, "abc ", "zoe");
                assertThat(owners(store).unbind("abc", "zoe")).isTrue();
                assertThat(owners(store).sids("zoe")).contains("abc ").doesNotContain("abc");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void theOwnerIsNowhereInTheTable(Db db) throws Exception {
        try (JdbcStore store = open(db)) {
            login(store, "a", "zoe@example.com");
        }
        String owner = db.query("SELECT " + db.quoted("owner") + " FROM " + db.quoted(table + "_owners"));
        assertThat(owner).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void clearRemovesTheEntriesOfManyPagesToo(Db db) throws Exception {
        try (JdbcStore store = open(db)) {
            db.insertEntries(table, 2500, later());
            login(store, "a", "zoe");
            store.listing().orElseThrow().clear();
            assertThat(rows(db)).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void theCallerMayDecideWhichSessionsAreLive(Db db) throws Exception {
        try (JdbcStore store = open(db)) {
            owners(store).bind("elsewhere", "zoe", later());
            login(store, "here", "zoe");
            clock.advance(Duration.ofMinutes(2));
            assertThat(owners(store).sids("zoe", sid -> sid.equals("elsewhere")))
                    .containsExactly("elsewhere");
            assertThat(rows(db)).isEqualTo("1");
        }
    }

    @Test
    void aClosedStoreRefusesEveryCallAndAStreamOfBefore() {
        JdbcStore store = open(Db.H2);
        Owners owners = owners(store);
        login(store, "a", "zoe");
        var stream = owners.sids("zoe");
        store.close();
        assertThat(store.owners()).isPresent();
        assertThatThrownBy(stream::toList).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> owners.bind("a", "zoe", later())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> owners.unbind("a", "zoe")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> owners.sids("zoe")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> owners.destroyAll("zoe", Set.of())).isInstanceOf(IllegalStateException.class);
    }
}
