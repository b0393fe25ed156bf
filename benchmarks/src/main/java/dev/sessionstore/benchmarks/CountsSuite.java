package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.Candidate;
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
                            CountsSuite::candidates)
                    .withDefaults(plan ->
                            plan.rounds(1).duration(Duration.ofMillis(400)).warmup(Duration.ofMillis(100)))
                    .with(plan -> plan.sessions(200)));
        }
        return runs;
    }

    private static List<Candidate> candidates(Servers servers) {
        return Stream.of(servers.lettuce(), servers.mariadb(), servers.mysql())
                .flatMap(spec -> RedisSuites.withPeers(spec).stream().map(candidate -> named(candidate, spec.name())))
                .toList();
    }

    /** Spring Session has one name on all databases. */
    private static Candidate named(Candidate candidate, String where) {
        return candidate.name().equals("spring jdbc")
                ? new Candidate(
                        candidate.name() + (where.startsWith("jdbc:mysql:") ? " mysql" : " mariadb"),
                        candidate.limit(),
                        candidate.opener())
                : candidate;
    }
}
