package dev.sessionstore.benchmarks;

import dev.sessionstore.Store;
import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.targets.ReadyJson;
import dev.sessionstore.near.NearStatistics;
import dev.sessionstore.near.NearStore;
import dev.sessionstore.redis.lettuce.LettuceStore;
import dev.sessionstore.testsupport.RedisServer;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Nodes with copies of sessions beside nodes without, on a Redis of their own. Every request goes to any node, for any session. */
@Command(
        name = "copies",
        description = "Reads without a round trip: what they save, by the number of nodes and the share of changes.",
        mixinStandardHelpOptions = true)
final class Copies implements Callable<Integer> {

    private static final String JSON = ReadyJson.of(new Payload(1024, 5));

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--nodes",
            split = ",",
            paramLabel = "<n>",
            defaultValue = "1,4,16",
            description = "How many nodes.")
    private List<Integer> nodes = List.of();

    @Option(
            names = "--changes",
            split = ",",
            paramLabel = "<%>",
            defaultValue = "0,1,5,20,50",
            description = "How many of 100 requests change.")
    private List<Integer> changes = List.of();

    @Option(
            names = "--sessions",
            paramLabel = "<n>",
            defaultValue = "10000",
            description = "How many sessions (default: ${DEFAULT-VALUE}).")
    private int sessions;

    @Option(
            names = "--threads",
            paramLabel = "<n>",
            defaultValue = "8",
            description = "How many threads (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--millis",
            paramLabel = "<ms>",
            defaultValue = "3000",
            description = "How long each row takes, twice (default: ${DEFAULT-VALUE}).")
    private int millis;

    /** What a load did. */
    private record Load(long requests, double seconds, double cpuMicros, NearStatistics copies) {

        double perSecond() {
            return requests / seconds;
        }

        double hitsOfHundred() {
            return 100.0 * copies.hits() / Math.max(1, copies.hits() + copies.misses());
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "| nodes | changes | requests/s without | with copies | ratio | read from a copy | reports/s | CPU of Redis without | with |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        try (RedisServer server = RedisServer.start()) {
            for (int number : nodes) {
                for (int share : changes) {
                    Load without = run(server.url(), number, share, false);
                    Load with = run(server.url(), number, share, true);
                    out.printf(
                            Locale.ROOT,
                            "| %d | %d %% | %,.0f | %,.0f | %.2f | %.0f %% | %,.0f | %.1f µs | %.1f µs |%n",
                            number,
                            share,
                            without.perSecond(),
                            with.perSecond(),
                            with.perSecond() / without.perSecond(),
                            with.hitsOfHundred(),
                            with.copies().changes() / with.seconds(),
                            without.cpuMicros(),
                            with.cpuMicros());
                    out.flush();
                }
            }
        }
        return 0;
    }

    private Load run(String url, int number, int share, boolean copies) {
        List<Store> opened = new ArrayList<>();
        try (Redis redis = new Redis(url)) {
            List<Store> stores = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                Store store = opened(opened, LettuceStore.open(url));
                stores.add(
                        copies
                                ? opened(
                                        opened,
                                        NearStore.over(store)
                                                .entries(sessions)
                                                .bytes(1L << 30)
                                                .build())
                                : store);
            }
            Instant expiry = Instant.now().plusSeconds(3600);
            IntStream.range(0, sessions).forEach(i -> stores.get(0).set(sid(i), JSON, expiry));
            stores.forEach(store -> IntStream.range(0, sessions).forEach(i -> store.get(sid(i))));
            return load(stores, share, redis);
        } finally {
            for (int i = opened.size() - 1; i >= 0; i--) {
                opened.get(i).close();
            }
        }
    }

    private static <S extends Store> S opened(List<Store> all, S store) {
        all.add(store);
        return store;
    }

    private Load load(List<Store> stores, int share, Redis redis) {
        NearStatistics before = statistics(stores);
        double cpu = redis.cpuMicros();
        long begin = System.nanoTime();
        long end = begin + TimeUnit.MILLISECONDS.toNanos(millis);
        AtomicLong requests = new AtomicLong();
        CompletableFuture.allOf(IntStream.range(0, threads)
                        .mapToObj(i -> CompletableFuture.runAsync(
                                () -> requests.addAndGet(requestsUntil(end, stores, share, new Random(i))),
                                work -> new Thread(work, "load " + i).start()))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        double seconds = (System.nanoTime() - begin) / 1e9;
        NearStatistics after = statistics(stores);
        return new Load(
                requests.get(),
                seconds,
                (redis.cpuMicros() - cpu) / Math.max(1, requests.get()),
                new NearStatistics(
                        after.hits() - before.hits(),
                        after.misses() - before.misses(),
                        after.unproven() - before.unproven(),
                        after.changes() - before.changes(),
                        after.losses() - before.losses(),
                        after.entries()));
    }

    private long requestsUntil(long end, List<Store> stores, int share, Random random) {
        long requests = 0;
        while (System.nanoTime() - end < 0) {
            Store store = stores.get(random.nextInt(stores.size()));
            String sid = sid(random.nextInt(sessions));
            String text = store.get(sid).orElseThrow(() -> new IllegalStateException("a session is gone"));
            if (random.nextInt(100) < share) {
                store.conditionalWrites()
                        .orElseThrow()
                        .replace(
                                sid,
                                text,
                                text.length() > 2 * JSON.length() ? JSON : text + ' ',
                                Instant.now().plusSeconds(3600));
            }
            requests++;
        }
        return requests;
    }

    private static NearStatistics statistics(List<Store> stores) {
        return stores.stream()
                .map(store ->
                        store instanceof NearStore near ? near.statistics() : new NearStatistics(0, 0, 0, 0, 0, 0))
                .reduce(
                        new NearStatistics(0, 0, 0, 0, 0, 0),
                        (a, b) -> new NearStatistics(
                                a.hits() + b.hits(),
                                a.misses() + b.misses(),
                                a.unproven() + b.unproven(),
                                a.changes() + b.changes(),
                                a.losses() + b.losses(),
                                a.entries() + b.entries()));
    }

    private static String sid(int number) {
        return "%032x".formatted(number);
    }
}
