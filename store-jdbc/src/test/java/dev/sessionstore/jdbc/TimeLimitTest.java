package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Listing;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.testsupport.SqlServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the server does, each call ends in time, the store recovers, and close leaves nothing behind. */
@Tag("slow")
class TimeLimitTest {

    private static final Duration TIMEOUT = Duration.ofMillis(600);

    /** The contract's bound, and a second for a busy machine. */
    private static final Duration BOUND = TIMEOUT.multipliedBy(3).dividedBy(2).plusMillis(1500);

    private static final String LARGE = '"' + "x".repeat(8 << 20) + '"';

    private final Instant soon = Instant.now().plusSeconds(3600);
    private final String table = Db.newTable();

    /** Each driver, with a pool of the store's own and with one of the user's. */
    private enum Kind {
        MYSQL(Db.MYSQL, false),
        MARIADB(Db.MARIADB, false),
        MARIADB_AS_MYSQL(Db.MARIADB_AS_MYSQL, false),
        POSTGRESQL(Db.POSTGRESQL, false),
        MYSQL_POOL(Db.MYSQL, true),
        MARIADB_POOL(Db.MARIADB, true),
        POSTGRESQL_POOL(Db.POSTGRESQL, true);

        private final Db db;
        private final boolean held;

        Kind(Db db, boolean held) {
            this.db = db;
            this.held = held;
        }
    }

    /** A store behind a proxy. */
    private final class Behind implements AutoCloseable {
        private final FaultProxy proxy;
        private final HikariDataSource pool;
        private final JdbcStore store;
        private final Set<Thread> threadsBefore;
        private volatile boolean interrupted;

        Behind(Kind kind) throws Exception {
            kind.db.builder(table).build().close(); // loads classes and creates the table without a time limit
            threadsBefore = threads();
            proxy = proxyTo(kind.db.server());
            String url = kind.db.url(proxy.host(), proxy.port());
            pool = kind.held ? pool(kind.db, url) : null;
            JdbcStoreBuilder builder = kind.held
                    ? JdbcStore.builder(pool).table(table).createTable().sweepEvery(Duration.ZERO)
                    : kind.db.builder(url, table).poolSize(20);
            store = builder.timeout(TIMEOUT).build();
            store.set("a", "{}", soon);
        }

        /** Stops reading, and waits until a thread is blocked in a write. */
        Thread blockedWriter(AtomicReference<Throwable> thrown) {
            store.set("a", "{}", soon);
            proxy.stopReading();
            Thread writer = new Thread(() -> {
                try {
                    store.set("large", LARGE, soon);
                } catch (StoreUnavailableException e) {
                    thrown.set(e);
                }
                interrupted = Thread.currentThread().isInterrupted();
            });
            writer.setDaemon(true);
            writer.start();
            await().pollInterval(Duration.ofMillis(10)).until(() -> isWriting(writer));
            return writer;
        }

        void worksAgain() {
            proxy.heal();
            await().ignoreExceptionsInstanceOf(StoreUnavailableException.class).until(() -> {
                store.set("a", "{}", soon);
                return store.get("a").isPresent();
            });
        }

        /** Works while the fault lasts, too. */
        void closesAndLeavesNothing() {
            assertInTime("close", () -> {
                store.close();
                return true;
            });
            await().untilAsserted(() -> assertThat(threads()).isSubsetOf(threadsBefore));
            if (pool == null) {
                proxy.heal();
                await().untilAsserted(() -> assertThat(proxy.connections()).isZero());
            }
        }

        @Override
        public void close() {
            store.close();
            proxy.close();
            if (pool != null) {
                pool.close();
            }
        }
    }

    private static FaultProxy proxyTo(SqlServer server) throws Exception {
        return FaultProxy.to(server.host(), server.port());
    }

