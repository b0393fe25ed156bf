package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.Sweeping;
import dev.sessionstore.testsupport.MovableClock;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Removal of expired sessions in batches: each Expired once, and no waiting for locks. */
@Tag("slow")
class SweepBatchTest {

    private static final int EXPIRED = 5000;
    private static final int NODES = 4;

    private final MovableClock clock = new MovableClock(Instant.parse("2030-06-01T12:00:00Z"));

    @ParameterizedTest
    @EnumSource(Db.class)
    void fourNodesTellEachOfFiveThousandOnce(Db db) throws Exception {
        String table = Db.newTable();
        List<JdbcStore> nodes = new ArrayList<>();
        Queue<String> expired = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(NODES);
        try {
            for (int i = 0; i < NODES; i++) {
                JdbcStore node = db.builder(table)
                        .clock(clock)
                        .timeout(Duration.ofSeconds(20))
                        .build();
                node.on(StoreEvent.Expired.class, e -> expired.add(e.sid()));
                nodes.add(node);
            }
            fill(db, table, EXPIRED);
            nodes.get(0).set("live", "{}", clock.instant().plusSeconds(600));
            List<Future<Integer>> sweeping = new ArrayList<>();
            for (JdbcStore node : nodes) {
                sweeping.add(threads.submit(() -> node.sweeping().orElseThrow().sweep(Integer.MAX_VALUE)));
            }
            int removed = 0;
            for (Future<Integer> one : sweeping) {
                removed += one.get();
            }
            assertThat(removed).isEqualTo(EXPIRED);
            assertThat(expired).hasSize(EXPIRED).doesNotHaveDuplicates().doesNotContain("live");
            assertThat(db.query("SELECT COUNT(*) FROM " + db.quoted(table))).isEqualTo("1");
        } finally {
            threads.shutdownNow();
            nodes.forEach(JdbcStore::close);
        }
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void anyBoundIsKept(Db db) throws Exception {
        String table = Db.newTable();
        try (JdbcStore store = db.builder(table).clock(clock).build()) {
            fill(db, table, 1600);
            Sweeping sweeping = store.sweeping().orElseThrow();
            for (int bound : new int[] {1, 2, 15, 16, 17, 499, 500, 501}) {
                assertThat(sweeping.sweep(bound)).as("sweep(%s)", bound).isEqualTo(bound);
            }
            assertThat(sweeping.sweep(Integer.MAX_VALUE)).isEqualTo(1600 - 1551);
            assertThat(sweeping.sweep(Integer.MAX_VALUE)).isZero();
        }
    }

    /** A locked row is left to the next sweep, the others are removed. */
    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "MARIADB_AS_MYSQL", "POSTGRESQL"})
    void aLockedRowIsNotWaitedFor(Db db) throws Exception {
        String table = Db.newTable();
        try (JdbcStore store = db.builder(table).clock(clock).build();
                Connection other = db.connect()) {
            fill(db, table, 100);
            other.setAutoCommit(false);
            String sid = db == Db.POSTGRESQL ? "sid" : "session_id";
            try (var statement = other.createStatement()) {
                statement.executeQuery("SELECT " + sid + " FROM " + table + " WHERE " + sid + " = 'old7' FOR UPDATE");
            }
            Sweeping sweeping = store.sweeping().orElseThrow();
            assertThat(sweeping.sweep(1000)).isEqualTo(99);
            other.rollback();
            assertThat(sweeping.sweep(1000)).isOne();
        }
    }

    /** The connection goes back to its pool in the mode in which it came. */
    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "POSTGRESQL"})
    void theConnectionIsGivenBackAsItWas(Db db) throws Exception {
        for (boolean autoCommit : new boolean[] {true, false}) {
            String table = Db.newTable();
            try (var pool = new com.zaxxer.hikari.HikariDataSource()) {
                pool.setJdbcUrl(db.url());
                pool.setUsername(db.user());
                pool.setPassword(db.password());
                pool.setMaximumPoolSize(1);
                pool.setConnectionTimeout(2000);
                pool.setAutoCommit(autoCommit);
                try (JdbcStore store = JdbcStore.builder(pool)
                        .table(table)
                        .createTable()
                        .clock(clock)
                        .sweepEvery(Duration.ZERO)
                        .build()) {
                    fill(db, table, 30);
                    assertThat(store.sweeping().orElseThrow().sweep(1000)).isEqualTo(30);
                    store.set("a", "{}", clock.instant().plusSeconds(600));
                }
                try (Connection connection = pool.getConnection()) {
                    assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
                    if (db != Db.POSTGRESQL) {
                        assertThat(connection.getTransactionIsolation())
                                .isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
                    }
                }
                assertThat(db.query("SELECT COUNT(*) FROM " + table)).isEqualTo("1");
            }
        }
    }

    /** An engine without transactions cannot lock rows, so its rows are removed one by one. */
    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB"})
    void aTableWithoutTransactionsIsSweptRowByRow(Db db) throws Exception {
        String table = Db.newTable();
        db.execute(
                "CREATE TABLE " + table + " (session_id varchar(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY"
                        + " KEY, data mediumtext CHARACTER SET utf8mb4, expires int unsigned) ENGINE=MyISAM");
        try (JdbcStore store = db.builder(table).clock(clock).build()) {
            fill(db, table, 700);
            assertThat(store.sweeping().orElseThrow().sweep(1000)).isEqualTo(700);
        }
    }

    /** As on MySQL 5.7 and MariaDB 10.5, which do not support SKIP LOCKED. */
    @Test
    void aDatabaseThatCannotSkipLockedRowsIsSweptRowByRow() throws Exception {
        String table = Db.newTable();
        Queue<String> expired = new ConcurrentLinkedQueue<>();
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
            store.on(StoreEvent.Expired.class, e -> expired.add(e.sid()));
            fill(Db.MARIADB, table, 700);
            assertThat(store.sweeping().orElseThrow().sweep(1000)).isEqualTo(700);
            assertThat(expired).hasSize(700).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void namedListsBecomeSoManyValues(int sids) {
        Sql sql = Sql.parse("SELECT ':sids' WHERE a IN (:sids) AND b < :now", sids);
        assertThat(sql.text()).isEqualTo("SELECT ':sids' WHERE a IN (" + (sids == 1 ? "?" : "?, ?, ?") + ") AND b < ?");
        assertThat(sql.names()).hasSize(sids + 1).startsWith("sids0").endsWith("now");
    }

    private void fill(Db db, String table, int rows) throws Exception {
        long past = clock.instant().minusSeconds(3600).getEpochSecond();
        db.insert(table, rows, i -> "old" + i, i -> past - i % 1000);
    }
}
