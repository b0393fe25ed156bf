package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.TargetSpec;
import dev.sessionstore.bench.Workload;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Level;
import dev.sessionstore.bench.targets.Operation;
import dev.sessionstore.bench.targets.StoreTargets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** Single operations of a store beside the raw client's single commands, with ready JSON. */
final class OperationSuite {

    private static final String SUITE = "operations";
    private static final List<Integer> THREADS = List.of(8);

    private OperationSuite() {}

    static List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        runs.add(new Run(
                SUITE,
                SUITE + "-get",
                "get beside GET",
                "store",
                Workload.READ,
                THREADS,
                servers -> clients(servers, spec -> StoreTargets.of(spec, Level.STORE))));
        for (Operation operation : Operation.values()) {
            String name = operation.name().toLowerCase(Locale.ROOT);
            runs.add(new Run(
                    SUITE,
                    SUITE + "-" + name,
                    name + " beside " + (operation == Operation.TOUCH ? "EXPIRE" : "SET"),
                    "store",
                    Workload.CHANGE,
                    THREADS,
                    servers -> clients(servers, spec -> StoreTargets.operation(spec, operation))));
        }
        return runs;
    }

    private static List<TargetSpec> clients(Servers servers, Function<StoreSpec, List<TargetSpec>> pair) {
        return Stream.of(servers.lettuce(), servers.jedis())
                .map(pair)
                .flatMap(List::stream)
                .toList();
    }
}
