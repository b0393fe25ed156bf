package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.Workload;
import dev.sessionstore.bench.stores.StoreSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The whole session path on each database, beside raw JDBC and Spring Session. */
final class DatabaseSuites {

    private DatabaseSuites() {}

    static List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        runs.addAll(runs("mariadb", "MariaDB", Servers::mariadb));
        runs.addAll(runs("mysql", "MySQL", Servers::mysql));
        runs.addAll(runs("postgresql", "PostgreSQL", Servers::postgresql));
        return runs;
    }

    private static List<Run> runs(String suite, String database, Function<Servers, StoreSpec> spec) {
        return List.of(
                run(suite, Workload.CHANGE, "a request that changes its session, on " + database, List.of(1, 8), spec),
                run(suite, Workload.READ, "a request that only reads its session, on " + database, List.of(8), spec));
    }

    private static Run run(
            String suite,
            Workload workload,
            String description,
            List<Integer> threads,
            Function<Servers, StoreSpec> spec) {
        return new Run(
                suite,
                suite + "-" + workload.name().toLowerCase(Locale.ROOT),
                description,
                "session",
                workload,
                threads,
                servers -> workload == Workload.CHANGE && !suite.equals("mysql")
                        ? RedisSuites.withLastWriteWins(spec.apply(servers))
                        : RedisSuites.withPeers(spec.apply(servers)));
    }
}
