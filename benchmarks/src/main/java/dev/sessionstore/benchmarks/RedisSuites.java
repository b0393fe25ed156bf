package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.TargetSpec;
import dev.sessionstore.bench.Workload;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Level;
import dev.sessionstore.bench.targets.StoreTargets;
import dev.sessionstore.benchmarks.peers.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** The whole session path on Redis, through each client, beside the raw client and the peers. */
final class RedisSuites {

    private static final String SUITE = "redis";

    private RedisSuites() {}

    static List<Run> runs() {
        return List.of(
                run(
                        Workload.CHANGE,
                        "a request that changes its session, on Redis",
                        List.of(1, 8, 32),
                        servers -> clients(servers, withLastWriteWins(servers.lettuce()))),
                run(
                        Workload.READ,
                        "a request that only reads its session, on Redis",
                        List.of(8),
                        servers -> clients(servers, withNear(servers.lettuce()))),
                run(Workload.LOGIN, "a request that begins a session, on Redis", List.of(8), RedisSuites::plain),
                run(Workload.LOGOUT, "a request that ends its session, on Redis", List.of(8), RedisSuites::plain));
    }

    private static Run run(
            Workload workload, String description, List<Integer> threads, Function<Servers, List<TargetSpec>> targets) {
        return new Run(
                SUITE,
                SUITE + "-" + workload.name().toLowerCase(Locale.ROOT),
                description,
                "session",
                workload,
                threads,
                targets);
    }

    private static List<TargetSpec> clients(Servers servers, List<TargetSpec> lettuce) {
        return Stream.of(lettuce, session(servers.jedis()), session(servers.redisson()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<TargetSpec> plain(Servers servers) {
        return withPeers(servers.lettuce()).stream()
                .filter(target -> !target.name().matches("spring redis indexed|vertx redis"))
                .toList();
    }

    private static List<TargetSpec> session(StoreSpec spec) {
        return StoreTargets.of(spec, Level.SESSION);
    }

    /** {@return our session path, its baseline, and the peers compared with the same baseline} */
    static List<TargetSpec> withPeers(StoreSpec spec) {
        List<TargetSpec> targets = new ArrayList<>(session(spec));
        targets.addAll(Peers.of(spec, targets.get(1).name()));
        return targets;
    }

    /** {@return the same, and our path that saves as they do, without a look} */
    static List<TargetSpec> withLastWriteWins(StoreSpec spec) {
        List<TargetSpec> targets = new ArrayList<>(withPeers(spec));
        targets.add(1, StoreTargets.lastWriteWins(spec));
        return targets;
    }

    /** {@return the same as {@link #withPeers}, and our path over copies in the process} */
    static List<TargetSpec> withNear(StoreSpec spec) {
        List<TargetSpec> targets = new ArrayList<>(withPeers(spec));
        targets.add(1, StoreTargets.near(spec));
        return targets;
    }
}
