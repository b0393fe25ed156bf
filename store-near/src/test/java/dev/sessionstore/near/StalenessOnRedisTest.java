package dev.sessionstore.near;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.redis.RedisStoreBuilder;
import dev.sessionstore.redis.jedis.JedisStore;
import dev.sessionstore.redis.lettuce.LettuceStore;
import dev.sessionstore.redis.redisson.RedissonStore;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One node writes versions of a session, others read them through copies while their link suffers. No read is older than the lease.
 * {@code -Dsessionstore.staleness.minutes=60} makes it an hour.
 */
@Tag("slow")
class StalenessOnRedisTest {

    private static final Duration LEASE = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final int READERS = 3;

    private final RedisServer server = RedisServer.start();
    private final Instant inAnHour = Instant.now().plus(Duration.ofHours(3));
    private final Store writer = LettuceStore.open(server.url());
    private final ConcurrentSkipListMap<Long, Integer> acknowledged = new ConcurrentSkipListMap<>();
    private final AtomicReference<String> stale = new AtomicReference<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong reads = new AtomicLong();
    private FaultProxy proxy;

    static Stream<Named<Function<String, RedisStoreBuilder>>> clients() {
        return Stream.of(
                Named.of("Lettuce", LettuceStore::builder),
                Named.of("Jedis", JedisStore::builder),
                Named.of("Redisson", RedissonStore::builder));
    }

    @BeforeEach
    void open() throws IOException {
        proxy = FaultProxy.to(server.host(), server.port());
    }

    @AfterEach
    void close() {
        writer.close();
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void noReadIsOlderThanTheLeaseWhateverHappensToTheLink(Function<String, RedisStoreBuilder> client) {
        try (Store behind = client.apply("redis://" + proxy.host() + ":" + proxy.port())
                        .timeout(TIMEOUT)
                        .build();
                NearStore near = NearStore.over(behind).lease(LEASE).build()) {
            noReadIsOlderThanTheLease(near);
        }
    }

    private void noReadIsOlderThanTheLease(NearStore near) {
        List<Consumer<FaultProxy>> faults = List.of(
                FaultProxy::heal,
                FaultProxy::cut,
                FaultProxy::hang,
                FaultProxy::silence,
                FaultProxy::vanish,
                FaultProxy::refuse,
                FaultProxy::stopReading,
                FaultProxy::acceptSilently,
                faulty -> faulty.delay(Duration.ofMillis(150)),
                faulty -> faulty.trickle(Duration.ofMillis(5)),
                faulty -> faulty.hangAfter(3));
        Random random = new Random(20261130);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(Long.getLong("sessionstore.staleness.minutes", 0));
        CompletableFuture<?> load = load(near);
        int rounds = 0;
        do {
            for (Consumer<FaultProxy> fault : faults) {
                fault.accept(proxy);
                await(Duration.ofMillis(300 + random.nextInt(500)));
                proxy.heal();
                await(Duration.ofMillis(100 + random.nextInt(400)));
                assertThat(stale.get()).isNull();
            }
            rounds++;
        } while (System.nanoTime() < end);
        over.set(true);
        load.join();
        assertThat(stale.get()).isNull();
        NearStatistics statistics = near.statistics();
        System.out.printf(
                "%d rounds, %d reads, %d versions, %s%n", rounds, reads.get(), acknowledged.size(), statistics);
        assertThat(statistics.hits()).isGreaterThan(1000);
        assertThat(statistics.changes()).isGreaterThan(100);
        assertThat(statistics.unproven()).isPositive();
        assertThat(statistics.losses()).isGreaterThan(5);
    }

    /** The load goes on for a while; that is the test, not a wait for something. */
    private static void await(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private CompletableFuture<?> load(NearStore near) {
        write(0);
        CompletableFuture<?> writes = CompletableFuture.runAsync(() -> {
            for (int version = 1; !over.get(); version++) {
                write(version);
                await(Duration.ofMillis(2));
            }
        });
        CompletableFuture<?>[] readers = IntStream.range(0, READERS)
                .mapToObj(i -> CompletableFuture.runAsync(() -> read(near)))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(writes, CompletableFuture.allOf(readers));
    }

    private void write(int version) {
        if (version % 7 == 0) {
            writer.destroy("a");
        }
        writer.set("a", String.valueOf(version), inAnHour);
        acknowledged.put(System.nanoTime(), version);
    }

    private void read(NearStore near) {
        while (!over.get() && stale.get() == null) {
            long begin = System.nanoTime();
            int atLeast = acknowledged.floorEntry(begin - LEASE.toNanos()) == null
                    ? 0
                    : acknowledged.floorEntry(begin - LEASE.toNanos()).getValue();
            try {
                int found = near.get("a").map(Integer::parseInt).orElse(Integer.MAX_VALUE);
                if (found < atLeast) {
                    stale.compareAndSet(
                            null, "read " + found + " where " + atLeast + " was acknowledged before the lease");
                }
                reads.incrementAndGet();
            } catch (StoreUnavailableException outage) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(50_000);
        }
    }
}
