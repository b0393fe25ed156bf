package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.Candidate;
import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.PlanBuilder;
import dev.sessionstore.bench.Workload;
import dev.sessionstore.bench.targets.Candidates;
import dev.sessionstore.bench.targets.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** How the cost of a request grows, on Redis and in memory; the names end in what is varied and its value. */
final class ScalingSuite {

    private static final String SUITE = "scaling";
    private static final int BYTES = 1024;
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration WARMUP = Duration.ofMillis(500);
    private static final List<Integer> THREADS = List.of(8);

    private ScalingSuite() {}

    static List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int sessions : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
            runs.add(run("sessions", sessions, plan -> plan.sessions(sessions)));
        }
        for (int bytes : new int[] {100, 1_000, 10_000, 100_000}) {
            runs.add(run("payload", bytes, plan -> plan.payload(new Payload(bytes, 5))));
        }
        for (int attributes : new int[] {1, 5, 50, 200}) {
            runs.add(run("attributes", attributes, plan -> plan.payload(new Payload(BYTES, attributes))));
        }
        runs.add(threads("threads", "threads", UnaryOperator.identity()));
        if (Runtime.version().feature() >= 21) {
            runs.add(threads("virtual-threads", "virtual threads", PlanBuilder::virtualThreads));
        }
        runs.add(run(
                "nodes",
                "application nodes in one process, on the same sessions in Redis",
                THREADS,
                servers -> Stream.of(1, 2, 4)
                        .map(nodes -> Candidates.nodes(servers.lettuce(), nodes))
                        .toList(),
                UnaryOperator.identity()));
        return runs;
    }

    private static Run run(String varied, int value, UnaryOperator<PlanBuilder> settings) {
        return run(varied + "-" + value, varied + ": " + value, THREADS, ScalingSuite::candidates, settings);
    }

    private static Run threads(String name, String says, UnaryOperator<PlanBuilder> settings) {
        return run(
                name,
                says,
                List.of(1, 2, 8, 32, 128),
                servers -> Candidates.of(servers.lettuce(), Level.SESSION),
                settings);
    }

    private static List<Candidate> candidates(Servers servers) {
        return Stream.of(servers.lettuce(), servers.memory())
                .flatMap(spec -> Candidates.of(spec, Level.SESSION).stream())
                .filter(candidate -> !candidate.name().equals("raw session memory"))
                .map(candidate -> candidate.name().equals("session memory")
                        ? new Candidate(candidate.name(), Optional.empty(), candidate.opener())
                        : candidate)
                .toList();
    }

    private static Run run(
            String name,
            String says,
            List<Integer> threads,
            Function<Servers, List<Candidate>> candidates,
            UnaryOperator<PlanBuilder> settings) {
        return new Run(SUITE, SUITE + "-" + name, says, "session", Workload.CHANGE, threads, candidates)
                .withDefaults(plan -> plan.duration(ROUND).warmup(WARMUP))
                .with(settings);
    }
}
