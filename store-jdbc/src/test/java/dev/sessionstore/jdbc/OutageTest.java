package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.testsupport.SqlServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.tools.Server;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Restarts of the server and broken connections under load. */
@Tag("slow")
class OutageTest {

    private static final int WRITERS = 6;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Instant soon = Instant.now().plusSeconds(3600);
    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** The texts that a writer's session may have: the last acknowledged one, and later ones without an answer. */
    private record Known(String sid, List<String> possible) {}

    private static JdbcStoreBuilder builder(SqlServer server, String url) {
        return JdbcStore.builder(url)
                .user(server.user())
                .password(server.password())
                .poolSize(4)
                .timeout(TIMEOUT)
                .createTable();
    }

    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "POSTGRESQL"})
    void aRestartLosesNoAcknowledgedWrite(Db db) throws Exception {
        List<StoreEvent> events = new CopyOnWriteArrayList<>();
        try (SqlServer server = db.startServer();
                JdbcStore store = builder(server, server.jdbcUrl()).build()) {
            store.on(StoreEvent.Disconnected.class, events::add);
            store.on(StoreEvent.Connected.class, events::add);
            List<Known> known = writeWhile(store, () -> {
                awaitMore(acknowledged, 50);
                server.kill();
                awaitMore(refused, 5);
                server.startAgain();
                awaitMore(acknowledged, 50);
                server.stop();
                awaitMore(refused, 5);
                server.startAgain();
                awaitMore(acknowledged, 50);
            });
            assertKept(store, known);
            assertThat(events).hasSizeGreaterThanOrEqualTo(4);
            for (int i = 0; i < events.size(); i++) {
                assertThat(events.get(i))
                        .isInstanceOf(i % 2 == 0 ? StoreEvent.Disconnected.class : StoreEvent.Connected.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "POSTGRESQL"})
    void brokenConnectionsLoseNoAcknowledgedWrite(Db db) throws Exception {
        SqlServer server = db.server();
        try (FaultProxy proxy = FaultProxy.to(server.host(), server.port());
                JdbcStore store = builder(server, server.jdbcUrl(proxy.host(), proxy.port()))
                        .table(Db.newTable())
                        .build()) {
            List<Known> known = writeWhile(store, () -> {
                for (int i = 0; i < 3; i++) {
                    awaitMore(acknowledged, 50);
                    proxy.cut();
                    awaitMore(acknowledged, 50);
                    proxy.refuse();
                    awaitMore(refused, 5);
                    proxy.heal();
                    awaitMore(acknowledged, 50);
                    proxy.silence();
                    awaitMore(refused, 1);
                }
                proxy.heal();
            });
            assertKept(store, known);
        }
    }

    private static void awaitMore(AtomicLong counter, int more) {
        long target = counter.get() + more;
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> counter.get() >= target);
    }

    private List<Known> writeWhile(JdbcStore store, Runnable trouble) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<Known>> writers = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                String sid = "writer" + w;
                writers.add(threads.submit(() -> write(store, sid)));
            }
            trouble.run();
            enough.set(true);
            List<Known> known = new ArrayList<>();
            for (Future<Known> writer : writers) {
                known.add(writer.get());
            }
            return known;
        } finally {
            enough.set(true);
            threads.shutdown();
        }
    }

    private Known write(JdbcStore store, String sid) {
        List<String> possible = new ArrayList<>();
        for (int i = 0; !enough.get(); i++) {
            String text = "{\"n\":" + i + "}";
            possible.add(text);
            long start = System.nanoTime();
            try {
                store.set(sid, text, soon);
                possible.clear();
                possible.add(text);
                acknowledged.incrementAndGet();
            } catch (StoreUnavailableException e) {
                refused.incrementAndGet();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(TIMEOUT.multipliedBy(3).dividedBy(2).plusMillis(500));
        }
        return new Known(sid, possible);
    }

    private static void assertKept(JdbcStore store, List<Known> known) {
        Map<String, String> kept = new HashMap<>();
        await().ignoreExceptionsInstanceOf(StoreUnavailableException.class).until(() -> {
            for (Known one : known) {
                kept.put(one.sid(), store.get(one.sid()).orElse("nothing"));
            }
            return true;
        });
        for (Known one : known) {
            assertThat(one.possible()).contains(kept.get(one.sid()));
        }
    }

    @Test
    void aServerThatIsNotThereIsToldWhenTheStoreIsBuilt() throws Exception {
        SqlServer server = Db.POSTGRESQL.server();
        try (FaultProxy proxy = FaultProxy.to(server.host(), server.port())) {
            proxy.refuse();
            assertThatThrownBy(() -> builder(server, server.jdbcUrl(proxy.host(), proxy.port()))
                            .build())
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("refused");
        }
    }

    /** H2 closes a database while connections are open. */
    @Test
    void aDatabaseThatWasClosedIsOpenedAgain(@TempDir Path folder) throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("sessions");
        try (JdbcStore store = Db.H2.builder(url, "sessions").build()) {
            store.set("a", "{}", soon);
            for (int i = 0; i < 3; i++) {
                try (Connection admin = DriverManager.getConnection(url, "sa", "");
                        var statement = admin.createStatement()) {
                    statement.execute("SHUTDOWN");
                }
                await().ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                        .until(() -> store.get("a").isPresent());
                for (int call = 0; call < 10; call++) {
                    assertThat(store.get("a")).hasValue("{}");
                }
            }
        }
    }

    /** H2's driver ignores the network timeout of a call, but respects one of the connection. */
    @Test
    void aServerOfH2ThatHangsIsUnavailableInTime() throws Exception {
        Server h2 = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        try (FaultProxy proxy = FaultProxy.to("127.0.0.1", h2.getPort());
                JdbcStore store = Db.H2
                        .builder(
                                "jdbc:h2:tcp://" + proxy.host() + ":" + proxy.port() + "/mem:" + UUID.randomUUID()
                                        + ";DB_CLOSE_DELAY=-1",
                                "sessions")
                        .timeout(TIMEOUT)
                        .build()) {
            store.set("a", "{}", soon);
            proxy.hang();
            long start = System.nanoTime();
            assertThatThrownBy(() -> store.get("a")).isInstanceOf(StoreUnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(TIMEOUT.multipliedBy(3).dividedBy(2).plusMillis(500));
            proxy.heal();
            await().ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                    .until(() -> store.get("a").isPresent());
        } finally {
            h2.stop();
        }
    }
}