    /** As docs/jdbc.md recommends, because MariaDB's driver opens a connection to abort another one. */
    private static HikariDataSource pool(Db db, String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(db == Db.MARIADB ? url + "&socketFactory=" + TrackedSocketFactory.class.getName() : url);
        config.setUsername(db.user());
        config.setPassword(db.password());
        config.setMaximumPoolSize(20);
        config.setConnectionTimeout(TIMEOUT.toMillis());
        config.setValidationTimeout(250);
        return new HikariDataSource(config);
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("session-store"))
                .collect(Collectors.toSet());
    }

    @AfterEach
    void dropTable() throws Exception {
        for (Db db : List.of(Db.MYSQL, Db.MARIADB, Db.POSTGRESQL)) {
            db.execute("DROP TABLE IF EXISTS " + table);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aServerThatStopsReading(Kind kind) throws Exception {
        try (Behind behind = new Behind(kind)) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread writer = behind.blockedWriter(thrown);
            assertAllEndInTime(behind.store, false);
            assertInTime("the blocked write", () -> {
                writer.join();
                return true;
            });
            assertThat(thrown.get()).isInstanceOf(StoreUnavailableException.class);
            behind.worksAgain();
            behind.closesAndLeavesNothing();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void answersThatTrickle(Kind kind) throws Exception {
        try (Behind behind = new Behind(kind)) {
            behind.proxy.trickle(Duration.ofMillis(150));
            assertAllEndInTime(behind.store, false);
            behind.worksAgain();
            behind.closesAndLeavesNothing();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MYSQL", "MARIADB", "MARIADB_AS_MYSQL", "POSTGRESQL"})
    void aServerThatVanishes(Kind kind) throws Exception {
        try (Behind behind = new Behind(kind)) {
            behind.proxy.vanish();
            assertAllEndInTime(behind.store, true);
            behind.worksAgain();
            behind.proxy.vanish();
            assertAllEndInTime(behind.store, false);
            behind.closesAndLeavesNothing();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MYSQL", "MARIADB", "MARIADB_AS_MYSQL", "POSTGRESQL"})
    void aServerThatAcceptsAndSaysNothing(Kind kind) throws Exception {
        try (Behind behind = new Behind(kind)) {
            behind.proxy.acceptSilently();
            behind.proxy.cut();
            assertAllEndInTime(behind.store, false);
            behind.worksAgain();
            behind.proxy.acceptSilently();
            behind.proxy.cut();
            assertAllEndInTime(behind.store, false);
            behind.closesAndLeavesNothing();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MYSQL", "MARIADB", "MARIADB_AS_MYSQL", "POSTGRESQL"})
    void buildingAStoreOnAServerThatTricklesOrSaysNothing(Kind kind) throws Exception {
        Set<Thread> before = threads();
        try (FaultProxy proxy = proxyTo(kind.db.server())) {
            JdbcStoreBuilder builder = kind.db
                    .builder(kind.db.url(proxy.host(), proxy.port()), table)
                    .timeout(TIMEOUT)
                    .startTimeout(TIMEOUT);
            proxy.acceptSilently();
            assertUnavailableInTime("build", builder::build);
            proxy.heal();
            proxy.trickle(Duration.ofMillis(50));
            assertUnavailableInTime("build", builder::build);
            await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anInterruptEndsAWriteThatIsBlocked(Kind kind) throws Exception {
        try (Behind behind = new Behind(kind)) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread writer = behind.blockedWriter(thrown);
            writer.interrupt();
            assertInTime("interrupted write", () -> {
                writer.join();
                return true;
            });
            assertThat(thrown.get()).hasCauseInstanceOf(InterruptedException.class);
            assertThat(behind.interrupted).isTrue();
            behind.worksAgain();
        }
    }

    private static boolean isWriting(Thread thread) {
        for (StackTraceElement element : thread.getStackTrace()) {
            if (element.getClassName().startsWith("sun.nio.ch.NioSocketImpl")
                    && element.getMethodName().contains("rite")) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MYSQL", "MARIADB", "POSTGRESQL"})
    void closingOnAnInterruptedThreadLeavesNothing(Kind kind) throws Exception {
        try (Behind behind = new Behind(kind)) {
            Thread.currentThread().interrupt();
            behind.store.close();
            assertThat(Thread.interrupted()).isTrue();
            behind.closesAndLeavesNothing();
        }
    }

    /** All at once, so that waits for a connection are included. */
    private void assertAllEndInTime(JdbcStore store, boolean large) throws Exception {
        ConditionalWrites writes = store.conditionalWrites().orElseThrow();
        Listing listing = store.listing().orElseThrow();
        Map<String, Callable<Object>> calls = new LinkedHashMap<>();
        calls.put("get", () -> store.get("a"));
        calls.put("set", () -> {
            store.set("a", "{\"n\":1}", soon);
            return true;
        });
        calls.put("touch", () -> store.touch("a", soon.plusSeconds(1)));
        calls.put("destroy", () -> store.destroy("b"));
        calls.put("create", () -> writes.create("c", "{}", soon));
        calls.put("replace", () -> writes.replace("a", "{}", "{\"n\":2}", soon));
        calls.put("sids", () -> listing.sids().count());
        calls.put("count", listing::count);
        calls.put("expiresAt", () -> listing.expiresAt("a"));
        calls.put("clear", () -> {
            listing.clear();
            return true;
        });
        calls.put("sweep", () -> store.sweeping().orElseThrow().sweep(10));
        if (large) {
            calls.put("large set", () -> {
                store.set("d", LARGE, soon);
                return true;
            });
            calls.put("large replace", () -> writes.replace("a", "{}", LARGE, soon));
        }
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<Future<?>> ends = new ArrayList<>();
            calls.forEach((name, call) -> ends.add(threads.submit(() -> assertUnavailableInTime(name, call))));
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertUnavailableInTime(String name, Callable<?> call) {
        assertInTime(name, () -> {
            try {
                return "an answer: " + call.call();
            } catch (StoreUnavailableException e) {
                assertThat(e.getMessage()).doesNotContain("xxxx");
                return "unavailable";
            }
        });
    }

    private static void assertInTime(String name, Callable<?> call) {
        long start = System.nanoTime();
        Object end;
        try {
            end = call.call();
        } catch (Exception e) {
            throw new AssertionError(name + " failed", e);
        }
        assertThat(end).as(name).isIn("unavailable", true);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(name).isLessThan(BOUND);
    }
}
