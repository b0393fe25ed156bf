package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.TargetSpec;
import dev.sessionstore.bench.Workload;
import dev.sessionstore.bench.targets.Level;
import dev.sessionstore.bench.targets.Operation;
import dev.sessionstore.bench.targets.StoreTargets;
import java.util.List;
import java.util.function.Function;

/** The store in the process, beside ConcurrentHashMap and the peers, with few sessions and with a million. */
final class MemorySuite {

    private static final String SUITE = "memory";
    private static final int MILLION = 1_000_000;
    private static final List<Integer> THREADS = List.of(2);

    private MemorySuite() {}

    static List<Run> runs() {
        return List.of(
                run(
                        "change",
                        "a request that changes its session, in memory",
                        "session",
                        Workload.CHANGE,
                        MemorySuite::session),
                run(
                        "read",
                        "a request that only reads its session, in memory",
                        "session",
                        Workload.READ,
                        MemorySuite::session),
                million(run(
                        "change-million",
                        "a request that changes one of a million sessions, in memory",
                        "session",
                        Workload.CHANGE,
                        servers -> StoreTargets.of(servers.memory(), Level.SESSION))),
                million(run(
                        "get-million",
                        "get of one of a million sessions, beside ConcurrentHashMap's get",
                        "store",
                        Workload.READ,
                        servers -> StoreTargets.of(servers.memory(), Level.STORE))),
                million(run(
                        "touch-million",
                        "touch of one of a million sessions, beside ConcurrentHashMap's computeIfPresent",
                        "store",
                        Workload.CHANGE,
                        servers -> StoreTargets.operation(servers.memory(), Operation.TOUCH))));
    }

    private static Run million(Run run) {
        return run.with(plan -> plan.sessions(MILLION));
    }

    private static List<TargetSpec> session(Servers servers) {
        return RedisSuites.withPeers(servers.memory());
    }

    private static Run run(
            String name,
            String description,
            String level,
            Workload workload,
            Function<Servers, List<TargetSpec>> targets) {
        return new Run(SUITE, SUITE + "-" + name, description, level, workload, THREADS, targets);
    }
}
