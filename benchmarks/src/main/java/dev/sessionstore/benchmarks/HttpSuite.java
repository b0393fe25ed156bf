package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.TargetSpec;
import dev.sessionstore.bench.Workload;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Level;
import dev.sessionstore.bench.targets.StoreTargets;
import dev.sessionstore.benchmarks.peers.Peers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Whole HTTP requests to web servers in processes of their own, over 32 connections. */
final class HttpSuite {

    private static final String SUITE = "http";
    private static final List<Integer> CONNECTIONS = List.of(32);

    /** Each server is a Java machine of its own that has to compile what it does. */
    private static final Duration WARMUP = Duration.ofSeconds(5);

    private HttpSuite() {}

    static List<Run> runs() {
        return List.of(
                run("redis", Workload.CHANGE, Servers::lettuce),
                run("redis", Workload.READ, Servers::lettuce),
                run("mariadb", Workload.CHANGE, Servers::mariadb),
                run("mariadb", Workload.READ, Servers::mariadb),
                security(Workload.CHANGE),
                security(Workload.READ));
    }

    private static Run run(String backend, Workload workload, Function<Servers, StoreSpec> spec) {
        return new Run(
                        SUITE,
                        String.join("-", SUITE, backend, workload.name().toLowerCase(Locale.ROOT)),
                        "an HTTP request that " + does(workload) + " its session, on " + backend,
                        "http",
                        workload,
                        CONNECTIONS,
                        servers -> targets(spec.apply(servers)))
                .withDefaults(plan -> plan.warmup(WARMUP));
    }

    private static Run security(Workload workload) {
        return new Run(
                        SUITE,
                        String.join("-", SUITE, "security", workload.name().toLowerCase(Locale.ROOT)),
                        "an HTTP request behind Spring Security that " + does(workload) + " its session, on redis",
                        "http",
                        workload,
                        CONNECTIONS,
                        servers -> Peers.security(servers.lettuce()))
                .withDefaults(plan -> plan.warmup(WARMUP));
    }

    private static String does(Workload workload) {
        return workload == Workload.CHANGE ? "changes" : "reads";
    }

    private static List<TargetSpec> targets(StoreSpec spec) {
        List<TargetSpec> targets = new ArrayList<>(StoreTargets.of(spec, Level.HTTP));
        if (spec.backend().equals("redis-lettuce")) {
            targets.add(StoreTargets.httpSession(spec));
        }
        targets.addAll(Peers.http(spec, targets.get(1).name()));
        return targets;
    }
}
