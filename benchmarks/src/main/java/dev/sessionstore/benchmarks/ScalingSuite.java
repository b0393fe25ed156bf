package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.PlanBuilder;
import dev.sessionstore.bench.TargetSpec;
import dev.sessionstore.bench.Workload;
import dev.sessionstore.bench.targets.Level;
import dev.sessionstore.bench.targets.StoreTargets;
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
                        .map(nodes -> StoreTargets.nodes(servers.lettuce(), nodes))
                        .toList(),
                UnaryOperator.identity()));
        return runs;
    }

    private static Run run(String varied, int value, UnaryOperator<PlanBuilder> settings) {
        return run(varied + "-" + value, varied + ": " + value, THREADS, ScalingSuite::targets, settings);
    }

    private static Run threads(String name, String description, UnaryOperator<PlanBuilder> settings) {
        return run(
                name,
                description,
                List.of(1, 2, 8, 32, 128),
                servers -> StoreTargets.of(servers.lettuce(), Level.SESSION),
                settings);
    }

    private static List<TargetSpec> targets(Servers servers) {
        return Stream.of(servers.lettuce(), servers.memory())
                .flatMap(spec -> StoreTargets.of(spec, Level.SESSION).stream())
                .filter(target -> !target.name().equals("raw session memory"))
                .map(target -> target.name().equals("session memory")
                        ? new TargetSpec(target.name(), Optional.empty(), target.opener())
                        : target)
                .toList();
    }

    private static Run run(
            String name,
            String description,
            List<Integer> threads,
            Function<Servers, List<TargetSpec>> targets,
            UnaryOperator<PlanBuilder> settings) {
        return new Run(SUITE, SUITE + "-" + name, description, "session", Workload.CHANGE, threads, targets)
                .withDefaults(plan -> plan.duration(ROUND).warmup(WARMUP))
                .with(settings);
    }
}
