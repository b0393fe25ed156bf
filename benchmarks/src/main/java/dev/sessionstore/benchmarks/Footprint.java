package dev.sessionstore.benchmarks;

import dev.sessionstore.Store;
import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.targets.ReadyJson;
import dev.sessionstore.redis.jedis.JedisStore;
import dev.sessionstore.testsupport.RedisServer;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import redis.clients.jedis.Jedis;

/** What a session and a connection take of the memory of Redis. Uses a server of its own. */
@Command(
        name = "footprint",
        description = "Measures what a session and a connection take of the memory of Redis.",
        mixinStandardHelpOptions = true)
final class Footprint implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--sessions",
            paramLabel = "<n>",
            defaultValue = "100000",
            description = "How many sessions (default: ${DEFAULT-VALUE}).")
    private int sessions;

    @Option(
            names = "--connections",
            paramLabel = "<n>",
            defaultValue = "500",
            description = "How many connections (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Override
    public Integer call() {
        String json = ReadyJson.of(new Payload(1024, 5));
        try (RedisServer server = RedisServer.start();
                Redis redis = new Redis(server.url())) {
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    Locale.ROOT,
                    "memory of Redis for a session of %d bytes: %.0f bytes%n",
                    json.length(),
                    perSession(redis, server.url(), json));
            out.printf(
                    Locale.ROOT,
                    "memory of Redis for a connection after one command: %.0f bytes%n",
                    perConnection(redis, server.url()));
            out.flush();
        }
        return 0;
    }

    private double perSession(Redis redis, String url, String json) {
        long before = redis.memory();
        try (Store store = JedisStore.open(url)) {
            Instant expiry = Instant.now().plusSeconds(1_800);
            for (int i = 0; i < sessions; i++) {
                store.set(UUID.randomUUID().toString().substring(0, 32), json, expiry);
            }
            return (redis.memory() - before) / (double) sessions;
        }
    }

    private double perConnection(Redis redis, String url) {
        long before = redis.memory();
        List<Jedis> open = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                Jedis one = new Jedis(URI.create(url));
                open.add(one);
                one.ping();
            }
            return (redis.memory() - before) / (double) connections;
        } finally {
            open.forEach(Jedis::close);
        }
    }
}
