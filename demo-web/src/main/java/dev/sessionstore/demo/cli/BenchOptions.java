package dev.sessionstore.demo.cli;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Plan;
import dev.sessionstore.bench.PlanBuilder;
import dev.sessionstore.bench.TargetSpec;
import dev.sessionstore.bench.Workload;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Level;
import dev.sessionstore.bench.targets.StoreTargets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what to measure. */
final class BenchOptions {

    @Option(
            names = "--stores",
            paramLabel = "<store>",
            split = ",",
            defaultValue = "memory",
            description =
                    "What to measure, with a comma between: memory, redis-lettuce, redis-jedis, redis-redisson (each"
                            + " with =url or without), jdbc:... (default: ${DEFAULT-VALUE}).")
    private List<String> stores = List.of();

    @Option(
            names = "--urls",
            paramLabel = "<url>",
            split = ",",
            description = "Where they are, if --stores does not say: one redis://... for all Redis clients (default:"
                    + " redis://localhost:6379); each jdbc:... is one more store.")
    private List<String> urls = List.of();

    @Option(
            names = "--level",
            paramLabel = "<level>",
            defaultValue = "store",
            description =
                    "How much of a request: store, session (cookie to cookie) or http (a web server in a process of"
                            + " its own) (default: ${DEFAULT-VALUE}).")
    private Level level = Level.STORE;

    @Option(
            names = "--workload",
            paramLabel = "<kind>",
            defaultValue = "mixed",
            description =
                    "What an operation is: read, change, mixed (80 %% read, 16 %% change, 2 %% login, 2 %% logout),"
                            + " login, logout or churn (login, change, logout) (default: ${DEFAULT-VALUE}).")
    private Workload workload = Workload.MIXED;

    @Option(
            names = "--owner",
            description =
                    "Instead of the raw client, each store beside itself: without and with the option owner, which indexes"
                            + " whose sessions there are (for --level session).")
    private boolean owner;

    @Option(
            names = "--sessions",
            paramLabel = "<n>",
            defaultValue = "10000",
            description = "How many sessions there are, 1 to 1000000 (default: ${DEFAULT-VALUE}).")
    private int sessions;

    @Option(
            names = "--payload",
            paramLabel = "<size>",
            defaultValue = "1k",
            converter = SizeConverter.class,
            description = "What each carries: 500, 1k or 1m, for example (default: ${DEFAULT-VALUE}).")
    private int payload;

    @Option(
            names = "--attributes",
            paramLabel = "<n>",
            defaultValue = "5",
            description = "In how many attributes, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int attributes;

    @Option(
            names = "--threads",
            paramLabel = "<n>",
            split = ",",
            defaultValue = "1,8,32",
            description = "How many work at once, 1 to 256; several are measured one after the other (default:"
                    + " ${DEFAULT-VALUE}).")
    private List<Integer> threads = List.of();

    @Option(
            names = "--duration",
            paramLabel = "<time>",
            defaultValue = "10s",
            converter = DurationConverter.Required.class,
            description = "Of a round (default: ${DEFAULT-VALUE}).")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--rounds",
            paramLabel = "<n>",
            defaultValue = "5",
            description = "How many rounds each store has, 1 to 100 (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--warmup",
            paramLabel = "<time>",
            defaultValue = "2s",
            converter = DurationConverter.Required.class,
            description = "Before the rounds, not counted (default: ${DEFAULT-VALUE}).")
    private Duration warmup = Duration.ZERO;

    @Option(
            names = "--rate",
            paramLabel = "<n>",
            description =
                    "Open loop: this many operations per second begin, whether or not others have ended, and latency"
                            + " counts from when they should have begun. Without it each thread begins when its last has"
                            + " ended.")
    private @Nullable Integer rate;

    @Option(names = "--virtual-threads", description = "Virtual threads do the work (JDK 21 or later).")
    private boolean virtualThreads;

    /**
     * {@return the plan}
     *
     * @throws IllegalArgumentException when an option is out of bounds
     */
    Plan plan() {
        PlanBuilder plan = Plan.of(targets())
                .level(level.name().toLowerCase(Locale.ROOT))
                .workload(workload)
                .sessions(sessions)
                .payload(new Payload(payload, attributes))
                .threads(threads)
                .duration(duration)
                .rounds(rounds)
                .warmup(warmup);
        if (rate != null) {
            plan.rate(rate);
        }
        if (virtualThreads) {
            plan.virtualThreads();
        }
        return plan.build();
    }

    private List<TargetSpec> targets() {
        if (!owner) {
            return StoreTargets.of(specs(), level);
        }
        if (level != Level.SESSION) {
            throw new IllegalArgumentException("--owner is an option of the session layer: add --level session");
        }
        return StoreTargets.owned(specs());
    }

    private List<StoreSpec> specs() {
        List<String> databases = urls.stream().filter(BenchOptions::isJdbc).toList();
        List<String> others = urls.stream().filter(url -> !isJdbc(url)).toList();
        if (others.size() > 1) {
            throw new IllegalArgumentException(
                    "--urls has more than one Redis; name them in --stores, redis-jedis=url");
        }
        List<StoreSpec> specs = new ArrayList<>();
        for (String store : stores) {
            if (store.equals("jdbc") && databases.isEmpty()) {
                throw new IllegalArgumentException("--stores jdbc needs a jdbc: URL in --urls");
            }
            if (store.startsWith("redis-") && !store.contains("=") && !others.isEmpty()) {
                specs.add(StoreSpec.of(store, others.get(0)));
            } else if (!store.equals("jdbc")) {
                specs.add(StoreSpec.parse(store));
            }
        }
        databases.forEach(url -> specs.add(StoreSpec.parse(url)));
        return specs;
    }

    private static boolean isJdbc(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith("jdbc:");
    }
}
