package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A store whose address stays while the master behind it changes, as with a virtual IP, a DNS name or a service of Kubernetes.
 * The old master continues as a replica, and the connections to it stay open. Each client has a subclass.
 */
@Tag("slow")
public abstract class RedisMovedAddressTests implements ClientUnderTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int THREADS = 8;

    private final RedisServer old = RedisServer.start("--repl-diskless-sync-delay", "0");
    private final RedisServer next = RedisServer.start("--repl-diskless-sync-delay", "0");
    private final Instant inAnHour = Instant.now().plusSeconds(3600);
    private RedisWire toOld;
    private RedisWire toNext;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        toOld = new RedisWire(old.host(), old.port());
        toNext = new RedisWire(next.host(), next.port());
        proxy = FaultProxy.to(old.host(), old.port());
    }

    @AfterEach
    void stop() {
        proxy.close();
        toOld.close();
        toNext.close();
        old.close();
        next.close();
    }

    private Store open() {
        return client("redis://" + proxy.host() + ":" + proxy.port())
                .timeout(TIMEOUT)
                .build();
    }

    private void moveTheMaster() {
        toOld.call("REPLICAOF", next.host(), String.valueOf(next.port()));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> toOld.text("INFO", "replication").contains("master_link_status:up"));
        proxy.redirect(next.host(), next.port());
    }

    @Test
    void writesReachTheNewMaster() throws Exception {
        try (Store store = open()) {
            fromManyThreads(store);
            moveTheMaster();

            OutageAssertions.untilItSucceeds(() -> {
                store.set("written", "{\"new\":1}", inAnHour);
                return true;
            });
            assertThat(toNext.call("GET", "sess:written")).isEqualTo("{\"new\":1}");
        }
    }

    @Test
    void readsReachTheNewMasterWhenAWriteWasRefused() throws Exception {
        try (Store store = open()) {
            fromManyThreads(store);
            moveTheMaster();
            OutageAssertions.untilItSucceeds(() -> {
                store.set("written", "{\"new\":1}", inAnHour);
                return true;
            });
            toOld.call("CONFIG", "SET", "replica-serve-stale-data", "yes");
            toOld.call("REPLICAOF", "127.0.0.1", "1");
            toNext.call("SET", "sess:changed", "{\"new\":2}", "PX", "100000");

            fromManyThreads(store);
            for (int i = 0; i < 3 * THREADS; i++) {
                assertThat(store.get("changed")).contains("{\"new\":2}");
            }
        }
    }

    /** Nothing is written, so READONLY is never answered. */
    @Test
    void readsAloneReachTheNewMasterAfterAWhile() throws Exception {
        try (Store store = open()) {
            fromManyThreads(store);
            moveTheMaster();
            toOld.call("REPLICAOF", "127.0.0.1", "1");
            toNext.call("SET", "sess:changed", "{\"new\":3}", "PX", "100000");

            await().atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                    .until(() -> store.get("changed").isPresent());
        }
    }

    /** So a pool holds several connections. */
    private static void fromManyThreads(Store store) throws Exception {
        List<FutureTask<?>> calls = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            FutureTask<?> call = new FutureTask<>(() -> {
                for (int n = 0; n < 50; n++) {
                    store.get("a");
                }
                return true;
            });
            calls.add(call);
            new Thread(call).start();
        }
        for (FutureTask<?> call : calls) {
            call.get();
        }
    }
}
