package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entries of the index of owners that have ended leave no row behind. */
@Tag("slow")
class OwnersSweepTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final MovableClock clock = new MovableClock(Instant.parse("2030-06-01T12:00:00Z"));
    private final String table = Db.newTable();

    private Instant later() {
        return clock.instant().plus(HOUR);
    }

    private String rows(Db db) throws Exception {
        return db.query("SELECT COUNT(*) FROM " + db.quoted(table + "_owners"));
    }

    /** Logins that nobody ends, of owners that nobody lists. */
    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "POSTGRESQL", "H2"})
    void aHundredThousandEntriesThatEndLeaveNoRowBehind(Db db) throws Exception {
        try (JdbcStore store = db.builder(table).clock(clock).build()) {
            db.insertEntries(table, 100_000, later());
            store.owners().orElseThrow().bind("live", "zoe", later().plus(HOUR));
            clock.advance(HOUR.plusSeconds(2));
            long began = System.nanoTime();
            assertThat(store.sweeping().orElseThrow().sweep(250))
                    .as("entries are not counted")
                    .isZero();
            assertThat(rows(db)).isEqualTo("99751");
            assertThat(store.sweeping().orElseThrow().sweep(Integer.MAX_VALUE)).isZero();
            assertThat(rows(db)).isEqualTo("1");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(2));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "POSTGRESQL", "H2"})
    void theStoresOwnSweeperRemovesEndedEntriesAfterTheGrace(Db db) throws Exception {
        try (JdbcStore store = db.builder(table)
                .clock(clock)
                .sweepEvery(Duration.ofMillis(20))
                .sweepGrace(Duration.ofMinutes(1))
                .build()) {
            store.owners().orElseThrow().bind("a", "zoe", clock.instant().plusSeconds(10));
            store.owners().orElseThrow().bind("b", "zoe", clock.instant().plusSeconds(100));
            clock.advance(Duration.ofMinutes(2));
            await().until(() -> rows(db).equals("1"));
            assertThat(db.query("SELECT " + db.quoted("sid") + " FROM " + db.quoted(table + "_owners")))
                    .isEqualTo("b");
        }
    }

    /** As on MySQL 5.7, where rows are removed one by one. */
    @Test
    void aDatabaseThatCannotSkipLockedRowsIsSweptRowByRow() throws Exception {
        try (JdbcStore store = Db.MARIADB
                .builder(table)
                .clock(clock)
                .dialect(new MySqlDialect("MariaDB") {
                    @Override
                    public String script() {
                        return super.script().replace("SKIP LOCKED", "SKIP THE LOCKED");
                    }
                })
                .build()) {
            Db.MARIADB.insertEntries(table, 700, later());
            clock.advance(HOUR.plusSeconds(2));
            store.sweeping().orElseThrow().sweep(1000);
            assertThat(rows(Db.MARIADB)).isEqualTo("0");
        }
    }
}
