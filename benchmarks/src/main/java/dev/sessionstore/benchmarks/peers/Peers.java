package dev.sessionstore.benchmarks.peers;

import dev.sessionstore.bench.Candidate;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Cleanup;
import dev.sessionstore.bench.targets.ServerWatch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.session.MapSessionRepository;

/** The session libraries of others on our backends, each compared with the limit that ours has there. */
public final class Peers {

    private Peers() {}

    /**
     * Finds who works on a backend.
     *
     * @param spec of memory, of one Redis server or of a database
     * @param limit the candidate to compare them with
     * @return those that do the work of the level {@code SESSION}
     */
    public static List<Candidate> of(StoreSpec spec, String limit) {
        Optional<String> compared = Optional.of(limit);
        return switch (spec.backend()) {
            case "memory" ->
                List.of(
                        new Candidate("spring map", compared, (payload, threads) -> {
                            MapSessionRepository map = new MapSessionRepository(new ConcurrentHashMap<>());
                            return new Cleanup(new SpringWork<>(map, payload), ServerWatch.NONE, () -> {}, () -> {});
                        }),
                        new Candidate("vertx local", compared, (payload, threads) -> VertxStores.local(payload)));
            case "redis-lettuce" ->
                List.of(
                        new Candidate(
                                "spring redis",
                                compared,
                                (payload, threads) -> SpringRedis.contender(spec, payload, false)),
                        new Candidate(
                                "spring redis indexed",
                                compared,
                                (payload, threads) -> SpringRedis.contender(spec, payload, true)),
                        new Candidate(
                                "vertx redis",
                                compared,
                                (payload, threads) -> VertxStores.redis(spec, payload, threads)));
            case "jdbc" ->
                List.of(new Candidate(
                        "spring jdbc", compared, (payload, threads) -> SpringJdbc.contender(spec, payload, threads)));
            default -> List.of();
        };
    }

    /**
     * Finds which web servers work on a backend.
     *
     * @param spec of one Redis server or of a database
     * @param limit the candidate to compare them with
     * @return those that do the work of the level {@code HTTP}; express-session only where Node and npm are
     */
    public static List<Candidate> http(StoreSpec spec, String limit) {
        Optional<String> compared = Optional.of(limit);
        Candidate spring = new Candidate(
                spec.backend().equals("jdbc") ? "http spring jdbc" : "http spring redis",
                compared,
                (payload, threads) -> SpringWebMain.start(spec, payload, threads));
        Candidate express =
                new Candidate("http express redis", compared, (payload, threads) -> Express.start(spec, payload));
        return spec.backend().equals("redis-lettuce") && Express.isHere() ? List.of(spring, express) : List.of(spring);
    }
}
