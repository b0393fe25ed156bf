package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.Candidate;
import dev.sessionstore.bench.PlanBuilder;
import dev.sessionstore.bench.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A million sessions in memory that expire, evenly spread over the time that is measured, while others are read: as fast as it goes,
 * and at a fixed rate, where pauses show as latency. Each run has one round, since a session expires once.
 */
final class ExpirySuite {

    private static final String SUITE = "expiry";
    private static final int SESSIONS = 1_000_000;
    private static final int RATE = 20_000;
    private static final Duration MEASURED = Duration.ofSeconds(8);
    private static final Duration WARMUP = Duration.ofSeconds(2);
    private static final List<Integer> THREADS = List.of(2);

    private ExpirySuite() {}

    static List<Run> runs() {
        return List.of(
                run("without", "a million sessions that stay", false, UnaryOperator.identity()),
                run("with", "a million sessions that expire meanwhile", true, UnaryOperator.identity()),
                run("rate-without", "a million sessions that stay, a fixed rate", false, plan -> plan.rate(RATE)),
                run(
                        "rate-with",
                        "a million sessions that expire meanwhile, a fixed rate",
                        true,
                        plan -> plan.rate(RATE)));
    }

    private static Run run(String name, String says, boolean expire, UnaryOperator<PlanBuilder> settings) {
        Optional<Duration> spread = expire ? Optional.of(WARMUP.plus(MEASURED)) : Optional.empty();
        return new Run(
                        SUITE,
                        SUITE + "-" + name,
                        "reads beside " + says,
                        "store",
                        Workload.READ,
                        THREADS,
                        servers -> List.of(new Candidate(
                                says,
                                Optional.empty(),
                                (payload, threads) -> ExpiringMemory.open(payload, servers.many(SESSIONS), spread))))
                .with(plan -> settings.apply(plan.rounds(1).duration(MEASURED).warmup(WARMUP)));
    }
}
