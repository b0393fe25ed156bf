package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Owners;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.testsupport.MovableClock;
import dev.sessionstore.testsupport.PostgresServer;
import dev.sessionstore.testsupport.SqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers of statements and commits of each operation, by the servers' own counters. */
@Tag("slow")
class StatementCountTest {

    private static final int TIMES = 20;

    private static final SqlServer POSTGRES = PostgresServer.start("log_statement=all");

    private final MovableClock clock = new MovableClock(Instant.parse("2030-01-01T00:00:00Z"));
    private final Instant soon = clock.instant().plusSeconds(600);

    @AfterAll
    static void stopPostgres() {
        POSTGRES.close();
    }

    /** The counters of one server, without the reads of the counters. */
    private interface Counter {
        /** {@return statements so far} */
        long statements() throws SQLException;

        /** {@return committed transactions so far; writing ones only in PostgreSQL} */
        long commits() throws SQLException;
    }

    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "MARIADB_AS_MYSQL"})
    void everyOperationIsOneStatementOnMySqlAndMariaDb(Db db) throws Exception {
        try (JdbcStore store =
                        db.builder(Db.newTable()).clock(clock).poolSize(1).build();
                Connection admin = db.connect()) {
            Counter counter = new Counter() {
                private long own;

                @Override
                public long statements() throws SQLException {
                    own++;
                    return status("Questions") - own;
                }

                @Override
                public long commits() throws SQLException {
                    own++;
                    return status("Handler_commit");
                }

                private long status(String name) throws SQLException {
                    return number(admin, "SHOW GLOBAL STATUS LIKE '" + name + "'", 2);
                }
            };
            countAll(store, counter, true);
        }
    }

    @Test
    void everyOperationIsOneStatementOnPostgres() throws Exception {
        String quiet = POSTGRES.jdbcUrl() + "?options=-c%20log_statement=none";
        try (JdbcStore store = Db.POSTGRESQL
                        .builder(POSTGRES.jdbcUrl(), Db.newTable())
                        .clock(clock)
                        .poolSize(1)
                        .build();
                Connection admin = DriverManager.getConnection(quiet, POSTGRES.user(), POSTGRES.password())) {
            Counter counter = new Counter() {
                @Override
                public long statements() {
                    return POSTGRES.output()
                            .lines()
                            .filter(line -> line.contains("LOG:  execute ") || line.contains("LOG:  statement: "))
                            .count();
                }

                @Override
                public long commits() throws SQLException {
                    return number(admin, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint", 1);
                }
            };
            countAll(store, counter, false);
        }
    }

    private static long number(Connection connection, String sql, int column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(column);
        }
    }

    private interface Operation {
        void run(int i);
    }

    private void countAll(JdbcStore store, Counter counter, boolean readsCommit) throws SQLException {
        ConditionalWrites writes = store.conditionalWrites().orElseThrow();
        count("set", counter, 1, 1, i -> store.set("s" + i, "{}", soon));
        count("set again", counter, 1, 1, i -> store.set("s" + i, "{\"n\":1}", soon));
        count(
                "get",
                counter,
                1,
                readsCommit ? 1 : 0,
                i -> assertThat(store.get("s" + i)).isPresent());
        count(
                "get of none",
                counter,
                1,
                readsCommit ? 1 : 0,
                i -> assertThat(store.get("x" + i)).isEmpty());
        count(
                "touch",
                counter,
                1,
                1,
                i -> assertThat(store.touch("s" + i, soon.plusSeconds(9))).isTrue());
        count(
                "create",
                counter,
                1,
                1,
                i -> assertThat(writes.create("c" + i, "{}", soon)).isTrue());
        count(
                "replace",
                counter,
                1,
                1,
                i -> assertThat(writes.replace("s" + i, "{\"n\":1}", "{\"n\":2}", soon))
                        .isEqualTo(WriteOutcome.WRITTEN));
        count("a request that reads", counter, 1, readsCommit ? 1 : 0, i -> store.get("s" + i));
        count("a request that changes", counter, 2, readsCommit ? 2 : 1, i -> {
            String read = store.get("s" + i).orElseThrow();
            assertThat(writes.replace("s" + i, read, "{\"n\":3}", soon)).isEqualTo(WriteOutcome.WRITTEN);
        });
        Owners owners = store.owners().orElseThrow();
        count("bind", counter, 1, 1, i -> owners.bind("s" + i, "zoe", soon));
        count("bind again", counter, 1, 1, i -> owners.bind("s" + i, "zoe", soon.plusSeconds(9)));
        count(
                "sids",
                counter,
                1,
                readsCommit ? 1 : 0,
                i -> assertThat(owners.sids("zoe")).hasSize(TIMES + 1));
        count(
                "unbind",
                counter,
                1,
                1,
                i -> assertThat(owners.unbind("s" + i, "zoe")).isTrue());
        count("destroy", counter, 1, 1, i -> assertThat(store.destroy("s" + i)).isTrue());
        long before = counter.statements();
        assertThat(writes.replace("c0", "{\"other\":1}", "{}", soon)).isEqualTo(WriteOutcome.CHANGED);
        assertThat(writes.replace("none", "{}", "{}", soon)).isEqualTo(WriteOutcome.GONE);
        assertThat(counter.statements() - before)
                .as("replaces that say why not")
                .isEqualTo(4);
        clock.advance(Duration.ofHours(1));
        before = counter.statements();
        assertThat(writes.create("c1", "{}", clock.instant().plusSeconds(60))).isTrue();
        assertThat(counter.statements() - before)
                .as("overwriting an expired, unswept record")
                .isBetween(1L, 2L);
    }

    private static void count(String what, Counter counter, int statements, int commits, Operation operation)
            throws SQLException {
        operation.run(0); // prepares the statement
        long statementsBefore = counter.statements();
        long commitsBefore = counter.commits();
        for (int i = 1; i <= TIMES; i++) {
            operation.run(i);
        }
        assertThat(counter.statements() - statementsBefore)
                .as("statements: " + what)
                .isEqualTo((long) TIMES * statements);
        assertThat(counter.commits() - commitsBefore).as("commits: " + what).isEqualTo((long) TIMES * commits);
    }
}
