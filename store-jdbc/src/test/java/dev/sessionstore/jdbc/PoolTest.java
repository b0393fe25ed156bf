package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections: the store's own pool and those of users, all of them in bounded time. */
@Tag("slow")
class PoolTest {

    private static final Duration TIMEOUT = Duration.ofMillis(600);
    private static final Duration BOUND = Duration.ofMillis(600 * 3 / 2 + 500);

    private final Instant soon = Instant.now().plusSeconds(600);

    private static HikariConfig config(Db db, long connectionTimeout, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(db.url());
        config.setUsername(db.user());
        config.setPassword(db.password());
        config.setConnectionTimeout(connectionTimeout);
        config.setMaximumPoolSize(size);
        return config;
    }

    private static HikariDataSource pool(Db db, long connectionTimeout, int size) {
        return new HikariDataSource(config(db, connectionTimeout, size));
    }

    private static DataSource toPostgres(PGSimpleDataSource source) {
        source.setUrl(Db.POSTGRESQL.url());
        source.setUser(Db.POSTGRESQL.user());
        source.setPassword(Db.POSTGRESQL.password());
        return source;
    }

    private static JdbcStore open(DataSource source) {
        return JdbcStore.builder(source)
                .table(Db.newTable())
                .createTable()
                .timeout(TIMEOUT)
                .sweepEvery(Duration.ZERO)
                .build();
    }

    /** With a pool that stops waiting in time, and with one that would wait for half a minute. */
    @ParameterizedTest
    @ValueSource(longs = {300, 30_000})
    void anExhaustedPoolIsAClearErrorInTime(long connectionTimeout) throws Exception {
        try (HikariDataSource pool = pool(Db.POSTGRESQL, connectionTimeout, 2);
                JdbcStore store = open(pool)) {
            store.set("a", "{}", soon);
            try (Connection one = pool.getConnection();
                    Connection two = pool.getConnection()) {
                assertThat(one).isNotSameAs(two);
                long start = System.nanoTime();
                assertThatThrownBy(() -> store.get("a"))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("get in PostgreSQL got no answer");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
            }
            assertThat(store.get("a")).hasValue("{}");
        }
    }

