package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Owners;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.testsupport.PgBouncer;
import dev.sessionstore.testsupport.PostgresServer;
import dev.sessionstore.testsupport.SqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store behind PgBouncer in transaction mode, where each statement may run on another connection of the server. */
@Tag("slow")
@ExtendWith(PgBouncerCondition.class)
class PgBouncerTest {

    private static final int THREADS = 6;
    private static final int ROUNDS = 30;

    private final Instant soon = Instant.now().plusSeconds(3600);
    private final SqlServer postgres = PostgresServer.shared();

    /** PgBouncer refuses the options of a session, or ignores them if configured so. */
    @ParameterizedTest
    @ValueSource(strings = {"", "ignore_startup_parameters = extra_float_digits,options"})
    void everyOperationWorksAndNothingIsLeftInTheSessionsOfOthers(String setting) throws Exception {
        String table = Db.newTable();
        try (PgBouncer bouncer = PgBouncer.before(postgres, setting);
                JdbcStore store = builder(bouncer, table).build()) {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<?>> running = new ArrayList<>();
                for (int t = 0; t < THREADS; t++) {
                    String sid = "s" + t;
                    running.add(threads.submit(() -> operations(store, sid)));
                }
                for (Future<?> one : running) {
                    one.get();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(store.listing().orElseThrow().sids()).hasSize(THREADS);
            assertThat(store.sweeping().orElseThrow().sweep(10)).isZero();
            try (Connection other =
                    DriverManager.getConnection(bouncer.jdbcUrl(), postgres.user(), postgres.password())) {
                assertThat(number(other, "SELECT setting FROM pg_settings WHERE name = 'statement_timeout'"))
                        .isZero();
                assertThat(number(other, "SELECT count(*) FROM pg_prepared_statements"))
                        .isZero();
            }
            store.listing().orElseThrow().clear();
            assertThat(store.listing().orElseThrow().count()).isZero();
        }
        Db.POSTGRESQL.execute("DROP TABLE " + table, "DROP TABLE " + table + "_owners");
    }

    private JdbcStoreBuilder builder(PgBouncer bouncer, String table) {
        return JdbcStore.builder(bouncer.jdbcUrl())
                .user(postgres.user())
                .password(postgres.password())
                .poolSize(THREADS)
                .table(table)
                .createTable()
                .timeout(Duration.ofSeconds(10))
                .sweepEvery(Duration.ZERO);
    }

    private void operations(JdbcStore store, String sid) {
        ConditionalWrites writes = store.conditionalWrites().orElseThrow();
        Owners owners = store.owners().orElseThrow();
        for (int i = 0; i < ROUNDS; i++) {
            owners.bind(sid, "zoe", soon.plusSeconds(i));
            store.set(sid, "{\"i\":1}", soon);
            assertThat(owners.sids("zoe")).contains(sid);
            assertThat(owners.unbind(sid, "zoe")).isTrue();
            assertThat(store.get(sid)).hasValue("{\"i\":1}");
            assertThat(store.touch(sid, soon.plusSeconds(i))).isTrue();
            assertThat(writes.replace(sid, "{\"i\":1}", "{\"i\":2}", soon)).isEqualTo(WriteOutcome.WRITTEN);
            assertThat(store.destroy(sid)).isTrue();
            assertThat(writes.create(sid, "{}", soon)).isTrue();
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
