package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.TargetSpec;
import dev.sessionstore.bench.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a request costs its server: commands or statements, bytes in and out, CPU. One thread, as counts do not hang on speed. */
final class CountsSuite {

    private static final String SUITE = "counts";
    private static final List<Integer> THREADS = List.of(1);

    private CountsSuite() {}

    static List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (Workload workload : List.of(Workload.READ, Workload.CHANGE, Workload.LOGIN, Workload.LOGOUT)) {
            runs.add(new Run(
                            SUITE,
                            SUITE + "-" + workload.name().toLowerCase(Locale.ROOT),
                            "commands, statements and bytes of one "
                                    + workload.name().toLowerCase(Locale.ROOT),
                            "session",
                            workload,
                            THREADS,
                            CountsSuite::targets)
                    .withDefaults(plan ->
                            plan.rounds(1).duration(Duration.ofMillis(400)).warmup(Duration.ofMillis(100)))
                    .with(plan -> plan.sessions(200)));
        }
        return runs;
    }

    private static List<TargetSpec> targets(Servers servers) {
        return Stream.of(servers.lettuce(), servers.mariadb(), servers.mysql())
                .flatMap(spec -> RedisSuites.withPeers(spec).stream().map(target -> named(target, spec.name())))
                .toList();
    }

    /** Spring Session has one name on all databases. */
    private static TargetSpec named(TargetSpec target, String where) {
        return target.name().equals("spring jdbc")
                ? new TargetSpec(
                        target.name() + (where.startsWith("jdbc:mysql:") ? " mysql" : " mariadb"),
                        target.baseline(),
                        target.opener())
                : target;
    }
}