    @Test
    void aConnectionThatComesTooLateGoesBackToItsPool() throws Exception {
        try (HikariDataSource pool = pool(Db.POSTGRESQL, 30_000, 1);
                JdbcStore store = open(pool)) {
            Connection taken = pool.getConnection();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> store.get("a")).isInstanceOf(StoreUnavailableException.class);
            }
            taken.close();
            await().until(() -> pool.getHikariPoolMXBean().getIdleConnections() == 1);
            assertThat(store.get("a")).isEmpty();
        }
    }

    @Test
    void theStoresOwnPoolIsExhaustedInTimeToo() throws Exception {
        String table = Db.newTable();
        try (JdbcStore store = Db.POSTGRESQL
                        .builder(table)
                        .poolSize(1)
                        .timeout(TIMEOUT)
                        .build();
                Connection locking = Db.POSTGRESQL.connect()) {
            store.set("a", "{}", soon);
            lock(locking, table);
            CountDownLatch started = new CountDownLatch(1);
            AtomicReference<Throwable> holder = new AtomicReference<>();
            Thread first = new Thread(() -> {
                started.countDown();
                try {
                    store.destroy("a");
                } catch (StoreUnavailableException e) {
                    holder.set(e);
                }
            });
            first.start();
            started.await();
            long start = System.nanoTime();
            assertThatThrownBy(() -> store.set("a", "{}", soon)).isInstanceOf(StoreUnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
            first.join();
            assertThat(holder.get()).isInstanceOf(StoreUnavailableException.class);
        }
    }

    /** A write that waits for a lock ends in time and does not happen later. */
    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "POSTGRESQL"})
    void aLockedRowIsAClearErrorInTime(Db db) throws Exception {
        String table = Db.newTable();
        try (JdbcStore store = db.builder(table).timeout(Duration.ofSeconds(2)).build()) {
            store.set("a", "{\"n\":1}", soon);
            try (Connection locking = db.connect()) {
                lock(locking, table);
                long start = System.nanoTime();
                assertThatThrownBy(() -> store.set("a", "{\"n\":2}", soon))
                        .isInstanceOf(StoreUnavailableException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(3500));
                assertThat(store.get("a")).hasValue("{\"n\":1}");
                locking.rollback();
            }
            assertThat(store.get("a")).hasValue("{\"n\":1}");
            store.set("a", "{\"n\":3}", soon);
        }
    }

    private static void lock(Connection connection, String table) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT * FROM " + table + " FOR UPDATE");
        }
    }

    @Test
    void aDataSourceWithoutAPoolWillDo() throws Exception {
        DataSource postgres = toPostgres(new PGSimpleDataSource());
        MariaDbDataSource mariadb = new MariaDbDataSource(Db.MARIADB.url());
        mariadb.setUser(Db.MARIADB.user());
        mariadb.setPassword(Db.MARIADB.password());
        for (DataSource source : List.of(postgres, mariadb)) {
            try (JdbcStore store = open(source)) {
                store.set("a", "{}", soon);
                assertThat(store.get("a")).hasValue("{}");
            }
        }
    }

    @Test
    void aPoolThatIsNotInAutocommitModeKeepsItsModeAndTheSessions() throws Exception {
        HikariConfig config = config(Db.POSTGRESQL, 500, 1);
        config.setAutoCommit(false);
        try (HikariDataSource pool = new HikariDataSource(config);
                JdbcStore store = open(pool)) {
            store.set("a", "{}", soon);
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
                connection.rollback();
            }
            assertThat(store.get("a")).hasValue("{}");
        }
    }

    /** For a pool that does not reset connections itself. The connection is inspected after it was given back. */
    @Test
    void aConnectionIsGivenBackAsItWasAlsoAfterARefusal() throws Exception {
        try (Connection real = Db.POSTGRESQL.connect()) {
            real.setNetworkTimeout(Runnable::run, 12_345);
            real.setAutoCommit(false);
            Connection borrowed = (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) ->
                            method.getName().equals("close") ? null : method.invoke(real, arguments));
            Database database = new Database(
                    new ConnectionSource.Direct(new PGSimpleDataSource() {
                        @Override
                        public Connection getConnection() {
                            return borrowed;
                        }
                    }),
                    new CallDeadlines(call -> {}),
                    TIMEOUT);
            Sql one = Sql.parse("SELECT 1");
            Optional<Integer> answer =
                    database.call("a", "test", call -> call.query(one, Map.of(), row -> row.getInt(1)));
            assertThat(answer).hasValue(1);
            assertThat(real.getNetworkTimeout()).isEqualTo(12_345);
            assertThat(real.getAutoCommit()).isFalse();
            assertThatThrownBy(() -> database.call("a", "test", call -> {
                        throw new SQLException("refused", "22000");
                    }))
                    .isInstanceOf(StoreException.class);
            assertThat(real.getNetworkTimeout()).isEqualTo(12_345);
            assertThat(real.getAutoCommit()).isFalse();
        }
    }

    private static Set<Thread> storesThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("session-store"))
                .collect(Collectors.toSet());
    }

    @Test
    void theUsersPoolStaysOpenAndTheStoresOwnEnds() {
        Set<Thread> before = storesThreads();
        try (HikariDataSource pool = pool(Db.POSTGRESQL, 500, 2)) {
            JdbcStore store = open(pool);
            store.close();
            assertThat(pool.isClosed()).isFalse();
        }
        Db.POSTGRESQL.builder(Db.newTable()).build().close();
        await().until(() -> before.containsAll(storesThreads()));
    }

    @Test
    void aStoreThatCannotBeBuiltLeavesNothingOpen() {
        Set<Thread> before = storesThreads();
        assertThatThrownBy(() -> JdbcStore.builder(Db.POSTGRESQL.url())
                        .user(Db.POSTGRESQL.user())
                        .password(Db.POSTGRESQL.password())
                        .table("nowhere")
                        .build())
                .hasMessageContaining("nowhere");
        await().until(() -> before.containsAll(storesThreads()));
    }

    @Test
    void manyCallsWaitingForASlowDataSourceAreBoundedInThreads() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger mostWaiting = new AtomicInteger();
        PGSimpleDataSource slow = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                mostWaiting.accumulateAndGet(waiting.incrementAndGet(), Math::max);
                try {
                    open.await();
                } catch (InterruptedException e) {
                    throw new SQLException(e);
                } finally {
                    waiting.decrementAndGet();
                }
                return super.getConnection();
            }
        };
        toPostgres(slow);
        List<Thread> callers = new ArrayList<>();
        AtomicInteger inTime = new AtomicInteger();
        ConnectionSource source = ConnectionSource.of(slow, TIMEOUT, false);
        try (source) {
            for (int i = 0; i < 150; i++) {
                Thread caller = new Thread(() -> {
                    long start = System.nanoTime();
                    assertThatThrownBy(() -> source.borrow(TIMEOUT.toNanos())).isInstanceOf(SQLException.class);
                    if (System.nanoTime() - start < BOUND.multipliedBy(2).toNanos()) {
                        inTime.incrementAndGet();
                    }
                });
                caller.start();
                callers.add(caller);
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(inTime).hasValue(150);
            assertThat(mostWaiting).hasValue(64);
            open.countDown();
            await().untilAtomic(waiting, is(0));
        }
    }

    @Test
    void anInterruptedThreadIsToldAndStaysInterrupted() {
        try (HikariDataSource pool = pool(Db.POSTGRESQL, 30_000, 2);
                JdbcStore store = open(pool)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> store.set("a", "{}", soon))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(store.get("a")).isEmpty();
        }
    }
}
