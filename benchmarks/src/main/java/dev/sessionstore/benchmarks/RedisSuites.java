package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.Candidate;
import dev.sessionstore.bench.Workload;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Candidates;
import dev.sessionstore.bench.targets.Level;
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
                        servers -> clients(servers, withPeers(servers.lettuce()))),
                run(Workload.LOGIN, "a request that begins a session, on Redis", List.of(8), RedisSuites::plain),
                run(Workload.LOGOUT, "a request that ends its session, on Redis", List.of(8), RedisSuites::plain));
    }

    private static Run run(
            Workload workload, String says, List<Integer> threads, Function<Servers, List<Candidate>> candidates) {
        return new Run(
                SUITE,
                SUITE + "-" + workload.name().toLowerCase(Locale.ROOT),
                says,
                "session",
                workload,
                threads,
                candidates);
    }

    private static List<Candidate> clients(Servers servers, List<Candidate> lettuce) {
        return Stream.of(lettuce, session(servers.jedis()), session(servers.redisson()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Candidate> plain(Servers servers) {
        return withPeers(servers.lettuce()).stream()
                .filter(candidate -> !candidate.name().matches("spring redis indexed|vertx redis"))
                .toList();
    }

    private static List<Candidate> session(StoreSpec spec) {
        return Candidates.of(spec, Level.SESSION);
    }

    /** {@return our session path, its limit, and the peers compared with the same limit} */
    static List<Candidate> withPeers(StoreSpec spec) {
        List<Candidate> candidates = new ArrayList<>(session(spec));
        candidates.addAll(Peers.of(spec, candidates.get(1).name()));
        return candidates;
    }

    /** {@return the same, and our path that saves as they do, without a look} */
    static List<Candidate> withLastWriteWins(StoreSpec spec) {
        List<Candidate> candidates = new ArrayList<>(withPeers(spec));
        candidates.add(1, Candidates.lastWriteWins(spec));
        return candidates;
    }
}
