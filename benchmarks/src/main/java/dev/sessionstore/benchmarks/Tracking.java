package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.targets.ReadyJson;
import dev.sessionstore.testsupport.RedisServer;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code CLIENT TRACKING} costs Redis, by key and by prefix ({@code BCAST}). Uses a server of its own for each row. */
@Command(
        name = "tracking",
        description = "What reports of changes cost Redis: CPU of a SET, and memory, by key and by prefix.",
        mixinStandardHelpOptions = true)
final class Tracking implements Callable<Integer> {

    private static final String JSON = ReadyJson.of(new Payload(1024, 5));
    private static final int BATCH = 500;

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
            names = "--links",
            split = ",",
            paramLabel = "<n>",
            defaultValue = "1,4,16",
            description = "How many connections are told.")
    private List<Integer> links = List.of();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("| links | reports | memory of Redis | CPU of a SET | reports of a SET |");
        out.println("|---|---|---|---|---|");
        row(out, 1, "none", null, false);
        for (int number : links) {
            row(out, number, "by key, all read", TrackingArgs.Builder.enabled(), true);
            row(out, number, "by key, none read", TrackingArgs.Builder.enabled(), false);
            row(out, number, "by prefix", TrackingArgs.Builder.enabled().bcast().prefixes("sess:"), false);
        }
        return 0;
    }

    private void row(PrintWriter out, int number, String reports, @Nullable TrackingArgs tracking, boolean reading) {
        try (RedisServer server = RedisServer.start();
                Redis redis = new Redis(server.url());
                RedisClient client = RedisClient.create(server.url())) {
            RedisAsyncCommands<String, String> writer = client.connect().async();
            each(writer, Tracking::set);
            LongAdder told = new LongAdder();
            List<StatefulRedisConnection<String, String>> opened = IntStream.range(0, tracking == null ? 0 : number)
                    .mapToObj(i -> client.connect())
                    .toList();
            long memory = redis.memory();
            for (StatefulRedisConnection<String, String> link : opened) {
                link.addListener(push -> told.increment());
                link.sync().clientTracking(Objects.requireNonNull(tracking));
                if (reading) {
                    each(link.async(), (commands, key) -> commands.get(key));
                }
            }
            memory = redis.memory() - memory;
            double cpu = redis.cpuMicros();
            each(writer, Tracking::set);
            opened.forEach(link -> link.sync().ping());
            out.printf(
                    Locale.ROOT,
                    "| %d | %s | %.1f MB | %.1f µs | %.1f |%n",
                    number,
                    reports,
                    memory / 1e6,
                    (redis.cpuMicros() - cpu) / sessions,
                    told.doubleValue() / sessions);
            out.flush();
        }
    }

    private static RedisFuture<String> set(RedisAsyncCommands<String, String> commands, String key) {
        return commands.set(key, JSON, SetArgs.Builder.px(3_600_000));
    }

    private void each(
            RedisAsyncCommands<String, String> commands,
            BiFunction<RedisAsyncCommands<String, String>, String, RedisFuture<String>> command) {
        for (int from = 0; from < sessions; from += BATCH) {
            RedisFuture<?>[] answers = IntStream.range(from, Math.min(sessions, from + BATCH))
                    .mapToObj(i -> command.apply(commands, "sess:%032x".formatted(i)))
                    .toArray(RedisFuture<?>[]::new);
            if (!LettuceFutures.awaitAll(Duration.ofMinutes(1), answers)) {
                throw new IllegalStateException("no answer within a minute");
            }
        }
    }
}
