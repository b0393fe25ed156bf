package dev.sessionstore.redis;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.Budget;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.testsupport.RedisCluster;
import dev.sessionstore.testsupport.RedisNode;
import dev.sessionstore.testsupport.RedisSentinel;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The conformance suite's harness for Redis, with every client and topology. Each harness has a prefix of its own, with glob
 * characters in it, and a neighbour that an unescaped pattern would match.
 */
public final class RedisHarness implements StoreHarness {

    private static final AtomicLong NUMBER = new AtomicLong(System.nanoTime());
    /** Rules about outages wait for this timeout, so it is short. */
    private static final Duration TIMEOUT_BEHIND_PROXY = Duration.ofMillis(500);

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Whole words, since the CLIENT SETINFO that follows a HELLO is no INFO. */
    private static final List<String> CLIENT_COMMANDS = List.of("\r\nHELLO\r\n", "\r\nPING\r\n", "\r\nINFO\r\n");

    private final Function<String, RedisStoreBuilder> client;
    private final List<RedisUrl.Host> masters;
    private final String url;
    private final @Nullable FaultProxy proxy;
    private final String prefix;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    private RedisHarness(
            Function<String, RedisStoreBuilder> client,
            List<RedisUrl.Host> masters,
            String url,
            @Nullable FaultProxy proxy) {
        this.client = client;
        this.masters = masters;
        this.url = url;
        this.proxy = proxy;
        this.prefix = "sess-" + NUMBER.incrementAndGet() + "-[a]?*:";
    }

    /** One server, with a proxy before it. */
    public static RedisHarness single(Function<String, RedisStoreBuilder> client) {
        return single(client, RedisServer.shared());
    }

    /** A given server, with a proxy before it. */
    public static RedisHarness single(Function<String, RedisStoreBuilder> client, RedisServer server) {
        String host = server.host();
        int port = server.port();
        try {
            FaultProxy proxy = FaultProxy.to(host, port);
            CLIENT_COMMANDS.forEach(proxy::watch);
            String url = "redis://" + proxy.host() + ":" + proxy.port();
            return new RedisHarness(client, List.of(new RedisUrl.Host(host, port)), url, proxy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three masters. They announce their own addresses to clients, so there is no proxy. */
    public static RedisHarness cluster(Function<String, RedisStoreBuilder> client) {
        RedisCluster cluster = RedisCluster.shared();
        return new RedisHarness(client, hosts(cluster.masters()), cluster.url(), null);
    }

    /** One master, whose address the sentinels announce. */
    public static RedisHarness sentinel(Function<String, RedisStoreBuilder> client) {
        RedisSentinel sentinel = RedisSentinel.shared();
        return new RedisHarness(client, hosts(List.of(sentinel.master())), sentinel.url(), null);
    }

    private static List<RedisUrl.Host> hosts(List<RedisNode> nodes) {
        return nodes.stream()
                .flatMap(node -> RedisUrl.parse(node.url()).hosts().stream())
                .toList();
    }

    @Override
    public Store open() {
        return open(prefix);
    }

    private Store open(String ownPrefix) {
        return client.apply(url)
                .prefix(ownPrefix)
                .timeout(timeout())
                .clock(now::get)
                .build();
    }

    @Override
    public Instant now() {
        return now.get();
    }

    @Override
    public void advance(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
        for (RedisUrl.Host master : masters) {
            try (RedisWire wire = new RedisWire(master.name(), master.port())) {
                Ageing.of(wire, prefix, duration);
            }
        }
    }

    @Override
    public Duration tolerance() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration timeout() {
        return proxy == null ? TIMEOUT : TIMEOUT_BEHIND_PROXY;
    }

    @Override
    public Optional<FaultProxy> network() {
        return Optional.ofNullable(proxy);
    }

    @Override
    public Optional<Budget> budget() {
        return Optional.of(Budget.of(1));
    }

    /**
     * Leaves out the commands with which a client checks its server now and then. {@link RedisOperationTests} tests that these
     * are few.
     */
    @Override
    public OptionalLong roundTrips() {
        return proxy == null
                ? OptionalLong.empty()
                : OptionalLong.of(proxy.roundTrips()
                        - CLIENT_COMMANDS.stream().mapToLong(proxy::timesSent).sum());
    }

    /** Counts keys and members. */
    @Override
    public OptionalLong ownerRecords() {
        long records = 0;
        for (RedisUrl.Host master : masters) {
            try (RedisWire wire = new RedisWire(master.name(), master.port())) {
                for (String key : Ageing.keys(wire, "owners:" + prefix)) {
                    records += 1 + wire.number("ZCARD", key);
                }
            }
        }
        return OptionalLong.of(records);
    }

    @Override
    public Optional<Store> openNeighbour() {
        return Optional.of(open(prefix.replace("[a]?*", "axyz")));
    }

    @Override
    public void close() {
        if (proxy != null) {
            proxy.close();
        }
    }
}
